import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeChecked } from '../bicep-check';
import { root } from '../infra';

/** What a deployment passes to the two modules. */
const main = `param location string

module workbook 'monitor/workbook.bicep' = {
  name: 'workbook'
  params: { location: location, tags: {}, workspaceId: resourceGroup().id }
}

module alerts 'monitor/alerts.bicep' = {
  name: 'alerts'
  params: {
    token: 'token'
    location: location
    tags: {}
    workspaceId: resourceGroup().id
    actionGroupId: resourceGroup().id
  }
}
`;

interface Fault {
  readonly what: string;
  readonly file: string;
  readonly of: string;
  readonly by: string;
  readonly said: string;
}

const faults: readonly Fault[] = [
  {
    what: 'a workbook that is not there',
    file: 'workbook.bicep',
    of: "'workbook.json'",
    by: "'workbooks.json'",
    said: "file 'workbooks.json' does not exist",
  },
  {
    what: 'a property that workbooks do not have',
    file: 'workbook.bicep',
    of: 'serializedData:',
    by: 'serialisedData:',
    said: "unknown property 'serialisedData'",
  },
  {
    what: 'a property that rules do not have',
    file: 'alerts.bicep',
    of: 'evaluationFrequency: rule',
    by: 'frequency: rule',
    said: "unknown property 'frequency'",
  },
  {
    what: 'a member that conditions do not have',
    file: 'alerts.bicep',
    of: 'failingPeriods:',
    by: 'failedPeriods:',
    said: "unknown property 'failedPeriods'",
  },
  {
    what: 'a parameter that is not there',
    file: 'alerts.bicep',
    of: 'threshold: oldestMinutes',
    by: 'threshold: oldestJob',
    said: 'oldestJob',
  },
];

describeChecked('the Bicep of the workbook and the alerts', (check) => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'monitor-'));
    cpSync(path.join(root, 'infra/monitor'), path.join(folder, 'monitor'), { recursive: true });
    writeFileSync(path.join(folder, 'main.bicep'), main);
    writeFileSync(
      path.join(folder, 'main.parameters.json'),
      JSON.stringify({ parameters: { location: { value: 'westeurope' } } }),
    );
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('has no error and no warning', () => {
    const { findings, summary } = check(folder);
    expect(findings).toEqual([]);
    expect(summary).toMatch(/^3 Bicep files, \d+ resource types, 0 errors, 0 warnings/);
  });

  it.each(faults)('is refused with $what', ({ file, of, by, said }) => {
    const place = path.join(folder, 'monitor', file);
    const text = readFileSync(place, 'utf8');
    expect(text.split(of)).toHaveLength(2);
    writeFileSync(place, text.replace(of, by));
    expect(check(folder).findings.filter((line) => line.includes(said))).not.toEqual([]);
  });
});
