import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expressionsIn } from './expressions';
import { unproved } from './proof';

const root = path.resolve(__dirname, '../..');

/** Every source file that runs in the app or the command line and holds an expression. */
const files = ['shared', 'functions', 'cli']
  .flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      path.join(folder, name),
    ),
  )
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, ...expressionsIn(readFileSync(path.join(root, file), 'utf8')) }))
  .filter(({ found, opaque }) => found.length + opaque.length > 0);

/** A proof takes milliseconds to a second, and the tests may run beside others. */
const patience = 300_000;

describe('every regular expression of the app', () => {
  it('is found', () => {
    expect(files.flatMap(({ found }) => found).length).toBeGreaterThan(250);
  });

  it('is written so that it can be looked at', () => {
    expect(files.flatMap(({ file, opaque }) => opaque.map((text) => `${file}: ${text}`))).toEqual([]);
  });

  it.each(files.map(({ file, found }) => [file, found] as const))(
    'takes time in proportion to the text, in %s',
    async (_file, found) => {
      const faults: string[] = [];
      for (const expression of found) faults.push(...(await unproved(expression)));
      expect(faults).toEqual([]);
    },
    patience,
  );
});

describe('the proof', () => {
  it.each([
    ['text.replace(/\\s+$/, "")', 'a search that starts anew inside a run'],
    [
      '/^(?:(.*)@)?(\\[[^\\]]*\\]|[^:]*)(?::(\\d{0,5}))?$/s.exec(authority)',
      'two runs that share characters',
    ],
    ['text.split(/\\s*,\\s*/)', 'a separator that may be missing'],
    ['const comma = /\\s*,\\s*/; text.split(comma)', 'a separator that has a name'],
    ['text.replace(/[ab](?:[ab]*c)?/g, "")', 'a tail that is looked for again at every match'],
    ['/(a+)+$/.test(text)', 'a run of runs'],
    ['/^(?:t1)?(.)\\1*$/.test(text)', 'what cannot be proved'],
    ['const letter = "[a-z]"; new RegExp(`^${letter}+${letter}+$`)', 'built of constants'],
    ["const letter = '[a-z]'; new RegExp(letter + '+' + `${letter}+$`)", 'put together'],
    ['text.match("a*a*b")', 'made of a string'],
  ])('refuses %s: %s', async (text) => {
    const { found, opaque } = expressionsIn(text);
    const faults = await Promise.all(found.map(unproved));

    expect(opaque).toEqual([]);
    expect(faults.flat()).not.toEqual([]);
  });

  it.each(['new RegExp(name)', 'RegExp(`^${of(name)}$`)', 'let word = "a"; new RegExp(word)'])(
    'refuses what only running it would tell: %s',
    (text) => {
      expect(expressionsIn(text).opaque).toHaveLength(1);
    },
  );

  it.each(['text.replace(/\\s+/g, " ")', 'text.split(/\\r?\\n/)', 'text.match(/[a-z]{2,8}/g)'])(
    'takes %s',
    async (text) => {
      const faults = await Promise.all(expressionsIn(text).found.map(unproved));

      expect(faults.flat()).toEqual([]);
    },
  );
});
