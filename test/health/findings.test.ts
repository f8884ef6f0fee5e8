import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { circuitFinding } from '../../shared/health/destination-checks';
import { graph } from '../../shared/destinations/graph/graph';
import { keptChecks } from '../../shared/health/kept';
import { createLatestMessages } from '../../shared/health/latest-messages';
import { type ProbedQueue } from '../../shared/health/sources';
import { limiterFinding } from '../../shared/health/limiter-finding';
import { roomFinding } from '../../shared/health/room-finding';
import { developmentSettings } from '../../shared/health/settings';
import { tokenFinding } from '../../shared/health/token';
import { createWatch, type Seen } from '../../shared/delivery/watch';
import { readConfig } from '../../shared/config';
import { destinations } from '../../shared/destinations';
import { noRequestIds, unavailable } from '../../shared/failure';
import { recordFinding } from '../../shared/health/record-finding';
import { type Gauges, type JobShare } from '../../shared/health/ports';
import { rightOf } from '../pipeline/right-of';

const unseen: Seen = { lastSuccess: null, circuit: null, used: null };

describe('the token', () => {
  it.each([
    ['is read', ['A', 'B'], 'B', true, 'holds B', null],
    ['lacks the role', ['A'], 'B', false, 'does not hold B', 'permission-missing'],
    ['cannot be read', null, 'B', true, 'there is one; what it holds cannot be read', null],
    ['need hold nothing', [], null, true, 'there is one', null],
  ])('%s', (_, held, needed, ok, text, code) => {
    expect(tokenFinding(E.right(held), needed)).toEqual({ ok, text, code });
  });

  it.each([
    ['out-of-reach', 'identity-out-of-reach'],
    ['no-login', 'login-missing'],
    ['refused', 'identity-refused'],
  ])('is not there: %s', (said, code) => {
    expect(tokenFinding(E.left(unavailable('identity', said)), 'B')).toEqual({
      ok: false,
      text: 'there is none',
      code,
    });
  });
});

describe('a token of another tenant', () => {
  it.each([
    ['out-of-reach', 'identity-out-of-reach'],
    ['refused', 'tenant-refused'],
  ])('is not there: %s', (said, code) => {
    expect(tokenFinding(E.left(unavailable('identity', said)), 'B', true)).toMatchObject({ ok: false, code });
  });
});

describe('the limiter', () => {
  const refused = (retryAfterSeconds: number) =>
    E.left({ ...unavailable('destination', 'rate-limited'), retryAfterSeconds });

  it.each([
    [E.right(undefined), 0, null, true, 'no limit', null],
    [E.right(undefined), 1000, null, true, 'gives permits; up to 1000 a minute', null],
    [E.right(undefined), 1000, 0.25, true, 'gives permits; 250 of 1000 of the minute in use', null],
    [refused(12.2), 1000, 1, true, 'the next permit in 13 s', 'rate-limited'],
    [refused(60), 1000, 1, true, 'the next permit in 60 s', 'rate-limited'],
    [refused(600), 1000, 1, false, 'the next permit in 600 s', 'rate-limited'],
    [E.left(unavailable('destination', 'limiter-slow')), 1000, null, false, 'gave no permit', 'limiter-slow'],
  ])('%j of %d a minute, share %j', (permit, limit, used, ok, text, code) => {
    expect(limiterFinding(permit, limit, { ...unseen, used })).toEqual({ ok, text, code });
  });
});

describe('the room', () => {
  it.each([
    ['there is some', 11_999, true, 'holds 11999 of 15000, 79 %', null],
    ['there is little', 12_000, true, 'holds 12000 of 15000, 80 %', 'tenant-nearly-full'],
    ['there is none', 15_000, false, 'holds 15000 of 15000, 100 %', 'tenant-full'],
    ['there is less than none', 15_300, false, 'holds 15300 of 15000, 102 %', 'tenant-full'],
    ['nobody knows', null, true, 'takes 15000', 'room-not-counted'],
  ])('%s', (_, held, ok, text, code) => {
    expect(roomFinding(held, 15_000)).toEqual({ ok, text, code });
  });
});

