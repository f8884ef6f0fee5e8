import fc from 'fast-check';
import { type DeliveryItem } from '../../shared/delivery/delivery';
import { guardDangerOf } from '../../shared/indicator/guard/guard';
import { identify } from '../../shared/indicator/identity';
import { type Indicator } from '../../shared/indicator/indicator';
import { giveUpEvent, giveUpJob } from '../../shared/pipeline/parked/give-up';
import { jobRecord } from '../../shared/pipeline/job';
import { reason, type Outcome, type Planned } from '../../shared/pipeline/outcome';
import { park } from '../../shared/pipeline/parked/park';
import { type Environment } from '../../shared/pipeline/ports';
import { receive } from '../../shared/pipeline/receive';
import { replay } from '../../shared/pipeline/parked/replay';
import { runJob } from '../../shared/pipeline/run-job';
import { validTiIndicator } from '../arbitraries/ti-indicator';
import { inMemoryWorld } from './in-memory-environment';
import { eventWith, givenUp, jobOf, provenanceAt } from './planned';
import { profileWith } from './profiles';
import { rightOf } from './right-of';
import { usualRoute } from '../destinations/usual';

const profile = profileWith({
  guard: {
    specialUse: 'take',
    ownDomains: ['contoso.com'],
    ownNetworks: ['20.30.0.0/16'],
    allowList: ['listed.example'],
  },
});

/** What makes any indicator one that must not go out. */
const hurtful: fc.Arbitrary<Partial<Indicator>> = fc.constantFrom<Partial<Indicator>>(
  { tlpLevel: 'red' },
  { domainName: 'contoso.com' },
  { domainName: 'mail.contoso.com' },
  { url: 'https://www.contoso.com/x' },
  { emailSenderAddress: 'boss@contoso.com' },
  { domainName: 'co.uk' },
  { domainName: 'login.microsoftonline.com' },
  { domainName: 'a.listed.example' },
  { networkDestinationIPv4: '10.0.0.1' },
  { networkIPv4: '20.30.40.50' },
  { networkDestinationIPv6: '::1' },
  { networkCidrBlock: '8.0.0.0/8' },
  { fileHashType: 'md5', fileHashValue: 'd41d8cd98f00b204e9800998ecf8427e' },
);

const indicators: fc.Arbitrary<readonly Indicator[]> = fc.array(
  fc
    .tuple(validTiIndicator, fc.option(hurtful, { nil: {} }), fc.uuid())
    // What is taken back passes, whatever it is; `taking-back` has that.
    .map(([indicator, more, externalId]) =>
      identify('')({ ...indicator, ...more, isActive: true, externalId }),
    ),
  { minLength: 1, maxLength: 6 },
);

type Fate = 'created' | 'busy' | 'retired';

const fate = fc.constantFrom<Fate>('created', 'busy', 'retired');

interface Watched {
  readonly environment: Environment;
  /** What reached the destination. */
  readonly seen: Indicator[];
  /** What was put on the queue of jobs. */
  readonly queued: () => readonly Indicator[];
  readonly deadline: Date;
}

const requestIds = { request: null, client: null };

const deliveryOf =
  (what: Fate) =>
  ({ indicator: { externalId } }: DeliveryItem) => {
    const said = { code: what, message: '', status: null, retryAfterSeconds: null, requestIds };
    if (what === 'created')
      return { _tag: 'Created', externalId, id: `id-${externalId}`, requestIds } as const;
    return { _tag: what === 'busy' ? 'Unsettled' : 'Retired', externalId, ...said } as const;
  };

const watched = (what: Fate): Watched => {
  const world = inMemoryWorld([]);
  const seen: Indicator[] = [];
  const deliverer: Environment['routes'][number]['deliverer'] = (items) => () => {
    seen.push(...items.map(({ indicator }) => indicator));
    return Promise.resolve(items.map(deliveryOf(what)));
  };
  return {
    environment: { ...world.environment, profile, routes: [{ ...usualRoute, name: 'graph', deliverer }] },
    seen,
    queued: () =>
      world.jobs.flatMap(({ message }) =>
        (JSON.parse(message) as { readonly items: readonly Planned[] }).items.map(
          ({ indicator }) => indicator,
        ),
      ),
    deadline: world.deadline(60),
  };
};

const plannedOf = (all: readonly Indicator[]): readonly Planned[] =>
  all.map((indicator, index) => ({ provenance: provenanceAt(`/${index}`), indicator }));

