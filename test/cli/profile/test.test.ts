import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundledCli, type Cli } from '../command';

const ready = path.resolve(__dirname, '../../../profiles');

let cli: Cli;
let folder: string;

beforeAll(async () => {
  cli = await bundledCli();
});

afterAll(async () => {
  await cli.remove();
});

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'indicator-gateway-pairs-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await cli.run(['profile', 'test', ...args]);
  // Paths are told from where the command was called.
  return {
    code,
    lines: stdout
      .replaceAll(/^\S*\//gm, '')
      .trim()
      .split('\n'),
    stderr,
  };
};

const write = (name: string, content: unknown): void => {
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  writeFileSync(path.join(folder, name), text);
};

const alert = { rule: 'r', indicators: [{ domain: 'evil-host.com' }] };
const profile = path.join(ready, 'generic.json');

describe('profile test', () => {
  it('ends with 0 for the ready profiles, each of which has a pair', async () => {
    const { code, lines } = await run(path.join(ready, 'tests'));
    expect([code, lines]).toEqual([0, ['23 right, 0 wrong']]);
  });

  it('names the line of a planted wrong expectation, and ends with 1', async () => {
    cpSync(ready, folder, { recursive: true });
    const file = path.join(folder, 'tests/securonix.expected.json');
    const text = readFileSync(file, 'utf8').replace('"severity": 4', '"severity": 5');
    writeFileSync(file, text);
    const line = text.split('\n').findIndex((one) => one.includes('"severity": 5')) + 1;
    const { code, lines } = await run(path.join(folder, 'tests'));
    expect([code, lines]).toEqual([
      1,
      [
        `securonix.expected.json:${line}: /found/0/severity expected 5, and it came to 4`,
        '22 right, 1 wrong',
      ],
    ]);
  });

  it('names an indicator that goes elsewhere, or as something else, than was expected', async () => {
    cpSync(ready, folder, { recursive: true });
    const file = path.join(folder, 'tests/three-tenants.expected.json');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"action": "block"', '"action": "alert"'));
    const { code, lines } = await run(path.join(folder, 'tests'));
    expect([code, lines.at(-1)]).toEqual([1, '22 right, 1 wrong']);
    expect(lines[0]).toMatch(/\/routed\/0\/action expected "alert", and it came to "block"$/);
  });

  it.each([
    ['a find that did not come', { found: [{ domainName: 'evil-host.com' }, { url: 'x' }] }, '/found/1 '],
    ['a find that was not expected', { found: [] }, '/found expected nothing more'],
    ['a skip that did not come', { found: [{}], skipped: [{ code: 'expired' }] }, '/skipped/0 '],
    [
      'a member that is misspelled',
      { foudn: [] },
      '/foudn expected no member of this name; did you mean found?',
    ],
    ['a profile that is not there', { profile: 'nowhere.json', found: [] }, 'nowhere.json cannot be read'],
  ])('says so of %s', async (_, expected, said) => {
    write('a.json', alert);
    write('a.expected.json', expected);
    const { code, lines } = await run(folder, '--profile', profile);
    expect([code, lines[0], lines.at(-1)]).toEqual([1, expect.stringContaining(said), '0 right, 1 wrong']);
  });

  it('leaves no body untested in silence', async () => {
    write('a.json', alert);
    write('a.expected.json', { found: [{ domainName: 'evil-host.com' }] });
    write('b.json', alert);
    write('c.expected.json', {});
    const { code, lines } = await run(folder, '--profile', profile);
    expect([code, lines]).toEqual([
      1,
      [
        'c.expected.json: expected one body of the same name beside it',
        expect.stringMatching(/^b\.json: expected what is to come of it beside it/),
        '1 right, 2 wrong',
      ],
    ]);
  });

  it('ends with 2 where there is nothing to test', async () => {
    const { code, stderr } = await cli.run(['profile', 'test', folder]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('there is no *.expected.json in')]);
  });
});
