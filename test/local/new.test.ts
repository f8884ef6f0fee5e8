import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { additions } from '../../local/new/additions';

const root = path.resolve(__dirname, '../..');

const folders = ['cli', 'docs', 'functions', 'local', 'shared', 'test'];
const files = [
  'package.json',
  'tsconfig.json',
  'jest.config.js',
  'eslint.config.mjs',
  'local.settings.sample.json',
];

/** The sources as they are, with the packages of this clone. */
const copyOfSources = (): string => {
  const copy = mkdtempSync(path.join(tmpdir(), 'indicator-gateway-new-'));
  for (const name of [...folders, ...files])
    cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  return copy;
};

describe('npm run new', () => {
  const copy = copyOfSources();
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  const run = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'local/new/main.ts', ...args],
      { cwd: copy, encoding: 'utf8' },
    );
    return { status, stdout, stderr };
  };

  const wordsIn = (file: string): string => readFileSync(path.join(copy, file), 'utf8');

  it('writes a format and a destination that compile and pass the contract suites', () => {
    expect(run('format', 'acme')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(
        /^wrote shared\/formats\/acme\.ts\nwrote test\/samples\/acme\.json\nwrote test\/formats\/acme\.test\.ts\nadded to shared\/formats\/index\.ts\nadded to docs\/formats\.md\n/,
      ) as string,
    });
    expect(run('destination', 'acme')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(
        /^wrote shared\/destinations\/acme\.ts\nwrote test\/destinations\/acme\.test\.ts\nadded to shared\/destinations\/index\.ts\n/,
      ) as string,
    });
    expect(wordsIn('docs/formats.md')).toMatch(/^\| `acme` /m);
    expect(wordsIn('shared/destinations/acme.ts')).toContain('export const acmeDestination: Destination');
    const isNew = { extends: './tsconfig.json', include: ['shared/*/index.ts', 'test/*/acme.test.ts'] };
    writeFileSync(path.join(copy, 'tsconfig.new.json'), JSON.stringify(isNew));
    const tsc = ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.new.json'];
    expect(spawnSync(process.execPath, tsc, { cwd: copy, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stdout: '',
    });
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        'node_modules/jest/bin/jest.js',
        ...['-i', 'test/(formats|destinations)/acme', 'test/contract/(formats|destinations)'],
        ...['test/names', 'test/docs.test', '-t', 'acme|the list of|stand for one|has a row'],
      ],
      { cwd: copy, encoding: 'utf8' },
    );
    expect(status === 0 ? '' : stderr).toBe('');
  });
});

describe('what npm run new refuses', () => {
  it.each([
    ['Acme', 'the name has to be words'],
    ['acme_alert', 'the name has to be words'],
    ['../acme', 'the name has to be words'],
    ['acme-', 'the name has to be words'],
    ['', 'the name has to be words'],
    ['a'.repeat(41), 'the name has to be words'],
    ['kit', 'shared/formats/kit.ts is there already'],
    ['splunk', 'there is a format splunk already'],
    ['graph-alert', 'there is a format graph-alert already'],
    ['stix', 'there is a format stix already'],
    ['microsoft', 'shared/formats/microsoft is there already'],
    ['tiindicator', 'there is a format tiindicator already'],
  ])('is %j for a format', (name, why) => {
    expect(additions(root, 'format', name)).toEqual(expect.stringContaining(why));
  });

  it('is a destination that there is', () => {
    expect(additions(root, 'destination', 'graph')).toEqual(expect.stringContaining('already'));
  });
});
