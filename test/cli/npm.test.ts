import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { createProgram } from '../../cli/program';
import { isNoisy, refuseSwallowedOptions, startedAs, type Variables } from '../../cli/npm';
import { isForPrograms } from '../../cli/output';

const root = path.resolve(__dirname, '../..');
const byNpm: Variables = { npm_lifecycle_event: 'gateway', INIT_CWD: '/somewhere' };
const world = { name: 'x', now: () => new Date(0), columns: undefined, folder: '' };

const refused = (args: readonly string[], variables: Variables): string => {
  try {
    refuseSwallowedOptions(createProgram(world), { ...byNpm, ...variables }, args);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('options that npm kept to itself', () => {
  it.each<[readonly string[], Variables, string]>([
    [['parked', 'replay', 'ID'], { npm_config_body: 'true' }, '--body'],
    [['parked', 'list'], { npm_config_json: 'true' }, '--json'],
    [['parked', 'list', 'json'], { npm_config_o: 'true' }, '-o'],
    [['parked', 'list'], { npm_config_reason: 'true', npm_config_all: 'true' }, '--reason, --all'],
  ])('are refused, as the command would do something else: %j', (args, variables, options) => {
    expect(refused(args, variables)).toBe(`npm kept ${options} to itself; nothing was done`);
  });

  it.each<[string, readonly string[], Variables]>([
    ['stand behind --', ['parked', 'list', '--json'], { npm_config_json: 'true' }],
    ['are not set', ['parked', 'list'], { npm_config_json: '', npm_config_all: 'false' }],
    ['continuous integration sets', ['parked', 'list'], { npm_config_yes: 'true' }],
    ['are of another script', ['parked', 'list'], { npm_config_json: 'true', npm_lifecycle_event: 'ci' }],
  ])('do no harm where they %s', (_, args, variables) => {
    expect(refused(args, variables)).toBe('');
  });
});

describe('how the command was started', () => {
  it('is known under npm, which starts it in the folder of the package', () => {
    expect(startedAs(byNpm)).toEqual({ name: 'npm run gateway --', folder: path.resolve('/somewhere') });
    expect(startedAs({})).toEqual({ name: 'indicator-gateway', folder: process.cwd() });
  });

  it.each<[Variables, boolean]>([
    [byNpm, true],
    [{ ...byNpm, npm_config_loglevel: 'silent' }, false],
    [{}, false],
  ])("says whether npm's own lines come before the answer: %j", (variables, noisy) => {
    expect(isNoisy(variables)).toBe(noisy);
  });

  it.each([
    ['parked list -o json', true],
    ['parked list -ojson', true],
    ['parked list --output=tsv', true],
    ['doctor --json', true],
    ['doctor -o table', false],
    ['parked show json', false],
  ])('says whether a program reads the answer: %s', (words, reads) => {
    expect(isForPrograms(words.split(' '))).toBe(reads);
  });
});

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

describe('npm run gateway', () => {
  it('works without a build, and with -s prints the answer alone', async () => {
    const { stdout } = await promisify(execFile)(npm, ['run', '-s', 'gateway', '--', 'parked', '--help'], {
      cwd: root,
    });
    expect(stdout).toMatch(/^Usage: npm run gateway -- parked /);
  });
});
