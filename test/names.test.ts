import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const shared = path.resolve(__dirname, '../shared');

const exported = /^export (?:const|type|interface|class|function) (\w+)/gm;

/** The files of shared/ that export each name. */
const filesOf = (): ReadonlyMap<string, readonly string[]> => {
  const files = new Map<string, string[]>();
  for (const file of readdirSync(shared, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    for (const [, name = ''] of readFileSync(path.join(shared, file), 'utf8').matchAll(exported))
      files.set(name, [...(files.get(name) ?? []), file]);
  }
  return files;
};

describe('the names that shared/ exports', () => {
  it('are found', () => {
    expect(filesOf().size).toBeGreaterThan(300);
  });

  it('stand for one thing each', () => {
    const twice = [...filesOf()].filter(([, files]) => files.length > 1);
    expect(twice).toEqual([]);
  });
});

const root = path.resolve(__dirname, '..');

/** The files of the program. */
const sourceFiles = ['functions', 'shared', 'cli', 'local'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file.replaceAll(path.sep, '/')}`),
);

/** Sixty lines of a format are read in one sitting, and two hundred of anything else; what is longer says why in its first line. */
const limits = [
  { what: 'format', isOne: (file: string) => file.startsWith('shared/formats/'), most: 60, words: 'sixty' },
  {
    what: 'file that is no format',
    isOne: (file: string) => !file.startsWith('shared/formats/'),
    most: 200,
    words: 'two hundred',
  },
];

describe.each(limits)('a $what of more than $most lines', ({ isOne, most, words }) => {
  const sizes = sourceFiles.filter(isOne).map((file) => {
    const lines = readFileSync(path.join(root, file), 'utf8').trimEnd().split('\n');
    const isExplained = new RegExp(`^// Over ${words} lines: .{10,}`).test(lines[0] ?? '');
    return { file, isLong: lines.length > most, isExplained };
  });

  it('is one of many files', () => {
    expect(sizes.length).toBeGreaterThan(80);
  });

  it('says why it has more, and no other says so', () => {
    expect(sizes.filter(({ isLong, isExplained }) => isLong !== isExplained)).toEqual([]);
  });
});
