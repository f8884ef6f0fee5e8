import * as T from 'fp-ts/Task';
import * as TE from 'fp-ts/TaskEither';
import { graph } from '../../shared/destinations/graph/graph';
import { noRequestIds, unavailable } from '../../shared/failure';
import { health } from '../../shared/health/health';
import { type HealthSources } from '../../shared/health/sources';
import { createWatch } from '../../shared/delivery/watch';
import { usualInstance } from '../destinations/usual';

const startedAt = new Date('2026-11-23T12:00:00Z');

const sources: HealthSources = {
  version: '1.2.3',
  startedAt,
  developmentSettings: [],
  inAzure: true,
  storage: { queues: TE.right(true), tables: TE.right(true), blobs: TE.right(false) },
  destinations: [
    {
      instance: {
        ...usualInstance('graph'),
        kind: graph,
        endpoint: {
          baseUrl: 'https://graph.example/beta',
          auth: { _tag: 'Entra', scope: 'scope' },
          client: 'graph',
          requestsPerMinute: 1000,
        },
      },
      exchange: () =>
        TE.right({ status: 200, body: { value: [] }, retryAfterSeconds: null, requestIds: noRequestIds }),
      limiter: { take: () => TE.right(undefined) },
      watch: createWatch(() => startedAt),
      permissions: () => TE.right([String(graph.permission)]),
    },
  ],
  queues: [{ name: 'q', stuckSeconds: 900 }],
  gauges: { queues: TE.right([]), parked: TE.right(0) },
  record: { days: 30, seen: () => ({ lost: 0, waiting: 0, awaySince: null }) },
};

/** Everything of an outside that does what `task` does. */
const everything = (task: T.Task<never>): HealthSources => ({
  ...sources,
  storage: { queues: task, tables: task, blobs: task },
  destinations: sources.destinations.map((one) => ({
    ...one,
    exchange: () => task,
    limiter: { take: () => task },
    permissions: () => task,
  })),
  gauges: { queues: task, parked: task },
});

const linesOf = async (from: HealthSources) => {
  const { status, lines } = await health(from, 50)();
  return { status, lines: lines.filter(({ ok }) => !ok).map(({ name, text }) => `${name}: ${text}`) };
};

describe('health', () => {
  it('has a line for everything, and is ok when all are', async () => {
    const { status, version, lines } = await health(sources, 50)();
    expect([status, version]).toEqual(['ok', '1.2.3']);
    expect(lines.map(({ name, text }) => [name, text])).toEqual([
      ['settings', 'all are right'],
      ['storage queues', 'can be read'],
      ['storage tables', 'can be read'],
      ['storage blobs', 'answers; what is read there is not made yet'],
      ['graph token', 'holds ThreatIndicators.ReadWrite.OwnedBy'],
      ['graph reach', 'answers 200'],
      ['graph limiter', 'gives permits; up to 1000 a minute'],
      ['graph circuit', 'closed'],
      ['graph last success', 'none by this instance since it started at 2026-11-23T12:00:00.000Z'],
      ['queue q', 'about 0 waiting'],
      ['parked', 'nothing'],
      ['outcomes', 'kept for 30 days'],
      ['version', '1.2.3, up since 2026-11-23T12:00:00.000Z'],
    ]);
    expect(lines.every(({ cause, remedy }) => cause === null && remedy === null)).toBe(true);
  });

  it('says how what was sent stood when each destination was last looked at', async () => {
    const look = {
      at: '2026-11-23T11:23:00.000Z',
      counts: { visible: 40, pending: 0, missing: 2 },
      unseen: null,
      differences: 2,
      isWhole: true,
      visibleAfterMinutes: 5,
    };
    const lineAfter = async (lastReadBack: NonNullable<HealthSources['lastReadBack']>) => {
      const { status, lines } = await health({ ...sources, lastReadBack }, 50)();
      return [status, lines.find(({ name }) => name === 'graph read back')?.text];
    };
    expect(await lineAfter(() => TE.right(look))).toEqual([
      'ok',
      '40 visible, 2 missing, seen at 2026-11-23T11:23:00.000Z',
    ]);
    expect(await lineAfter(() => TE.right(null))).toEqual(['ok', 'nobody has looked']);
    expect(await lineAfter(() => TE.right({ ...look, counts: {}, unseen: 'time-over' }))).toEqual([
      'ok',
      'nothing, seen at 2026-11-23T11:23:00.000Z; not all could be seen: time-over (look-not-whole)',
    ]);
    expect(await lineAfter(() => TE.left(unavailable('table', 'ECONNREFUSED')))).toEqual([
      'ok',
      'not known: ECONNREFUSED (not-counted)',
    ]);
  });

  it('answers although everything hangs, and says of each that it does', async () => {
    expect(await linesOf(everything(T.never))).toEqual({
      status: 'failing',
      lines: [
        'storage queues: nothing was found out in 0.05 s (storage-timeout)',
        'storage tables: nothing was found out in 0.05 s (storage-timeout)',
        'storage blobs: nothing was found out in 0.05 s (storage-timeout)',
        'graph token: nothing was found out in 0.05 s (token-timeout)',
        'graph reach: not asked (not-asked)',
        'graph limiter: gave no permit (limiter-slow)',
        'queue q: nothing was found out in 0.05 s (not-counted)',
        'parked: nothing was found out in 0.05 s (not-counted)',
      ],
    });
  });

  it('answers although every check breaks', async () => {
    const broken = await linesOf(everything(() => Promise.reject(new Error('c4n4ry'))));
    expect(broken.lines).toHaveLength(8);
    expect(broken.lines.filter((line) => !line.endsWith(': the check failed (check-failed)'))).toEqual([]);
  });

  it('does not ask a destination without a permit', async () => {
    let asked = 0;
    const full = { ...sources, destinations: sources.destinations.map((one) => ({
      ...one,
      exchange: () => TE.fromIO(() => { asked += 1; return { status: 200, body: {}, retryAfterSeconds: null, requestIds: noRequestIds }; }),
      limiter: { take: () => TE.left({ _tag: 'Unavailable' as const, dependency: 'destination' as const, code: 'rate-limited', retryAfterSeconds: 30, requestIds: noRequestIds }) },
    })) }; // prettier-ignore
    const { status, lines } = await health(full, 50)();
    expect([asked, status]).toEqual([0, 'ok']);
    expect(lines.find(({ name }) => name === 'graph reach')?.text).toBe(
      'not asked for the next 30 s (not-asked)',
    );
  });
});
