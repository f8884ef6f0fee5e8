import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { outcomeOf, type Came } from './outcome-of';
import table from './what-comes-of-arrivals.json';

/** What SOCs send, beside the project; it is not part of it. */
const folder = path.resolve(__dirname, '../../../shared/cases/arrivals');

const isThere = existsSync(folder);

const expected: Readonly<Record<string, Came>> = table;

const whenThere = isThere ? describe : describe.skip;

whenThere('what comes of everything that arrived', () => {
  it('is written down for each of them', () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(expected).sort());
  });

  it.each(Object.keys(expected))('%s', (file) => {
    expect(outcomeOf(folder, file)).toEqual(expected[file]);
  });
});
