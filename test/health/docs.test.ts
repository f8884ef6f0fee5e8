import { readFileSync } from 'node:fs';
import path from 'node:path';
import { remedies, type Code } from '../../shared/health/remedies';

const page = readFileSync(path.resolve(__dirname, '../../docs/health.md'), 'utf8');

/** Rows of a code, its cause and its remedy, without what only sets the type. */
const rows = new Map(
  [...page.matchAll(/^\| `([a-z-]+)` +\| (.+?) +\| (.+?) +\|$/gm)].map(([, code = '', cause = '', remedy = '']) => [
    code,
    { cause: cause.replaceAll('`', ''), remedy: remedy.replaceAll('`', '') },
  ]),
); // prettier-ignore

describe('docs/health.md', () => {
  it.each(Object.keys(remedies) as Code[])('says cause and remedy of %s as the gateway does', (code) => {
    expect(rows.get(code)).toEqual(remedies[code]);
  });

  it('lists no code that there is not', () => {
    expect([...rows.keys()].filter((code) => !(code in remedies))).toEqual([]);
  });
});
