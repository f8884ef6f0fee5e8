import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parkedReasons } from '../../cli/reasons';

const page = (name: string): string => readFileSync(path.resolve(__dirname, '../../docs', name), 'utf8');

const [, table = ''] = /^\| reason +\|.*\n\| -.*\n((?:\|.*\n)+)/m.exec(page('parked.md')) ?? [];

const explained = [...table.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) =>
  [...cell.matchAll(/`([a-z-]+)`/g)].map(([, code = '']) => code),
);

describe('the reasons that the command line knows', () => {
  it('are those of which docs/parked.md says what to do', () => {
    expect([...parkedReasons].sort()).toEqual([...explained].sort());
  });

  it('are on the page of all reasons', () => {
    const all = page('outcomes.md');
    expect(parkedReasons.filter((code) => !all.includes(`\`${code}\``))).toEqual([]);
  });
});
