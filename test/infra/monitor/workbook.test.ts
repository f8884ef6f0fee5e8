import { textOf } from '../infra';
import { attributesOf, metricNames } from './emitted';
import { faultsIn } from './faults';
import { comparedWith } from './kql';
import { parameters, pictures, queries, workbook } from './workbook';

describe('what the code says of its metrics', () => {
  it('names the attributes of every metric', () => {
    expect(metricNames.filter((name) => !attributesOf.has(name))).toEqual([]);
  });

  it('is read from the code', () => {
    expect([...(attributesOf.get('gateway.indicators') ?? [])].sort()).toEqual([
      'destination',
      'reason',
      'state',
    ]);
    expect([...(attributesOf.get('gateway.parked') ?? [])]).toEqual([]);
  });
});

describe('the workbook', () => {
  it('is a workbook', () => {
    expect(workbook.version).toBe('Notebook/1.0');
    expect(pictures.length).toBeGreaterThan(15);
  });

  it('has parameters for the time and the destination', () => {
    expect(parameters.map(({ name }) => name)).toEqual(['TimeRange', 'Destination']);
  });

  it('calls no two items the same', () => {
    const names = workbook.items.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it.each(pictures.map(({ name, content }) => [name, content] as const))(
    'gives %s a title, a picture and the chosen time',
    (_, { title = '', visualization = '', timeContextFromParameter }) => {
      expect(title).toMatch(/^[A-Z]/);
      expect(['table', 'timechart', 'barchart']).toContain(visualization);
      expect(timeContextFromParameter).toBe('TimeRange');
    },
  );

  it.each(queries)('asks in %s only for what there is', (_, query) => {
    expect(faultsIn(query)).toEqual([]);
  });

  it.each(queries)('expands in %s only parameters that it has', (_, query) => {
    const used = [...query.matchAll(/\{([A-Z]\w*)(?::\w+)?\}/g)].map(([, name = '']) => name);
    expect(used.filter((name) => !parameters.some((parameter) => parameter.name === name))).toEqual([]);
  });

  it('shows every metric', () => {
    const shown = new Set(queries.flatMap(([, query]) => comparedWith(query, 'Name')));
    expect(metricNames.filter((name) => !shown.has(name))).toEqual([]);
  });

  it('has each of its pictures on the page, and no other', () => {
    const [, rest = ''] = textOf('docs/monitoring.md').split('## The pictures\n');
    const [section = ''] = rest.split('\n## ');
    const onPage = [...section.matchAll(/^\| (.*?) *\|/gm)].map(([, name = '']) => name).slice(2);
    const titles = pictures.map(({ content }) => content.title ?? '');
    expect(titles.filter((title) => !onPage.some((name) => title.startsWith(name)))).toEqual([]);
    expect(onPage.filter((name) => !titles.some((title) => title.startsWith(name)))).toEqual([]);
  });
});