const jobJson = (all: readonly Indicator[]): unknown =>
  JSON.parse(JSON.stringify(jobRecord(jobOf(plannedOf(all)))));

const itemToPark = (kind: 'event' | 'job', content: unknown) => ({
  kind,
  reason: reason('attempts-exhausted', ''),
  destination: kind === 'job' ? 'graph' : null,
  provenance: provenanceAt(''),
  indicators: 1,
  content,
});

type Way = (world: Watched, all: readonly Indicator[]) => Promise<readonly Outcome[]>;

const receiving =
  (channel: 'http' | 'queue', later = false): Way =>
  async ({ environment, deadline }, all) => {
    const intent = { channel, attempts: 0, deadline, later };
    return rightOf(await receive(environment)(eventWith(all), intent)()).outcomes;
  };

const replaying =
  (kind: 'event' | 'job'): Way =>
  async ({ environment, deadline }, all) => {
    const id = rightOf(await park(environment)(itemToPark(kind, kind === 'job' ? jobJson(all) : all))());
    return rightOf(await replay(environment)(id, undefined, deadline)()).outcomes;
  };

/** All that bring indicators somewhere, or take them from where they lay. */
const ways: readonly (readonly [string, Way])[] = [
  ['an event by HTTP', receiving('http')],
  ['an event by HTTP that asks to be queued', receiving('http', true)],
  ['an event off the queue', receiving('queue')],
  [
    'a job off the queue',
    async ({ environment, deadline }, all) => {
      const message = jobJson(all);
      const text = JSON.stringify(message);
      const taken = { message, text, dequeueCount: 1, deadline, provenance: provenanceAt('') };
      return rightOf(await runJob(environment)(taken)());
    },
  ],
  ['a parked event, replayed', replaying('event')],
  ['a parked job, replayed', replaying('job')],
];

const isHurtful = (indicator: Indicator): boolean => guardDangerOf(indicator, profile.guard) !== undefined;

const codesAt = (outcomes: readonly Outcome[]): ReadonlyMap<string, string> =>
  new Map(outcomes.map(({ place, state, reason: why }) => [place, `${state} ${why?.code ?? ''}`]));

describe('whatever would hurt its owner', () => {
  it.each(ways)('reaches neither a destination nor its queue, and has its outcome: %s', async (_, way) => {
    await fc.assert(
      fc.asyncProperty(indicators, fate, async (all, what) => {
        const world = watched(what);
        const codes = codesAt(await way(world, all));
        expect([...world.seen, ...world.queued()].filter(isHurtful)).toEqual([]);
        const refused = all.flatMap((indicator, index) => {
          const danger = guardDangerOf(indicator, profile.guard);
          return danger === undefined ? [] : [[`/${index}`, `skipped ${danger.code}`]];
        });
        expect(refused.map(([place = '']) => [place, codes.get(place)])).toEqual(refused);
      }),
    );
  });

  it.each<['event' | 'job']>([['event'], ['job']])(
    'keeps an edited %s from being sent, and what is parked stays as it was',
    async (kind) => {
      await fc.assert(
        fc.asyncProperty(indicators, fate, async (all, what) => {
          const world = watched(what);
          const { environment, deadline } = world;
          const id = rightOf(await park(environment)(itemToPark(kind, { was: 'broken' }))());
          const kept = rightOf(await environment.parked.read(id)());
          const edited = kind === 'job' ? jobJson(all) : all;
          const result = await replay(environment)(id, edited, deadline)();
          const bad = all.filter(isHurtful);
          expect(result._tag === 'Left' ? result.left._tag : '').toBe(bad.length > 0 ? 'NotReplayable' : '');
          expect(world.seen.filter(isHurtful)).toEqual([]);
          const sent = [...world.seen, ...world.queued()];
          const isStill = rightOf(await environment.parked.read(id)()) === kept;
          expect([sent.length > 0, isStill]).toEqual(bad.length > 0 ? [false, true] : [true, false]);
        }),
      );
    },
  );

  it('is not sent by what only keeps: an event or a job that the host gave up', async () => {
    await fc.assert(
      fc.asyncProperty(indicators, async (all) => {
        const world = watched('created');
        rightOf(await giveUpEvent(world.environment)(givenUp(all), all)());
        rightOf(await giveUpJob(world.environment)(givenUp(jobJson(all)), jobJson(all))());
        expect([world.seen, world.queued()]).toEqual([[], []]);
      }),
    );
  });
});
