import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { outcomeOf, type Came } from './outcome-of';
import { describeSamples } from './samples';
import table from './what-comes-of-it.json';

const expected: Readonly<Record<string, Came>> = table;

const filesOf = (folder: string): readonly string[] =>
  folder === ''
    ? Object.keys(expected)
    : readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((file) => file.split(path.sep).join('/'))
        .filter((file) => file.includes('/') && statSync(path.join(folder, file)).isFile());

describeSamples('what comes of every sample', (folder) => {
  it.each(filesOf(folder))('%s', (file) => {
    expect(outcomeOf(folder, file)).toEqual(expected[file]);
  });

  it('is written down for each of them', () => {
    expect([...filesOf(folder)].sort()).toEqual(Object.keys(expected).sort());
  });
});
