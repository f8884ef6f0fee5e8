import { type ServerResponse } from 'node:http';
import { jobRecord } from '../../shared/pipeline/job';
import { reason } from '../../shared/pipeline/outcome';
import { park } from '../../shared/pipeline/parked/park';
import { type ItemToPark } from '../../shared/pipeline/wire';
import { type Environment } from '../../shared/pipeline/ports';
import { answer, fates, down } from '../pipeline/graph-script';
import { inMemoryWorld, routeTo, startOfTime, type Script } from '../pipeline/in-memory-environment';
import { inMemoryParked, type InMemoryParked } from '../pipeline/in-memory-parked';
import { indicatorOf, plannedOf, provenanceAt } from '../pipeline/planned';
import { profileWith } from '../pipeline/profiles';
import { rightOf } from '../pipeline/right-of';
import { bundledCli, type Cli, type RunOptions } from './command';
import { runInProcess } from './in-process';
import { functionKey, startParkedServer, type ParkedServer } from './parked-server';

let cli: Cli;
let server: ParkedServer;
let environment: Environment;
let parked: InMemoryParked;
let advance: (seconds: number) => void;

const graph: Script = fates(({ externalId }) => (externalId === 'busy' ? 'busy' : 'created'));

/** The API is gone. */
const retired: Script = () => answer(410);

const profile = profileWith({ guard: { specialUse: 'take', ownDomains: ['contoso.com'] } });

const setUp = (script: Script = graph, queueDown = false): void => {
  parked = inMemoryParked();
  const world = inMemoryWorld([routeTo(script)], { queueDown });
  environment = { ...world.environment, parked, profile };
  ({ advance } = world);
};

beforeAll(async () => {
  cli = await bundledCli();
  server = await startParkedServer(() => environment);
});

beforeEach(() => {
  setUp();
  server.instead = undefined;
  server.requests.length = 0;
});

afterAll(async () => {
  await server.stop();
  await cli.remove();
});

const contentOf = (externalId: string) =>
  jobRecord({
    destination: 'graph',
    eventId: 'event-1',
    attempts: 25,
    firstSeenAt: startOfTime,
    notBefore: null,
    history: [],
    items: plannedOf(externalId),
  });

/** Parks one thing, a minute after the one before, and gives its id. */
const parkOne = async (more: Partial<ItemToPark> = {}): Promise<string> => {
  advance(60);
  const itemToPark: ItemToPark = {
    kind: 'job',
    reason: reason('attempts-exhausted', '25 tries settled nothing'),
    destination: 'graph',
    provenance: provenanceAt('/0'),
    indicators: 1,
    content: contentOf('a'),
    ...more,
  };
  return rightOf(await park(environment)(itemToPark)());
};

/** `indicator-gateway parked …`, with the address and the key in the environment. */
const runBy =
  (runCli: Cli['run']) =>
  (args: readonly string[], options: RunOptions = {}) =>
    runCli(['parked', ...args], {
      ...options,
      env: { INDICATOR_GATEWAY_URL: server.url, INDICATOR_GATEWAY_KEY: functionKey, ...options.env },
    });

const run = runBy(runInProcess);

/** The same as a process of its own. */
const runBundled = runBy((...asked) => cli.run(...asked));

const broken = () => parkOne({ content: { hello: 'world' } });

const kept = (): readonly string[] => [...parked.kept.keys()];

