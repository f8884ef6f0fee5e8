import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { queueOf } from '../../local/send-samples';
import { type LocalStack } from '../../local/stack-file';
import { usualDestinations } from '../../local/sample';
import { type Outcome } from '../../shared/pipeline/outcome';
import { eventually } from '../waiting';

const repository = path.resolve(__dirname, '../..');

const parts = [
  'cli',
  'functions',
  'host.json',
  'local',
  'local.settings.sample.json',
  'package.json',
  'requests.http',
  'shared',
  'tsconfig.json',
];

/** A clone of its own, where nobody else's npm start can be, in a path that unquoted commands fail on. */
const cloneOf = (): string => {
  const clone = path.join(mkdtempSync(path.join(tmpdir(), 'npm-start-')), 'Grüße & Maße (1)');
  for (const part of parts) cpSync(path.join(repository, part), path.join(clone, part), { recursive: true });
  symlinkSync(path.join(repository, 'node_modules'), path.join(clone, 'node_modules'));
  return clone;
};

let clone: string;

const environment = (more: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...process.env,
  PROFILE: undefined,
  DESTINATIONS: undefined,
  INDICATOR_GATEWAY_URL: undefined,
  INDICATOR_GATEWAY_KEY: undefined,
  NO_COLOR: '1',
  ...more,
});

interface Running {
  readonly said: () => string;
  readonly ended: Promise<unknown>;
  readonly interrupt: () => void;
}

const start = (file: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Running => {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    cwd: clone,
    env: environment(more),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => void said.push(chunk.toString()));
  return {
    said: () => said.join(''),
    ended: once(child, 'close').then(([code]: unknown[]) => code),
    interrupt: () => child.kill('SIGINT'),
  };
};

/** Runs a command to its end. */
const run = async (file: string, ...args: readonly string[]) => {
  const { said, ended } = start(file, args);
  return { code: await ended, said: said() };
};

const outcomesIn = (said: string): readonly Outcome[] =>
  said
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Outcome);

const event = (domainName: string): string => {
  const file = path.join(clone, `${domainName} event.json`);
  const { expirationDateTime } = JSON.parse(
    readFileSync(path.join(clone, '.local/first.json'), 'utf8'),
  ) as Readonly<Record<string, string>>;
  const indicator = {
    action: 'alert',
    description: 'of a test',
    expirationDateTime,
    targetProduct: 'Azure Sentinel',
    threatType: 'Phishing',
    tlpLevel: 'green',
    domainName,
  };
  writeFileSync(file, JSON.stringify(indicator));
  return file;
};

const whereItIs = (): LocalStack =>
  JSON.parse(readFileSync(path.join(clone, '.local/stack.json'), 'utf8')) as LocalStack;

let gateway: Running;

beforeAll(async () => {
  clone = cloneOf();
  const { Values } = JSON.parse(readFileSync(path.join(clone, 'local.settings.sample.json'), 'utf8')) as {
    readonly Values: object;
  };
  const settings = {
    IsEncrypted: false,
    Values: { ...Values, PROFILE: '{"guard":{"specialUse":"refuse"}}' },
  };
  writeFileSync(path.join(clone, 'local.settings.json'), JSON.stringify(settings));
  gateway = start('local/start.ts', [], { GRAPH_BASE_URL: 'https://elsewhere.example/beta' });
  await eventually(() => gateway.said().includes('Ctrl-C ends it.') || /^\S+Error/m.test(gateway.said()));
});

afterAll(async () => {
  gateway.interrupt();
  await gateway.ended;
  rmSync(path.dirname(clone), { recursive: true, force: true });
});

describe('npm start, in a path with blanks and umlauts', () => {
  it('says which settings are the user’s, which are not used, and never their values', () => {
    expect(gateway.said()).toMatch(
      /settings of yours: PROFILE \(JSON of 33 characters\) \(local\.settings\.json\)/,
    );
    expect(gateway.said()).toMatch(
      /not used, as all of this points at this machine: GRAPH_BASE_URL \(shell\)/,
    );
    expect(gateway.said()).not.toContain('elsewhere.example');
  });

  it('shows what the samples came to with a profile of the user’s own, and goes on', () => {
    expect(gateway.said()).toContain('not as usual');
    expect(gateway.said()).toMatch(/samples came out otherwise than with the usual settings/);
  });

  it('is not started twice in one folder: the second says where the first is', async () => {
    const { code, said } = await run('local/start.ts');
    expect(said).toMatch(
      /^npm start serves in this folder already: http:\/\/127\.0\.0\.1:\d+ \(process \d+\)/,
    );
    expect(code).toBe(1);
  });

  it('is found by the command line', async () => {
    const { code, said } = await run('cli/main.ts', 'doctor');
    expect(said).toContain('graph reach');
    expect(code).toBe(0);
  });
});

describe('npm run send and npm run queue', () => {
  it('send a file, say what became of it, find that among what is kept, and say how much of a queue they see', async () => {
    const sent = await run('local/send.ts', event('a-bad-host.org'));
    expect(sent.said).toMatch(/^201, intake [\w-]+\n/);
    for (const name of usualDestinations) expect(sent.said).toContain(`${name} created`);
    expect(sent.code).toBe(0);
    const [, intake = ''] = /intake ([\w-]+)/.exec(sent.said) ?? [];
    const outcomes = queueOf(whereItIs(), 'indicator-outcomes');
    for (let n = 0; n < 32; n += 1) await outcomes.sendMessage('{"schema":"another"}');
    const peeked = await run('local/queue.ts', 'peek', '--json', '--intake', intake.slice(0, 8));
    expect(outcomesIn(peeked.said).map(({ state, intakeId }) => [state, intakeId])).toEqual(
      usualDestinations.map(() => ['created', intake]),
    );
    expect(peeked.said).toMatch(/all \d+ outcomes that are kept|the newest 50 outcomes/);
    const { said } = await run('local/queue.ts', 'peek', 'indicator-outcomes');
    expect(said).toMatch(/the oldest 32 of some \d+ messages of indicator-outcomes: a peek sees no further/);
  });
});

describe('when npm start has ended', () => {
  it('leaves nothing, and whoever looks for it is told', async () => {
    gateway.interrupt();
    expect(await gateway.ended).toBe(0);
    expect(readdirSync(path.join(clone, '.local'))).toEqual([]);
    const { code, said } = await run('local/queue.ts', 'peek');
    expect(said).toMatch(/^npm start does not serve in this clone \(yet\)/);
    expect(code).toBe(1);
  });
});
