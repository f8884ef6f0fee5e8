import { mkdtemp, readFile, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundle } from '../../local/bundle';
import { licencesOf } from '../../local/licences';

const repository = path.resolve(__dirname, '../..');

describe('when the app is bundled', () => {
  let folder = '';
  let main = '';
  let licences = '';

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'indicator-gateway-bundle-'));
    await Promise.all(
      ['functions', 'shared', 'node_modules', 'package.json', 'tsconfig.json'].map((name) =>
        symlink(path.join(repository, name), path.join(folder, name)),
      ),
    );
    await bundle(folder);
    main = await readFile(path.join(folder, 'dist/main.js'), 'utf8');
    licences = await readFile(path.join(folder, 'dist/licences.txt'), 'utf8');
  }, 60_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is one file of code, with its source map and the licences beside it', async () => {
    expect((await readdir(path.join(folder, 'dist'))).sort()).toEqual([
      'licences.txt',
      'main.js',
      'main.js.map',
    ]);
  });

  it('does not point at its source map, which is not deployed', () => {
    expect(main).not.toContain('sourceMappingURL');
  });

  it('requires nothing but what Node and the host supply', () => {
    const required = [...main.matchAll(/[^\w.]require\("([^"]+)"\)/g)].map(([, name = '']) => name);
    const builtIn = process.getBuiltinModule('node:module').builtinModules;
    const foreign = required.filter((name) => !builtIn.includes(name.replace(/^node:/, '')));
    expect([...new Set(foreign)]).toEqual(['@azure/functions-core']);
  });

  it.each(['typescript', 'jest', 'esbuild', 'azurite', 'commander', 'fast-check'])(
    'holds nothing of %s, which is for development',
    (name) => {
      expect(licences).not.toMatch(new RegExp(`^${name} `, 'm'));
    },
  );

  it.each(['@azure/functions', '@microsoft/microsoft-graph-client', 'io-ts', 'fp-ts', 'cockatiel', 'tldts'])(
    'lists the licence of %s with its text',
    (name) => {
      expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\S+: \\S+\n\n\\S`, 'm'));
    },
  );

  it('names a licence for every package', () => {
    expect(licences).not.toMatch(/: unknown$/m);
  });
});

describe('the licences', () => {
  it('are those of the package that a file belongs to, however deep it lies', () => {
    const inputs = [
      'functions/index.ts',
      'node_modules/fp-ts/es6/Either.js',
      'node_modules/@azure/identity/dist/x.js',
    ];
    const heads = licencesOf(repository, inputs).match(/^\S+ \d\S+: .+$/gm);
    expect(heads?.map((head) => head.split(' ')[0])).toEqual(['@azure/identity', 'fp-ts']);
  });
});
