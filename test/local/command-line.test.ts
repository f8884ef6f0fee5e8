import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { bytesIn, given, positive } from '../../local/command-line';
import { settingsOf } from '../chaos/settings';

const root = path.resolve(__dirname, '../..');

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const { scripts } = JSON.parse(read('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

const commands = [
  'start',
  'queue',
  'send',
  'preview',
  'build',
  'bench',
  'chaos',
  'soak',
  'fuzz',
  'fault-table',
  'storage-away',
  'bad-inputs',
];

describe.each(commands)('the command %s', (name) => {
  it('is run by runCommand, which tells its usage and says what was not typed right', () => {
    const [, file = ''] = /^node --import tsx (\S+\.ts)/.exec(scripts[name] ?? '') ?? [];
    expect(read(file)).toMatch(/^void runCommand\(/m);
    expect(read(file)).not.toContain('process.argv');
    expect(read(file)).toMatch(/const usage =\s+.npm (?:start|run [\w-]+)/);
  });
});

describe('what was typed', () => {
  const line = {
    command: 'npm run it',
    usage: 'npm run it',
    options: { once: { type: 'boolean' }, intake: { type: 'string' }, json: { type: 'boolean' } },
    words: 1,
  } as const;

  it('is understood', () => {
    expect(given(line, ['peek', '--once', '--intake', 'a b'], {})).toMatchObject({
      values: { once: true, intake: 'a b' },
      positionals: ['peek'],
    });
  });

  it.each([[['--help']], [['-h']], [['peek', '--nonsense', '--help']]])('asks for the usage: %j', (args) => {
    expect(given(line, args, {})).toBeNull();
  });

  it.each([
    [['--onc'], "Unknown option '--onc'"],
    [['a', 'b'], '"b" is not expected here'],
    [['--intake'], "Option '--intake <value>' argument missing"],
  ])('is not right, and that is said in one sentence: %j', (args, said) => {
    expect(() => given(line, args, {})).toThrow(new RegExp(`^${said}$`));
  });

  it('is not right where npm kept an option for itself that it does not have', () => {
    expect(() => given(line, [], { npm_config_once: 'true' })).toThrow(
      'npm kept --once for itself: write npm run it -- --once, in PowerShell npm run it "--" --once',
    );
    expect(given(line, [], { npm_config_json: 'true' })).not.toBeNull();
  });

  it('is not right where it is no number, and no setting', () => {
    expect(() => positive('seconds', 'long')).toThrow('--seconds: expected a number over 0');
    expect(() => settingsOf(['LEDGER'])).toThrow('--set: expected NAME=VALUE, not "LEDGER"');
  });
});

describe('a command that was not typed right', () => {
  it('ends with 2, one line and the usage, without a stack trace', () => {
    const [, ...words] = (scripts.queue ?? '').split(' ');
    const { status, stdout, stderr } = spawnSync(process.execPath, [...words, 'look'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/^there is no "look"\n\nnpm run queue send/);
    expect(stderr).not.toMatch(/^ +at /m);
    expect([status, stdout]).toEqual([2, '']);
  });
});

describe('a file that was named', () => {
  it('is read as it stands', () => {
    expect(bytesIn(path.join(root, 'package.json')).toString()).toBe(read('package.json'));
  });

  it.each([['.local/no-such-file.json'], ['.']])('is said to be unreadable where it is: %s', (file) => {
    expect(() => bytesIn(file)).toThrow(/cannot be read \(E[A-Z]+\).*npm start/);
  });
});