describe('parked list', () => {
  it('shows each with its age, where it came from and why, the newest first', async () => {
    const first = await parkOne();
    const second = await parkOne({
      kind: 'event',
      destination: null,
      indicators: 0,
      reason: reason('unreadable', 'nothing could be read'),
    });
    const { code, stdout } = await runBundled(['list']);
    expect(code).toBe(0);
    const age = expect.stringMatching(/^\d+[smhd]$/) as string;
    expect(stdout.split('\n').map((line) => line.trim().split(/\s{2,}/))).toEqual([
      ['id', 'age', 'reason', 'destination'],
      [second, age, 'unreadable', 'all'],
      ['an unread event from a-sender: nothing could be read'],
      [first, age, 'attempts-exhausted', 'graph'],
      ['1 indicator of a job from a-sender: 25 tries settled nothing'],
      [''],
    ]);
  });

  it.each(['tsv', 'json', 'table'])('prints no colours where it is no terminal: %s', async (format) => {
    await parkOne();
    const { code, stdout } = await runBundled(['list', '-o', format]);
    expect([code, stdout.includes('\u001b')]).toEqual([0, false]);
  });

  it('prints a row for each with -o tsv, whatever a sender wrote', async () => {
    const why = reason('unreadable', 'a\tb\nc');
    const id = await parkOne({ kind: 'event', destination: null, indicators: 0, reason: why });
    const { code, stdout } = await run(['list', '-o', 'tsv']);
    expect([code, stdout.split('\t')]).toEqual([
      0,
      [id, '2026-11-23T12:01:00.000Z', 'event', 'unreadable', '', '0', 'event-1', 'a-sender', 'a\\tb\\nc\n'],
    ]);
  });

  it('prints nothing with -o tsv when nothing is parked', async () => {
    expect(await run(['list', '-o', 'tsv'])).toMatchObject({ code: 0, stdout: '' });
  });

  it('ends with 1 with --strict, as long as anything is parked', async () => {
    expect(await run(['list', '--strict'])).toMatchObject({ code: 0 });
    await parkOne();
    expect(await run(['list'])).toMatchObject({ code: 0 });
    expect(await run(['list', '--strict', '-o', 'tsv'])).toMatchObject({ code: 1 });
  });

  it('asks what was meant where the destination is none', async () => {
    const { code, stdout, stderr } = await run(['list', '--destination', 'grahp']);
    expect([code, stdout]).toEqual([0, 'nothing is parked\n']);
    expect(stderr).toBe('nothing is parked for the destination that was given. Did you mean graph?\n');
  });

  it('prints what the gateway said, for scripts', async () => {
    const id = await parkOne();
    const { code, stdout } = await run(['list', '--json']);
    expect([code, JSON.parse(stdout)]).toMatchObject([
      0,
      { items: [{ id, reason: 'attempts-exhausted' }], next: null },
    ]);
  });

  it('says so when nothing is parked', async () => {
    expect(await run(['list'])).toMatchObject({ code: 0, stdout: 'nothing is parked\n' });
  });

  it('filters by reason, destination and time', async () => {
    const ids = [
      await parkOne(),
      await parkOne({ reason: reason('destination-off', '') }),
      await parkOne({ destination: 'sentinel' }),
    ];
    const listed = async (...args: readonly string[]) =>
      (JSON.parse((await run(['list', '--json', ...args])).stdout) as { items: { id: string }[] }).items.map(
        ({ id }) => ids.indexOf(id),
      );
    expect(await listed('--reason', 'destination-off')).toEqual([1]);
    expect(await listed('--destination', 'sentinel')).toEqual([2]);
    expect(await listed('--from', '2026-11-23T12:02:00Z', '--to', '2026-11-23T12:03:00Z')).toEqual([1]);
  });

  it('shows the newest hundred, and all when asked', async () => {
    for (let n = 0; n < 101; n += 1) await parkOne();
    const some = await run(['list']);
    expect(some.stdout).toContain('the newest 100; --all shows every one');
    expect(some.stdout.match(/attempts-exhausted/g)).toHaveLength(100);
    const all = await run(['list', '--all']);
    expect(all.stdout.match(/attempts-exhausted/g)).toHaveLength(101);
  });

  it('keeps what a sender wrote from steering the terminal', async () => {
    await parkOne({ destination: 'a\u001b[2Jb' });
    expect((await run(['list'])).stdout).not.toContain('\u001b');
  });
});

