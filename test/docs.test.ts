import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { formats } from '../shared/formats';

const root = path.resolve(__dirname, '..');

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const sources = ['shared', 'functions'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(folder, file)),
);

/** The code is the first hyphenated word given to what makes a reason. */
const madeBy = /\b(?:leave|refuse|danger|unreadable|reason)\(\s*(?:[^'"`,()]*,\s*)?'([a-z]+(?:-[a-z]+)+)'/g;

const codes = [
  ...new Set(sources.flatMap((file) => [...read(file).matchAll(madeBy)].map(([, code]) => code ?? ''))),
].sort();

/** The names in code that a row of the table of formats begins with. */
const namesInRows = read('docs/formats.md')
  .split('\n')
  .flatMap((line) => [...(/^\|([^|]*)\|/.exec(line)?.[1] ?? '').matchAll(/`([^`]+)`/g)])
  .map(([, name]) => name);

describe('the documentation', () => {
  it('has a row for every format, and for nothing else', () => {
    expect([...namesInRows].sort()).toEqual(formats.map(({ name }) => name).sort());
  });

  it.each(codes)('explains the reason code %s', (code) => {
    expect(read('docs/outcomes.md')).toContain(`\`${code}\``);
  });
});
