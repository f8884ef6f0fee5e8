import { byConnectionString } from '../../../shared/azure/storage';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { deadLetterStore } from '../../../cli/dead-letters/store';
import { type Azurite } from '../../../local/azurite';
import { startAzurite } from '../../azurite';
import { type Environment } from '../../../shared/pipeline/ports';
import { cloudEvent, gridEvent } from '../../envelopes/events';
import { answer, down, fates, itemsIn } from '../../pipeline/graph-script';
import {
  inMemoryWorld,
  routeTo,
  type Script,
  type ScriptedRoute,
} from '../../pipeline/in-memory-environment';
import { bundledCli, type Cli, type RunOptions } from '../command';
import { runInProcess } from '../in-process';
import { functionKey, startParkedServer, type ParkedServer } from '../parked-server';

let azurite: Azurite;
let cli: Cli;
let server: ParkedServer;
let environment: Environment;
let route: ScriptedRoute;
let container: ContainerClient;
let containers = 0;

const setUp = (script: Script = fates(() => 'created'), queueDown = false): void => {
  route = routeTo(script);
  ({ environment } = inMemoryWorld([route], { queueDown, ledger: 'on' }));
};

beforeAll(async () => {
  [azurite, cli, server] = await Promise.all([
    startAzurite(),
    bundledCli(),
    startParkedServer(() => environment),
  ]);
});

beforeEach(async () => {
  setUp();
  server.requests.length = 0;
  containers += 1;
  container = BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient(
    `dead-letters-${containers}`,
  );
  await container.create();
});

afterAll(() => Promise.all([azurite.stop(), server.stop(), cli.remove()]));

const indicator = (domainName: string) => ({
  domainName,
  targetProduct: 'Azure Sentinel',
  threatType: 'C2',
  tlpLevel: 'green',
  action: 'alert',
  description: 'a domain',
  expirationDateTime: '2027-01-31T12:00:00Z',
});

const why = {
  deadLetterReason: 'UndeliverableDueToHttpBadRequest',
  deliveryAttempts: 1,
  lastHttpStatusCode: 400,
};

const inLowerCase = { deadletterreason: 'MaxDeliveryAttemptsExceeded', deliveryattempts: 30 };

const good = (domain: string, id = domain) => ({ ...gridEvent(indicator(domain), { id }), ...why });

const cloud = (domain: string) => ({
  ...cloudEvent({ id: domain, data: indicator(domain) }),
  ...inLowerCase,
});

const bad = (id: string) => ({
  ...gridEvent({ ...indicator('x.malicious-host.com'), confidence: '80' }, { id }),
  ...why,
});

/** Puts a blob there as Event Grid does, and gives its name. */
const lay = async (file: string, content: unknown): Promise<string> => {
  const name = `INDICATORS/2030/1/31/7/${file}.json`;
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  await container.getBlockBlobClient(name).upload(text, Buffer.byteLength(text));
  return name;
};

const left = async (): Promise<readonly string[]> => {
  const names: string[] = [];
  for await (const { name } of container.listBlobsFlat()) names.push(name);
  return names;
};

const created = (): readonly (string | undefined)[] =>
  route.calls.flatMap(({ call }) => itemsIn(call).map(({ domainName }) => domainName));

const runBy =
  (runCli: Cli['run']) =>
  (args: readonly string[], options: RunOptions = {}) =>
    runCli(['dead-letters', ...args, '--container', container.containerName], {
      ...options,
      env: {
        INDICATOR_GATEWAY_URL: server.url,
        INDICATOR_GATEWAY_KEY: functionKey,
        AZURE_STORAGE_CONNECTION_STRING: azurite.connectionString,
        ...options.env,
      },
    });

const run = runBy(runInProcess);

/** The same as a process of its own. */
const runBundled = runBy((...asked) => cli.run(...asked));

describe('dead-letters list', () => {
  it('shows every event that lies there, in either schema, and what cannot be read', async () => {
    const [first, second, third] = [
      await lay('a', [good('a.malicious-host.com'), good('b.malicious-host.com')]),
      await lay('b', [cloud('c.malicious-host.com')]),
      await lay('c', 'no JSON'),
    ];
    const age = expect.stringMatching(/^\d+[smhd]$/) as string;
    const { code, stdout } = await runBundled(['list']);
    expect(code).toBe(0);
    const from = '/subscriptions/s/topics/t';
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.trim().split(/ {2}/)),
    ).toEqual([
      [first, age],
      [`UndeliverableDueToHttpBadRequest after 1 try (400): a.malicious-host.com from ${from}`],
      [`UndeliverableDueToHttpBadRequest after 1 try (400): b.malicious-host.com from ${from}`],
      [second, age],
      ['MaxDeliveryAttemptsExceeded after 30 tries: c.malicious-host.com from /a/source'],
      [third, age],
      ['holds no events, or more than 64 MiB: look at it yourself'],
    ]);
    expect(server.requests).toEqual([]);
  });

  it('prints a row for each event, or one array, for scripts; and fails with --strict', async () => {
    const name = await lay('a', [good('a.malicious-host.com'), cloud('b.malicious-host.com')]);
    const tsv = await run(['list', '-o', 'tsv', '--strict']);
    expect([
      tsv.code,
      tsv.stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split('\t').slice(2, 6)),
    ]).toEqual([
      1,
      [
        ['UndeliverableDueToHttpBadRequest', 'a.malicious-host.com', '/subscriptions/s/topics/t', '400'],
        ['MaxDeliveryAttemptsExceeded', 'b.malicious-host.com', '/a/source', ''],
      ],
    ]);
    const json = await run(['list', '-o', 'json']);
    expect(JSON.parse(json.stdout)).toMatchObject([{ name, letters: [{ status: 400 }, { attempts: 30 }] }]);
  });

  it('says that nothing was given up', async () => {
    expect(await run(['list', '--strict'])).toMatchObject({ code: 0, stdout: 'nothing was given up\n' });
    expect(await run(['list', '-o', 'json'])).toMatchObject({ code: 0, stdout: '[]\n' });
  });

  it('reads no more of a blob than it may', async () => {
    await lay('a', [good('a.malicious-host.com')]);
    const store = deadLetterStore(byConnectionString(azurite.connectionString), container.containerName, 100);
    for await (const { letters } of store.each()) expect(letters).toBeNull();
  });

  it('says what to do when the container is not there', async () => {
    await container.delete();
    const { code, stdout, stderr } = await run(['list']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('(404 ContainerNotFound)\nnothing was ever given up');
  });
});

