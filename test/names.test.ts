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

const formats = path.join(shared, 'formats');

/** Sixty lines are read in one sitting; a longer format says in its first line why it is one. */
const sizes = readdirSync(formats, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => {
    const lines = readFileSync(path.join(formats, file), 'utf8').trimEnd().split('\n');
    return { file, isLong: lines.length > 60, reason: /^\/\/ Over sixty lines: .{10,}/.test(lines[0] ?? '') };
  });

describe('the files of formats', () => {
  it('are found', () => {
    expect(sizes.length).toBeGreaterThan(80);
  });

  it('have at most sixty lines, or say in the first why they have more, and no other says so', () => {
    expect(sizes.filter(({ isLong, reason }) => isLong !== reason)).toEqual([]);
  });
});
