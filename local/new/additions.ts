import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { destinationFile, destinationTest } from './destination';
import { formatFile, formatRow, formatSample, formatTest } from './format';
import { nameOf, type Kind, type Name } from './names';

/** A file of the repository, and its new content. */
export interface Written {
  readonly file: string;
  readonly content: string;
  readonly isNew: boolean;
}

const read = (root: string, file: string): string => readFileSync(path.join(root, file), 'utf8');

const exported = /^export (?:const|type|interface|class|function) (\w+)/gm;

/** The names that shared/ exports; each stands there once. */
const exportedNames = (root: string): ReadonlySet<string> =>
  new Set(
    readdirSync(path.join(root, 'shared'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [...read(path.join(root, 'shared'), file).matchAll(exported)])
      .map(([, name = '']) => name),
  );

/** Inserts text before a line. The lines are the repository's own, so it throws where one is missing. */
const insertedBefore = (
  { file, content }: { readonly file: string; readonly content: string },
  line: RegExp,
  text: string,
): string => {
  const found = line.exec(content);
  if (found === null) throw new Error(`${file} has no line like ${line.source}: add the line by hand`);
  return `${content.slice(0, found.index)}${text}\n${content.slice(found.index)}`;
};

/** The list with the new name: before entries that are less telling, or at the end. */
const listWith = (root: string, kind: Kind, { name, constant }: Name): Written => {
  const file = `shared/${kind}s/index.ts`;
  const listed = read(root, file);
  const imported = insertedBefore(
    { file, content: listed },
    /^\n\/\*\*/m,
    `import { ${constant} } from './${name}';`,
  );
  const content =
    kind === 'format'
      ? insertedBefore({ file, content: imported }, /^ {2}tiIndicator,$/m, `  ${constant},`)
      : insertedBefore({ file, content: imported }, /\];\s*$/, `, ${constant}`);
  return { file, content, isNew: false };
};

const rowIn = (root: string, name: Name): Written => {
  const file = 'docs/formats.md';
  return {
    file,
    content: insertedBefore({ file, content: read(root, file) }, /^\| your own /m, formatRow(name)),
    isNew: false,
  };
};

const filesOf = (kind: Kind, name: Name): readonly (readonly [file: string, content: string])[] =>
  kind === 'format'
    ? [
        [`shared/formats/${name.name}.ts`, formatFile(name)],
        [`test/samples/${name.name}.json`, formatSample(name)],
        [`test/formats/${name.name}.test.ts`, formatTest(name)],
      ]
    : [
        [`shared/destinations/${name.name}.ts`, destinationFile(name)],
        [`test/destinations/${name.name}.test.ts`, destinationTest(name)],
      ];

/** Everything that a new format or destination needs, or why it cannot be added. Nothing is written yet. */
export const additions = (root: string, kind: Kind, word: string): readonly Written[] | string => {
  const name = nameOf(word, kind, exportedNames(root));
  if (name === undefined)
    return 'the name has to be words of small letters and digits with hyphens between them, such as acme-alert, of 40 characters at most';
  const files = filesOf(kind, name);
  const plain = (text: string): string => text.replaceAll('-', '').toLowerCase();
  if (plain(read(root, `shared/${kind}s/index.ts`)).includes(`/${plain(word)}'`))
    return `there is a ${kind} ${word} already`;
  const there = [...files.map(([file]) => file), `shared/${kind}s/${word}`].find((file) =>
    existsSync(path.join(root, file)),
  );
  if (there !== undefined) return `${there} is there already`;
  return [
    ...files.map(([file, content]) => ({ file, content, isNew: true })),
    listWith(root, kind, name),
    ...(kind === 'format' ? [rowIn(root, name)] : []),
  ];
};