describe('parked show', () => {
  it('says why, since when, and shows the content', async () => {
    const why = reason('not-a-job', 'no job of this gateway', {
      violations: [{ pointer: '/schema', expected: 'a schema' }],
    });
    const id = await parkOne({ reason: why });
    const { code, stdout } = await run(['show', id]);
    expect(code).toBe(0);
    for (const part of [
      id,
      'not-a-job: no job of this gateway',
      '/schema: expected a schema',
      'event-1 from a-sender',
    ])
      expect(stdout).toContain(part);
    expect(stdout).toContain('"externalId": "a"');
  });

  it('prints the whole, or only the content, for scripts', async () => {
    const id = await parkOne();
    expect(JSON.parse((await run(['show', id, '--json'])).stdout)).toMatchObject({ id, kind: 'job' });
    expect(JSON.parse((await run(['show', id, '--content'])).stdout)).toEqual(contentOf('a'));
  });

  it('fails for what is not parked, and says what to do', async () => {
    expect(await runBundled(['show', '0000000000000-none'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'not parked\nit was replayed or dropped already, or the id is not right: see parked list\n',
    });
  });
});

describe('parked replay', () => {
  it('sends those that are named', async () => {
    const ids = [await parkOne(), await parkOne(), await parkOne()];
    const { code, stdout, stderr } = await run(['replay', ids[0] ?? '', ids[2] ?? '']);
    expect([code, stdout]).toEqual([0, 'replayed 2 of 2, failed 0\n']);
    expect(stderr.trimEnd().split('\n')).toEqual([
      `done   1/2 ${ids[0]} 1 created`,
      `done   2/2 ${ids[2]} 1 created`,
    ]);
    expect(kept()).toEqual([ids[1]]);
  });

  it('sends all that the filter lets through, the oldest first, one after the other', async () => {
    const ids = [await parkOne(), await parkOne({ reason: reason('unreadable', '') }), await parkOne()];
    expect(await run(['replay', '--all', '--reason', 'attempts-exhausted'])).toMatchObject({ code: 0 });
    expect(server.requests.filter((line) => line.startsWith('POST'))).toEqual(
      [ids[0], ids[2]].map((id) => `POST /api/parked/${id}/replay`),
    );
    expect(kept()).toEqual([ids[1]]);
  });

  it('goes on after a failure, says why, and ends with 1', async () => {
    const [bad, good] = [await broken(), await parkOne()];
    const { code, stdout, stderr } = await run(['replay', '--all']);
    expect([code, stdout]).toEqual([1, 'replayed 1 of 2, failed 1\n']);
    expect(stderr).toContain(`FAILED 1/2 ${bad} It cannot be replayed like this; it is still parked`);
    expect(stderr).toContain('/schema: expected');
    expect(stderr).toContain(`done   2/2 ${good} 1 created`);
    expect(kept()).toEqual([bad]);
  });

  it('reports as JSON, for scripts', async () => {
    const [bad, good] = [await broken(), await parkOne()];
    const { code, stdout } = await run(['replay', bad, good, '--json']);
    expect([code, JSON.parse(stdout)]).toMatchObject([
      1,
      {
        results: [
          { id: bad, ok: false, error: expect.any(String) as string },
          { id: good, ok: true, report: { counts: { total: 1, created: 1 }, parkedAs: [] } },
        ],
        notTried: 0,
      },
    ]);
  });

  it('says what is queued for later', async () => {
    const id = await parkOne({ content: contentOf('busy') });
    const { code, stdout } = await run(['replay', id]);
    expect([code, stdout]).toEqual([0, 'replayed 1 of 1, 1 with something queued for later, failed 0\n']);
  });

  it.each([
    ['a file', async (body: string) => ({ args: ['--body', await cli.file(body)] })],
    ['standard input', (body: string) => Promise.resolve({ args: ['--body', '-'], stdin: body })],
  ])('sends an edited body from %s', async (_, bring) => {
    const id = await parkOne({ content: { hello: 'world' } });
    const { args, ...options } = await bring(JSON.stringify(contentOf('b')));
    expect(await runBundled(['replay', id, ...args], options)).toMatchObject({ code: 0 });
    expect(kept()).toEqual([]);
  });

  it('says where an edited body is not right', async () => {
    const id = await parkOne();
    const [item] = plannedOf('a');
    const spoiled = {
      ...contentOf('a'),
      items: [{ ...item, indicator: { ...indicatorOf('a'), severity: 'c4n4ry' } }],
    };
    const { code, stderr } = await run(['replay', id, '--body', '-'], { stdin: JSON.stringify(spoiled) });
    expect(code).toBe(1);
    expect(stderr).toMatch(/\/items\/0.*\/severity: expected an integer from 0 to 5/);
    expect(stderr).not.toContain('c4n4ry');
    expect(kept()).toEqual([id]);
  });

  it.each<[object, string, string]>([
    [{ tlpLevel: 'red' }, 'tlpLevel', 'tlp-red'],
    [{ domainName: 'login.contoso.com' }, 'domainName', 'own-domain'],
    [{ networkIPv4: '10.0.0.1' }, 'networkIPv4', 'not-public-address'],
  ])('says where an edited body holds what must not go out: %j', async (more, member, code) => {
    const id = await parkOne();
    const items = [{ provenance: provenanceAt('/0'), indicator: { ...indicatorOf('a'), ...more } }];
    const body = JSON.stringify({ ...contentOf('a'), items });
    const { code: exit, stderr } = await run(['replay', id, '--body', '-'], { stdin: body });
    expect(exit).toBe(1);
    expect(stderr).toContain(`/items/0/indicator/${member}: expected what the guard lets out (${code}: `);
    expect(kept()).toEqual([id]);
  });

  it('says how many are skipped as they must not go out', async () => {
    const items = [
      ...plannedOf('a'),
      { provenance: provenanceAt('/1'), indicator: indicatorOf('b', { domainName: 'contoso.com' }) },
    ];
    const id = await parkOne({ content: { ...contentOf('a'), items } });
    const { code, stderr } = await run(['replay', id]);
    expect([code, stderr]).toEqual([0, expect.stringContaining('1 created, 1 skipped')]);
    expect(kept()).toEqual([]);
  });

  it('asks to try again when neither the destination nor the queue takes it', async () => {
    setUp(down, true);
    const id = await parkOne();
    const { code, stderr } = await run(['replay', id]);
    expect(code).toBe(1);
    expect(stderr).toContain('try again in 30 s');
    expect(kept()).toEqual([id]);
  });

  it('does not try the others when the key stops working', async () => {
    const ids = [await parkOne(), await parkOne(), await parkOne()];
    server.instead = (response: ServerResponse) => response.writeHead(401).end();
    const { code, stdout } = await run(['replay', ...ids]);
    expect([code, stdout]).toEqual([1, 'replayed 0 of 3, failed 1, not tried 2\n']);
    expect(server.requests).toHaveLength(1);
  });
});

describe('parked replay, for scripts', () => {
  it('ends with 1 with --strict where something is parked again', async () => {
    setUp(retired);
    const [first, second] = [await parkOne(), await parkOne()];
    expect(await run(['replay', first])).toMatchObject({ code: 0 });
    expect(await run(['replay', second, '--strict'])).toMatchObject({ code: 1 });
  });

  it('prints a row for each with -o tsv', async () => {
    const [bad, good] = [await broken(), await parkOne()];
    const { code, stdout } = await run(['replay', bad, good, '-o', 'tsv']);
    expect(code).toBe(1);
    expect(stdout.trimEnd().split('\n')).toEqual([
      expect.stringMatching(`^${bad}\tfalse\tIt cannot be replayed like this`) as string,
      `${good}\ttrue\t1 created`,
    ]);
  });
});

describe('parked drop', () => {
  it('drops one', async () => {
    const ids = [await parkOne(), await parkOne()];
    expect(await run(['drop', ids[0] ?? ''])).toMatchObject({ code: 0, stdout: 'dropped 1 of 1\n' });
    expect(kept()).toEqual([ids[1]]);
  });

  it.each([
    ['several', (ids: readonly string[]) => ids],
    ['all', () => ['--all']],
  ])('asks to be sure before it drops %s', async (_, which) => {
    const ids = [await parkOne(), await parkOne()];
    const args = which(ids);
    expect(await run(['drop', ...args])).toEqual({
      code: 2,
      stdout: '',
      stderr: '2 parked things would be gone for good\nadd --yes to drop them\n',
    });
    expect(kept()).toEqual(ids);
    expect(await run(['drop', '--yes', ...args])).toMatchObject({ code: 0, stdout: 'dropped 2 of 2\n' });
    expect(kept()).toEqual([]);
  });

  it('drops only what the filter lets through', async () => {
    const ids = [await parkOne(), await parkOne({ destination: 'sentinel' })];
    expect(await run(['drop', '--all', '--destination', 'sentinel', '--yes', '--json'])).toMatchObject({
      code: 0,
    });
    expect(kept()).toEqual([ids[0]]);
  });

  it('ends with 1 when one of them is not parked', async () => {
    const id = await parkOne();
    const { code, stdout } = await run(['drop', '0000000000000-none', id, '--yes']);
    expect([code, stdout]).toEqual([1, 'dropped 1 of 2\n']);
  });
});

describe('a command that is not right', () => {
  it.each([
    [['lisst'], "unknown command 'lisst'"],
    [['list', '--resaon', 'x'], "unknown option '--resaon'"],
    [['show'], "missing required argument 'id'"],
    [['replay'], 'give one or more ids, or --all'],
    [['replay', 'a', '--all'], 'give ids or --all, not both'],
    [['replay', 'a', '--reason', 'unreadable'], 'a filter goes with --all'],
    [['list', '--reason', 'atempts-exhausted'], 'Did you mean attempts-exhausted?'],
    [['replay', '--all', '--reason', 'unreadble'], 'Did you mean unreadable?'],
    [['drop', '--all', '--yes', '--reason', 'zzz'], 'One of: attempts-exhausted, age-exceeded'],
    [['list', '-o', 'tabel'], 'Allowed choices are table, json, tsv'],
    [['replay', 'a', 'b', '--body', 'x'], '--body goes with exactly one id'],
    [['replay', 'a', '--body', '/no/such/file'], '--body: /no/such/file cannot be read'],
    [['replay', 'a', '--body', '-'], '--body: it is empty'],
    [['drop'], 'give one or more ids, or --all'],
    [['list', '--url', 'gateway.example'], '--url: expected an https URL'],
    [['list', '--url', 'http://gateway.example'], '--url: expected an https URL'],
    [['list', '--key', 'a key\n'], 'the key holds characters that no key has'],
  ])('ends with 2 and asks the gateway for nothing: %j', async (args, said) => {
    const { code, stdout, stderr } = await run(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(said);
    expect(server.requests).toEqual([]);
  });
});

describe('a gateway that cannot be asked', () => {
  it('says where it looked, and how to say where it is', async () => {
    const gone = await startParkedServer(() => environment);
    await gone.stop();
    const { code, stderr } = await runBundled(['list', '--url', gone.url]);
    expect(code).toBe(1);
    expect(stderr).toContain(`no answer from ${gone.url} (ECONNREFUSED)\nnothing listens there: start it`);
    expect(stderr).toContain('INDICATOR_GATEWAY_URL');
  });

  it.each([
    ['no key', { INDICATOR_GATEWAY_KEY: '' }, 'give the function key'],
    ['a wrong key', { INDICATOR_GATEWAY_KEY: 'a-wr0ng-key' }, 'the key is not right'],
  ])('asks for the key, and never prints it: %s', async (_, env, advice) => {
    const { code, stdout, stderr } = await run(['list'], { env });
    expect(code).toBe(1);
    expect(stderr).toContain('the gateway refused the key (401)');
    expect(stderr).toContain(advice);
    expect(`${stdout}${stderr}`).not.toContain('wr0ng');
  });

  it.each<[string, (response: ServerResponse) => void, string]>([
    ['is another program', (response) => response.writeHead(404).end('<html>'), 'there is no gateway at'],
    ['fails', (response) => response.writeHead(500).end(), 'the gateway failed (500)'],
    [
      'takes the key for another',
      (response) =>
        response.writeHead(401).end(
          JSON.stringify({
            type: 'urn:indicator-gateway:problem:sending-only',
            title: 'The key of a sender opens sending only',
            detail: "reading needs a key that is no sender's",
          }),
        ),
      "(401): The key of a sender opens sending only\nreading needs a key that is no sender's",
    ],
    ['answers something else', (response) => response.writeHead(200).end('<html>'), 'there is no gateway at'],
    ['cuts the line', (response) => response.destroy(), 'no answer from'],
    [
      'sends it elsewhere',
      (response) => response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end(),
      'the gateway failed (307)',
    ],
  ])('says so when it %s', async (_, instead, said) => {
    server.instead = instead;
    const { code, stdout, stderr } = await run(['list']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(said);
  });

  it('says which option was wrong when the gateway refuses the query', async () => {
    const { code, stderr } = await run(['list', '--from', 'yesterday']);
    expect(code).toBe(2);
    expect(stderr).toContain('/from: expected an ISO 8601 date');
  });
});