describe('the circuit', () => {
  const at = new Date('2026-11-23T12:00:00Z');
  const said = (code: string, status: number | null) => ({
    code,
    status,
    message: 'c4n4ry',
    retryAfterSeconds: null,
    requestIds: noRequestIds,
  });
  const open = 'open since 2026-11-23T12:00:00.000Z';

  it.each([
    [null, open],
    [said('serviceNotAvailable', 503), `${open}; last answer 503 serviceNotAvailable`],
    [said('timeout', null), `${open}; last answer none timeout`],
    [said('a whole sentence, c4n4ry', 500), `${open}; last answer 500 unknown`],
  ])('is open, and says the last answer without its words: %j', (last, text) => {
    const watch = createWatch(() => at);
    watch.onCircuit('open', last);
    expect(circuitFinding(watch.seen())).toEqual({ ok: false, text, code: 'circuit-open' });
  });

  it('is closed from the start, and again', () => {
    const watch = createWatch(() => at);
    expect(circuitFinding(watch.seen())).toEqual({ ok: true, text: 'closed', code: null });
    watch.onCircuit('open', null);
    watch.onCircuit('closed', null);
    expect(circuitFinding(watch.seen()).ok).toBe(true);
  });
});

describe('the watch on a destination', () => {
  const at = new Date('2026-11-23T12:00:00Z');
  const call = { method: 'POST', path: '/', body: {} } as const;

  it.each([
    [200, at],
    [206, at],
    [301, null],
    [400, null],
    [503, null],
  ])('notes a success of %d as %j, and hands the answer on', async (status, lastSuccess) => {
    const watch = createWatch(() => at);
    const answer = E.right({ status, body: {}, retryAfterSeconds: null, requestIds: noRequestIds });
    const result = await watch.watching(() => () => Promise.resolve(answer))(call, 1)();
    expect(result).toEqual(answer);
    expect(watch.seen().lastSuccess).toEqual(lastSuccess);
  });

  it('keeps the last success through a failure', async () => {
    const watch = createWatch(() => at);
    const answers = [200, 500].map((status) =>
      TE.right({ status, body: {}, retryAfterSeconds: null, requestIds: noRequestIds }),
    );
    for (const answer of answers) await watch.watching(() => answer)(call, 1)();
    await watch.watching(() => TE.left(unavailable('destination', 'timeout')))(call, 1)();
    expect(watch.seen().lastSuccess).toEqual(at);
  });
});

describe('what waits', () => {
  const queue = { name: 'q', stuckSeconds: 900 };
  const found = async (gauges: Gauges, latestMessages?: ProbedQueue['latestMessages']) =>
    Object.fromEntries(
      await Promise.all(
        keptChecks(
          gauges,
          [{ ...queue, ...(latestMessages === undefined ? {} : { latestMessages }) }],
          paces,
        ).map(async ({ name, look }) => [name, await look()] as const),
      ),
    );
  const endpoint = { baseUrl: 'https://ti.example', auth: { _tag: 'None' }, client: 'fetch' } as const;
  const paces = [
    { name: 'soc', kind: { ...graph, perCall: 100 }, endpoint: { ...endpoint, requestsPerMinute: 100 } },
    { name: 'files', kind: { ...graph, perCall: 500 }, endpoint: { ...endpoint, requestsPerMinute: 30 } },
    { name: 'free', kind: graph, endpoint: { ...endpoint, requestsPerMinute: 0 } },
  ];
  const gauges = (
    depth: number,
    ageSeconds: number | null,
    parked = 0,
    peeked: readonly JobShare[] = [],
  ): Gauges => ({
    queues: TE.right([{ queue: 'q', depth, ageSeconds, peeked }]),
    parked: TE.right(parked),
  });

  it.each([
    [0, null, true, 'about 0 waiting', null],
    [3, null, true, 'about 3 waiting', null],
    [3, 900, true, 'about 3 waiting, the oldest of 900 s', null],
    [3, 901, false, 'about 3 waiting, the oldest of 901 s', 'queue-stuck'],
  ])('on a queue: %d, the oldest of %j s', async (depth, ageSeconds, ok, text, code) => {
    expect((await found(gauges(depth, ageSeconds)))['queue q']).toEqual({ ok, text, code });
  });

  const jobs = (destination: string, count: number, items: number): readonly JobShare[] =>
    Array.from({ length: count }, () => ({ destination, items }));

  it.each<[string, number, readonly JobShare[], string]>([
    [
      'a backlog of one',
      1200,
      jobs('soc', 32, 50),
      '; soc: about 60000 indicators, 6 min at 100 calls a minute',
    ],
    [
      'of two, as far as the front tells',
      400,
      [...jobs('soc', 8, 50), ...jobs('files', 24, 40)],
      '; soc: about 5000 indicators, 1 min at 100 calls a minute; files: about 12000 indicators, 1 min at 30 calls a minute',
    ],
    ['of one without a limit', 400, jobs('free', 32, 50), ''],
    ['of one that is off', 400, jobs('gone', 32, 50), ''],
    [
      'fewer than were seen a moment ago',
      0,
      jobs('soc', 2, 50),
      '; soc: about 100 indicators, 1 min at 100 calls a minute',
    ],
    ['nothing that can be seen', 400, [], ''],
  ])('says how long the limits let it take: %s', async (_, depth, peeked, text) => {
    const lines = await found(gauges(depth, null, 0, peeked));
    expect(lines['queue q']).toEqual({ ok: true, text: `about ${depth} waiting${text}`, code: null });
  });

  it.each<[string, number, readonly JobShare[], string]>([
    [
      'jobs that all hide, as each waits for its time',
      600,
      [],
      '; soc: about 60000 indicators, 6 min at 100 calls a minute; files: about 30000 indicators, 2 min at 30 calls a minute',
    ],
    [
      'what is at the front, before what was',
      10,
      jobs('soc', 2, 50),
      '; soc: about 500 indicators, 1 min at 100 calls a minute',
    ],
    ['nothing, however much there was', 0, [], ''],
  ])('judges by what was on the queue lately: %s', async (_, depth, peeked, text) => {
    const latestMessages = createLatestMessages();
    latestMessages.note('q', [{ destination: 'soc', items: 9999 }]);
    for (let n = 0; n < 32; n += 1)
      latestMessages.note('q', [...jobs('soc', 1, 100), ...jobs('files', 1, 50)]);
    latestMessages.note('another', jobs('free', 1, 1));
    const lines = await found(gauges(depth, null, 0, peeked), () => latestMessages.of('q'));
    expect(lines['queue q']?.text).toBe(`about ${depth} waiting${text}`);
  });

  it.each([
    [0, { ok: true, text: 'nothing', code: null }],
    [7, { ok: true, text: '7', code: 'parked' }],
  ])('parked: %d is no failure', async (parked, expected) => {
    expect((await found(gauges(0, null, parked))).parked).toEqual(expected);
  });

  it('is not known where the account does not say it', async () => {
    const dead = TE.left(unavailable('queue', 'ECONNREFUSED'));
    const lines = await found({ queues: dead, parked: dead });
    const expected = { ok: false, text: 'not known: ECONNREFUSED', code: 'not-counted' };
    expect(lines).toEqual({ 'queue q': expected, parked: expected });
  });
});

