/** `npm run new`: writes what a new format or destination needs. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as prettier from 'prettier';
import { runCommand, UsageError } from '../command-line';
import { additions } from './additions';
import { isKind, type Kind } from './names';

const usage = `npm run new -- format NAME        writes a format that reads one indicator, its line in the list, its sample, its test and its row in docs/formats.md
npm run new -- destination NAME   writes a destination without settings, its line in the list and its test

NAME is words of small letters and digits with hyphens between them, such as acme-alert. CONTRIBUTING.md says what comes then.
`;

const root = path.resolve(__dirname, '../..');

const next: Readonly<Record<Kind, string>> = {
  format:
    'Put what it really sends into the sample and say in the format what tells it and where its indicators are; the list is in the order in which a payload is tried.',
  destination:
    'Say where its API is, how it is signed in to and what its answers mean. Declare what of it is a setting (see graph.ts), and run npm run settings.',
};

void runCommand({ command: 'npm run new', usage, options: {}, words: 2 }, async ({ positionals }) => {
  const [kind, name] = positionals;
  if (!isKind(kind) || name === undefined) throw new UsageError('say format or destination, and its name');
  const written = additions(root, kind, name);
  if (typeof written === 'string') throw new UsageError(written);
  const style = (await prettier.resolveConfig(path.join(root, 'package.json'))) ?? {};
  for (const { file, content, isNew } of written) {
    const filepath = path.join(root, file);
    writeFileSync(filepath, await prettier.format(content, { ...style, filepath }));
    console.log(`${isNew ? 'wrote' : 'added to'} ${file}`);
  }
  console.log(`\n${next[kind]}\nnpm test is to be green.`);
  return 0;
});
