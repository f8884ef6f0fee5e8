import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeChecked } from './bicep-check';
import { root } from './infra';
import { seededFaults } from './seeded-faults';

describeChecked('the Bicep of a deployment', (check) => {
  const infra = path.join(root, 'infra');
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'infra-'));
    cpSync(infra, folder, { recursive: true });
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('has no error and no warning, in any file', () => {
    const files = readdirSync(infra, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.bicep'),
    );
    const { findings, summary } = check(folder);
    expect(findings).toEqual([]);
    expect(summary).toMatch(
      new RegExp(`^${files.length} Bicep files, \\d+ resource types, 0 errors, 0 warnings`),
    );
  });

  it.each(seededFaults)('is refused with $what', ({ file, of, by, said }) => {
    const place = path.join(folder, file);
    const text = readFileSync(place, 'utf8');
    expect(text.split(of)).toHaveLength(2);
    writeFileSync(
      place,
      text.replace(of, () => by),
    );
    const { findings } = check(folder);
    expect(findings.filter((line) => line.startsWith(`${file}(`) && line.includes(said))).not.toEqual([]);
  });
});
