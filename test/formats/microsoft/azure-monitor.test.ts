import { readFileSync } from 'node:fs';
import path from 'node:path';
import { azureMonitor } from '../../../shared/formats/microsoft/azure-monitor';
import { describeSamples } from '../../samples/samples';
import { options, readerOf } from '../intake';

const read = readerOf(azureMonitor);

const alert = (monitorCondition: unknown) => ({
  schemaId: 'azureMonitorCommonAlertSchema',
  data: { essentials: { monitorCondition }, alertContext: { SearchResults: { tables: [] } } },
});

describe('when an alert of Azure Monitor comes', () => {
  it.each(['Fired', 'Resolved', undefined])(
    'leaves it, be it %s, for it names no observable',
    (condition) => {
      expect(azureMonitor.recognises(alert(condition))).toBe(true);
      expect(read(alert(condition))).toEqual({ found: [], left: [['', 'no-indicator']] });
    },
  );

  it('says of one that is resolved that it is over', () => {
    const textOf = (condition: string): unknown =>
      azureMonitor.read(alert(condition), options).skipped.map(({ reason }) => reason.text);
    expect(textOf('Resolved')).toEqual(['says that an alert is over']);
    expect(textOf('Fired')).not.toEqual(textOf('Resolved'));
  });

  it('reads an array and refuses what is no alert', () => {
    expect(azureMonitor.recognises([alert('Fired'), {}])).toBe(true);
    expect(read([alert('Fired'), {}]).left).toEqual([
      ['/0', 'no-indicator'],
      ['/1', 'item-unknown'],
    ]);
  });

  it.each([
    null,
    [],
    {},
    { schemaId: 'azureMonitorCommonAlertSchema' },
    { schemaId: 'x', data: { essentials: {} } },
  ])('is none of %j', (payload) => {
    expect(azureMonitor.recognises(payload)).toBe(false);
  });
});

describeSamples('published samples', (folder) => {
  it.each([['azure-monitor/common-alert-schema-metric.json', 0, ['no-indicator']]])(
    '%s gives %d indicators and leaves %j',
    (name, count, codes) => {
      const payload: unknown = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
      expect(azureMonitor.recognises(payload)).toBe(true);
      expect(read(payload).found).toHaveLength(count);
      expect(read(payload).left.map(([, code]) => code)).toEqual(codes);
    },
  );
});
