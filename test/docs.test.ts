import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

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

describe('the documentation', () => {
  it.each(codes)('explains the reason code %s', (code) => {
    expect(read('docs/outcomes.md')).toContain(`\`${code}\``);
  });
});