describe('dead-letters replay', () => {
  it('sends every event once more, removes each blob then, and does nothing when it is repeated', async () => {
    const name = await lay('a', [good('a.malicious-host.com'), cloud('b.malicious-host.com')]);
    await lay('b', [good('c.malicious-host.com')]);
    const { code, stdout, stderr } = await runBundled(['replay', '--all']);
    expect([code, stdout]).toEqual([0, 'replayed 2 of 2, 0 stay\n']);
    expect(stderr).toContain(`done   1/2 ${name} 2 events, 2 created\n`);
    expect(created()).toEqual(['a', 'b', 'c'].map((letter) => `${letter}.malicious-host.com`));
    expect(await left()).toEqual([]);
    expect(await run(['replay', '--all'])).toMatchObject({ code: 0, stdout: 'replayed 0 of 0, 0 stay\n' });
    expect(await run(['replay', name])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is not there') as string,
    });
    expect(created()).toHaveLength(3);
  });

  it('keeps a blob of which anything was refused, says what and where, and goes on with the others', async () => {
    const [first, second] = [
      await lay('a', [bad('the-bad-one'), good('a.malicious-host.com')]),
      await lay('b', [good('b.malicious-host.com')]),
    ];
    const { code, stdout, stderr } = await run(['replay', first, second]);
    expect([code, stdout]).toEqual([1, 'replayed 1 of 2, 1 stay\n']);
    expect(stderr).toContain('1 of 2 events were refused; the blob stays');
    expect(stderr).toMatch(
      /the-bad-one: Nothing in the body could be read\n +\/0\/data\/confidence: expected an integer/,
    );
    expect(stderr).toContain('will be refused again');
    expect(await left()).toEqual([first]);
    // What was taken is sent again, and is there already.
    const again = await run(['replay', first, '-o', 'json']);
    expect(again.code).toBe(1);
    expect(created()).toEqual(['a.malicious-host.com', 'b.malicious-host.com']);
  });

  it.each<[string, Script, boolean]>([
    ['neither the destination nor the queue takes it', down, true],
    ['the gateway fails', () => answer(500), true],
  ])('keeps the blob when %s', async (_, script, queueDown) => {
    setUp(script, queueDown);
    const name = await lay('a', [good('a.malicious-host.com')]);
    const { code, stderr } = await run(['replay', '--all']);
    expect(code).toBe(1);
    expect(stderr).toContain('try again in');
    expect(await left()).toEqual([name]);
  });

  it('lets the blob go where everything in it is queued', async () => {
    setUp(down);
    await lay('a', [good('a.malicious-host.com')]);
    expect(await run(['replay', '--all'])).toMatchObject({ code: 0 });
    expect(await left()).toEqual([]);
  });

  it('asks what would come of it with --dry-run, and sends nothing', async () => {
    const names = [await lay('a', [good('a.malicious-host.com')]), await lay('b', [bad('the-bad-one')])];
    const { code, stdout, stderr } = await run(['replay', '--all', '--dry-run']);
    expect([code, stdout]).toEqual([1, 'would replay 1 of 2, 1 would stay\n']);
    expect(stderr).toContain('1 event, 1 found, nothing was sent');
    expect(stderr).toContain('1 of 1 event would be refused');
    expect([await left(), created()]).toEqual([names, []]);
  });

  it('keeps what it cannot read', async () => {
    const name = await lay('a', 'no JSON');
    const { code, stderr } = await run(['replay', '--all']);
    expect(code).toBe(1);
    expect(stderr).toContain('it holds no events');
    expect(await left()).toEqual([name]);
  });

  it('stops at a wrong key, and never prints it', async () => {
    const names = [
      await lay('a', [good('a.malicious-host.com')]),
      await lay('b', [good('b.malicious-host.com')]),
    ];
    const { code, stdout, stderr } = await run(['replay', '--all'], {
      env: { INDICATOR_GATEWAY_KEY: 'a-wr0ng-key' },
    });
    expect([code, stdout]).toEqual([1, 'replayed 0 of 2, 2 stay\n']);
    expect(stderr).not.toContain('wr0ng');
    expect([server.requests.length, await left()]).toEqual([1, names]);
  });
});

describe('a command that is not right', () => {
  it.each<[readonly string[], Readonly<Record<string, string>>, string]>([
    [['replay'], {}, 'give one or more names, or --all'],
    [['replay', 'a', '--all'], {}, 'give names or --all, not both'],
    [['list'], { AZURE_STORAGE_CONNECTION_STRING: '' }, 'which storage account?'],
    [['list', '--account', 'http://elsewhere.example'], {}, '--account: expected the name'],
  ])('ends with 2: %j', async (args, env, said) => {
    const { code, stdout, stderr } = await run(args, { env });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(said);
  });
});