describe('settings for a development machine', () => {
  const of = (settings: Readonly<Record<string, string>>) =>
    developmentSettings(rightOf(readConfig(destinations)({ DESTINATIONS: 'graph', ...settings })));
  const account = { AzureWebJobsStorage__accountName: 'account' };

  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['a deployment has none', account, []],
    ['a login', { ...account, CREDENTIAL: 'developer' }, ['CREDENTIAL']],
    ['the emulator', { AzureWebJobsStorage: 'UseDevelopmentStorage=true' }, ['AzureWebJobsStorage']],
    [
      'an account by plain http',
      { AzureWebJobsStorage: 'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=c4n4ry' },
      ['AzureWebJobsStorage'],
    ],
    [
      'a service of the account by plain http',
      { ...account, AzureWebJobsStorage__queueServiceUri: 'http://127.0.0.1:10001/account' },
      ['AzureWebJobsStorage__queueServiceUri'],
    ],
    ['an account by https', { AzureWebJobsStorage: 'DefaultEndpointsProtocol=https;AccountName=a' }, []],
    ['the simulator', { ...account, GRAPH_BASE_URL: 'http://localhost:7072/beta' }, ['the address of graph']],
  ])('%s', (_, settings, expected) => {
    expect(of(settings)).toEqual(expected);
  });
});

describe('the record of outcomes', () => {
  const found = (days: number, lost: number, awaySince: Date | null) =>
    recordFinding({ days, seen: () => ({ lost, waiting: 3, awaySince }) });
  const since = new Date('2030-01-31T12:00:00Z');

  it.each([
    [30, 0, null, true, 'kept for 30 days', null],
    [0, 0, null, true, 'outcomes are not kept', null],
    [30, 2, null, true, 'kept for 30 days; 2 outcomes are not in it', 'record-lost'],
    [30, 0, since, false, 'away since 2030-01-31T12:00:00.000Z, 3 outcomes wait', 'record-away'],
  ])('of %i days, with %i lost and away since %p, is ok: %p', (days, lost, away, ok, text, code) => {
    expect(found(days, lost, away)).toEqual({ ok, text, code });
  });
});
