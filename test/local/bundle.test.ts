import { mkdtemp, readFile, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundle } from '../../local/bundle';
import { licencesOf } from '../../local/licences';

const bundles = ['main.js', 'expression-worker.js'];

const repository = path.resolve(__dirname, '../..');

describe('when the app is bundled', () => {
  let folder = '';
  const code: Record<string, string> = {};
  let licences = '';

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'indicator-gateway-bundle-'));
    await Promise.all(
      ['functions', 'shared', 'node_modules', 'package.json', 'tsconfig.json'].map((name) =>
        symlink(path.join(repository, name), path.join(folder, name)),
      ),
    );
    await bundle(folder);
    for (const file of bundles) code[file] = await readFile(path.join(folder, 'dist', file), 'utf8');
    licences = await readFile(path.join(folder, 'dist/licences.txt'), 'utf8');
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is a file of code for each process, with the source maps and the licences beside them', async () => {
    expect((await readdir(path.join(folder, 'dist'))).sort()).toEqual([
      'expression-worker.js',
      'expression-worker.js.map',
      'licences.txt',
      'main.js',
      'main.js.map',
    ]);
  });

  it.each(bundles)('does not point at its source map, which is not deployed: %s', (file) => {
    expect(code[file]).not.toContain('sourceMappingURL');
  });

  it.each([
    ['main.js', ['@azure/functions-core']],
    ['expression-worker.js', []],
  ])('requires nothing but what Node and the host supply: %s', (file, supplied) => {
    const required = [...(code[file] ?? '').matchAll(/[^\w.]require\("([^"]+)"\)/g)].map(
      ([, name = '']) => name,
    );
    const builtIn = process.getBuiltinModule('node:module').builtinModules;
    const foreign = required.filter((name) => !builtIn.includes(name.replace(/^node:/, '')));
    expect(required).not.toEqual([]);
    expect([...new Set(foreign)]).toEqual(supplied);
  });

  it.each(['typescript', 'jest', 'esbuild', 'azurite', 'commander', 'fast-check'])(
    'holds nothing of %s, which is for development',
    (name) => {
      expect(licences).not.toMatch(new RegExp(`^${name} `, 'm'));
    },
  );

  it.each([
    '@azure/functions',
    '@microsoft/microsoft-graph-client',
    'io-ts',
    'fp-ts',
    'cockatiel',
    'tldts',
    'jsonata',
    'workerpool',
  ])('lists the licence of %s with its text', (name) => {
    expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\S+: \\S+\n\n\\S`, 'm'));
  });

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
