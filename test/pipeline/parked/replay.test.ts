import * as TE from 'fp-ts/TaskEither';
import { jobRecord, type Job } from '../../../shared/pipeline/job';
import { reason, type Outcome, type Planned } from '../../../shared/pipeline/outcome';
import { park } from '../../../shared/pipeline/parked/park';
import { type ItemToPark, type Parked } from '../../../shared/pipeline/wire';
import { replay } from '../../../shared/pipeline/parked/replay';
import { always, answer, createsAll, down, fates, itemsIn } from '../graph-script';
import { inMemoryParked, type InMemoryParked, type IsDown } from '../in-memory-parked';
import {
  inMemoryWorld,
  routeTo,
  startOfTime,
  type Circumstances,
  type Script,
} from '../in-memory-environment';
import { indicatorOf, plannedOf, provenanceAt, tiIndicatorJson } from '../planned';
import { leftOf, rightOf } from '../right-of';

const hour = 3600;

const jobOf = (items: readonly Planned[], more: Partial<Job> = {}): unknown => {
  const job: Job = {
    destination: 'graph',
    eventId: 'event-1',
    attempts: 25,
    firstSeenAt: startOfTime,
    notBefore: null,
    history: [],
    items,
    ...more,
  };
  return JSON.parse(JSON.stringify(jobRecord(job)));
};

const itemToPark = (kind: ItemToPark['kind'], content: unknown): ItemToPark => ({
  kind,
  reason: reason('attempts-exhausted', '25 tries settled nothing'),
  destination: kind === 'job' ? 'graph' : null,
  provenance: provenanceAt(''),
  indicators: 1,
  content,
});

interface Given extends Partial<Circumstances> {
  readonly script?: Script;
  readonly isDown?: IsDown;
}

/** A parked item that has lain in the store for three days, in a world whose Graph answers by a script. */
const given = async (
  kind: ItemToPark['kind'],
  content: unknown,
  { script, isDown, ...circumstances }: Given = {},
) => {
  const route = routeTo(script ?? createsAll);
  const world = inMemoryWorld([route], circumstances);
  const parked = inMemoryParked(isDown);
  const environment = { ...world.environment, parked };
  const id = rightOf(await park(environment)(itemToPark(kind, content))());
  world.advance(72 * hour);
  return {
    ...world,
    id,
    parked,
    route,
    replay: (edited?: unknown, wanted = id) => replay(environment)(wanted, edited, world.deadline(20))(),
  };
};

const parkedIn = ({ kept }: InMemoryParked): readonly Parked[] =>
  [...kept.values()].map(({ content }) => JSON.parse(content) as Parked);

const statesOf = (outcomes: readonly Outcome[]) => outcomes.map(({ state }) => state);

const forbids = always(answer(403, { error: { code: 'Forbidden' } }));

describe('when a parked job is replayed', () => {
  it('delivers it, reports under its first ids, and parks it no more', async () => {
    const world = await given('job', jobOf(plannedOf('a', 'b')));
    const { outcomes, parkedAs, removed } = rightOf(await world.replay());
    expect(outcomes).toMatchObject([
      { ...provenanceAt('/0'), externalId: 'a', state: 'created', attempt: 1 },
      { ...provenanceAt('/1'), externalId: 'b', state: 'created', attempt: 1 },
    ]);
    expect([parkedAs, removed]).toEqual([[], true]);
    expect(world.parked.kept.size).toBe(0);
  });

  it.each<[string, Script]>([
    ['is down', down],
    ['is busy', always(answer(429, undefined, 60))],
  ])('queues what is left while the destination %s, and counts tries and age anew', async (_, script) => {
    const world = await given('job', jobOf(plannedOf('a')), { script });
    const { outcomes, removed } = rightOf(await world.replay());
    expect(statesOf(outcomes)).toEqual(['deferred']);
    expect(removed).toBe(true);
    expect(world.parked.kept.size).toBe(0);
    expect(world.jobs.map(({ message }) => JSON.parse(message) as Job)).toMatchObject([
      { attempts: 1, firstSeenAt: '2026-11-26T12:00:00.000Z', items: [{ indicator: { externalId: 'a' } }] },
    ]);
  });

  it('tries at once, whatever it was to wait for', async () => {
    const world = await given('job', jobOf(plannedOf('a'), { notBefore: '2027-01-01T00:00:00.000Z' }));
    expect(statesOf(rightOf(await world.replay()).outcomes)).toEqual(['created']);
  });

  it('leaves out what has expired meanwhile, with an outcome', async () => {
    const expiring = indicatorOf('b', { expirationDateTime: '2026-11-24T00:00:00.000Z' });
    const items = [...plannedOf('a'), { provenance: provenanceAt('/1'), indicator: expiring }];
    const world = await given('job', jobOf(items));
    expect(rightOf(await world.replay()).outcomes).toMatchObject([
      { place: '/0', state: 'created' },
      { place: '/1', state: 'skipped', destination: 'graph', reason: { code: 'expired-while-waiting' } },
    ]);
  });

  it('stays where it is when what is left cannot be queued', async () => {
    const world = await given('job', jobOf(plannedOf('a')), { script: down, queueDown: true });
    expect(leftOf(await world.replay())).toMatchObject({ _tag: 'Unavailable', dependency: 'queue' });
    expect([...world.parked.kept.keys()]).toEqual([world.id]);
  });

  it('is still there, and replaying it again does no harm, when it could not be removed', async () => {
    let calls = 0;
    const isDown: IsDown = (action) => action === 'remove' && calls++ === 0;
    const world = await given('job', jobOf(plannedOf('a')), { isDown, ledger: 'on' });
    expect(rightOf(await world.replay())).toMatchObject({ removed: false, outcomes: [{ state: 'created' }] });
    expect(rightOf(await world.replay())).toMatchObject({
      removed: true,
      outcomes: [{ state: 'duplicate' }],
    });
    expect(world.route.calls).toHaveLength(1);
    expect(world.parked.kept.size).toBe(0);
  });
});

describe('when what is replayed is parked again', () => {
  it('is one new thing that remembers when and why it was parked before', async () => {
    const world = await given('job', jobOf(plannedOf('a')), { script: forbids, grantSeconds: 0 });
    const first = rightOf(await world.replay());
    expect(statesOf(first.outcomes)).toEqual(['parked']);
    const second = rightOf(await world.replay(undefined, first.parkedAs[0]));
    expect([...world.parked.kept.keys()]).toEqual(second.parkedAs);
    expect(parkedIn(world.parked)).toMatchObject([
      {
        id: second.parkedAs[0],
        reason: { code: 'permission-missing' },
        provenance: provenanceAt('/0'),
        history: [
          { id: world.id, parkedAt: startOfTime, reason: { code: 'attempts-exhausted' } },
          { id: first.parkedAs[0], reason: { code: 'permission-missing' } },
        ],
      },
    ]);
  });

  it('keeps the old one when the new one cannot be kept', async () => {
    let calls = 0;
    const isDown: IsDown = (action) => action === 'keep' && calls++ > 0;
    const world = await given('job', jobOf(plannedOf('a')), {
      script: forbids,
      grantSeconds: 0,
      isDown,
      queueDown: true,
    });
    expect(leftOf(await world.replay())).toMatchObject({ _tag: 'Unavailable' });
    expect([...world.parked.kept.keys()]).toEqual([world.id]);
  });
});

describe('when a job is replayed with an edited body', () => {
  const before = plannedOf('a', 'b');

  it('sends that instead', async () => {
    const world = await given('job', jobOf(before));
    const [a] = before;
    const edited = jobOf(a === undefined ? [] : [{ ...a, indicator: { ...a.indicator, severity: 5 } }]);
    expect(rightOf(await world.replay(edited)).outcomes).toMatchObject([{ place: '/0', state: 'created' }]);
    expect(world.route.calls.flatMap(({ call }) => itemsIn(call))).toMatchObject([{ severity: 5 }]);
    expect(world.parked.kept.size).toBe(0);
  });

  it('keeps the edited body when it is parked again', async () => {
    const world = await given('job', jobOf(before), { script: forbids, grantSeconds: 0 });
    await world.replay(jobOf(plannedOf('c')));
    expect(parkedIn(world.parked)).toMatchObject([
      { content: { items: [{ indicator: { externalId: 'c' } }] } },
    ]);
  });

  const canary = 'c4n4ry';
  const spoiled = (more: object) =>
    jobOf([{ provenance: provenanceAt('/0'), indicator: { ...indicatorOf('a'), ...more } }]);

  it.each<[string, unknown, RegExp]>([
    ['no job', { hello: canary }, /^\/schema$/],
    ['null', null, /^$/],
    ['text', canary, /^$/],
    ['a job without items', jobOf([]), /^\/items$/],
    ['a job for a destination that is off', jobOf(before, { destination: canary }), /^\/destination$/],
    [
      'an indicator with a member that is not right',
      spoiled({ tlpLevel: canary }),
      /^\/items\/0\/indicator\/tlpLevel$/,
    ],
    [
      'an indicator that has expired',
      spoiled({ expirationDateTime: '2026-11-24T00:00:00.000Z' }),
      /^\/items\/0\/indicator\/expirationDateTime$/,
    ],
  ])('refuses %s: says what to change, sends nothing, and leaves the old one', async (_, edited, pointer) => {
    const world = await given('job', jobOf(before));
    const refused = leftOf(await world.replay(edited));
    expect(refused).toMatchObject({
      _tag: 'NotReplayable',
      violations: expect.arrayContaining([
        { pointer: expect.stringMatching(pointer) as string, expected: expect.any(String) as string },
      ]) as unknown,
    });
    expect(JSON.stringify(refused)).not.toContain(canary);
    expect([world.route.calls, world.jobs]).toEqual([[], []]);
    expect(parkedIn(world.parked)).toMatchObject([{ id: world.id, content: jobOf(before) }]);
  });
});

describe('when the observable of a job is edited', () => {
  const identityOf = async (domainName: string): Promise<string> => {
    const world = await given('event', tiIndicatorJson(domainName));
    return rightOf(await world.replay()).outcomes[0]?.externalId ?? '';
  };

  const externalIdAfter = async (externalId: string): Promise<unknown> => {
    const item = (domainName: string) => [
      { provenance: provenanceAt('/0'), indicator: indicatorOf(externalId, { domainName }) },
    ];
    const world = await given('job', jobOf(item('wrong.example')));
    return rightOf(await world.replay(jobOf(item('right.example')))).outcomes[0]?.externalId;
  };

  it('gives it the identity of what it is now, where the gateway had computed one', async () => {
    expect(await externalIdAfter(await identityOf('wrong.example'))).toBe(await identityOf('right.example'));
  });

  it("keeps a sender's own identity", async () => {
    expect(await externalIdAfter('my-own')).toBe('my-own');
  });
});

describe('when a parked event is replayed', () => {
  const two = [tiIndicatorJson('a.example'), tiIndicatorJson('b.example')];

  it('is read and delivered, under its first ids, and parked no more', async () => {
    const world = await given('event', two);
    expect(rightOf(await world.replay()).outcomes).toMatchObject([
      { ...provenanceAt('/0'), state: 'created' },
      { ...provenanceAt('/1'), state: 'created' },
    ]);
    expect(world.parked.kept.size).toBe(0);
  });

  it('has the ids of its envelope, where it has one', async () => {
    const event = { specversion: '1.0', id: 'own', source: '/siem', type: 'alert', data: two };
    const world = await given('event', event);
    expect(rightOf(await world.replay()).outcomes).toMatchObject([
      { eventId: 'own', source: '/siem', place: '/data/0', intakeId: 'intake-1' },
      { eventId: 'own', source: '/siem', place: '/data/1', intakeId: 'intake-1' },
    ]);
  });

  it('counts its age anew, when it has to wait', async () => {
    const world = await given('event', two, { script: down });
    expect(statesOf(rightOf(await world.replay()).outcomes)).toEqual(['deferred', 'deferred']);
    expect(world.jobs.map(({ message }) => JSON.parse(message) as Job)).toMatchObject([
      { attempts: 1, firstSeenAt: '2026-11-26T12:00:00.000Z' },
    ]);
  });

  it('skips what cannot be read beside what can, as the queue does', async () => {
    const world = await given('event', [...two, tiIndicatorJson('c.example', { tlpLevel: 'pink' })]);
    expect(statesOf(rightOf(await world.replay()).outcomes)).toEqual(['created', 'created', 'skipped']);
  });

  it.each<[string, unknown]>([
    ['nobody can read it', { hello: 'world' }],
    ['it is not even JSON', '{"a": oops'],
  ])('stays where it is when it would be parked again: %s', async (_, content) => {
    const world = await given('event', content);
    expect(leftOf(await world.replay())).toMatchObject({
      _tag: 'NotReplayable',
      violations: [{ expected: expect.any(String) as string }],
    });
    expect([...world.parked.kept.keys()]).toEqual([world.id]);
  });

  it('is what the edited body says', async () => {
    const world = await given('event', '{"a": oops');
    expect(statesOf(rightOf(await world.replay(two)).outcomes)).toEqual(['created', 'created']);
    expect(world.parked.kept.size).toBe(0);
  });

  it.each<[string, unknown, string]>([
    ['is of no format', { hello: 'c4n4ry' }, ''],
    ['holds nothing', [], ''],
    ['is null', null, ''],
    [
      'has one indicator that is not right',
      [two[0], tiIndicatorJson('b.example', { tlpLevel: 'c4n4ry' })],
      '/1/tlpLevel',
    ],
  ])(
    'is not sent when the edited body %s: it says where, and leaves the old one',
    async (_, edited, pointer) => {
      const world = await given('event', two);
      const refused = leftOf(await world.replay(edited));
      expect(refused).toMatchObject({ _tag: 'NotReplayable', violations: [{ pointer }] });
      expect(JSON.stringify(refused)).not.toContain('c4n4ry');
      expect(world.route.calls).toEqual([]);
      expect(parkedIn(world.parked)).toMatchObject([{ content: two }]);
    },
  );
});

describe('when there is nothing to replay', () => {
  it('says so', async () => {
    const world = await given('event', {});
    expect(leftOf(await world.replay(undefined, '0000000000000-none'))).toEqual({ _tag: 'NotParked' });
  });

  it.each(['{"a": oops', '{"schema":"indicator-gateway/parked/1"}', '[]'])(
    'refuses what lies there and is no parked item: %s',
    async (content) => {
      const world = await given('event', {});
      const kept = world.parked.kept.get(world.id);
      if (kept !== undefined) world.parked.kept.set(world.id, { ...kept, content });
      expect(leftOf(await world.replay())).toMatchObject({ _tag: 'NotReplayable' });
      expect(world.parked.kept.size).toBe(1);
    },
  );

  it('takes what an interrupted removal left off the list', async () => {
    const { environment, parked, id, deadline } = await given('event', {});
    const emptied = { ...environment, parked: { ...parked, read: () => TE.right(null) } };
    expect(leftOf(await replay(emptied)(id, undefined, deadline(20))())).toEqual({ _tag: 'NotParked' });
    expect(parked.kept.size).toBe(0);
  });

  it('fails when the store is out of reach', async () => {
    const world = await given('event', {}, { isDown: (action) => action === 'read' });
    expect(leftOf(await world.replay())).toMatchObject({ _tag: 'Unavailable', dependency: 'blob' });
  });
});

describe('when only some of it can be delivered', () => {
  it('settles those and queues the others', async () => {
    const script = fates(({ externalId }) => (externalId === 'a' ? 'busy' : 'created'));
    const world = await given('job', jobOf(plannedOf('a', 'b')), { script });
    const { outcomes } = rightOf(await world.replay());
    expect(statesOf(outcomes)).toEqual(['deferred', 'created']);
    expect(world.jobs).toHaveLength(1);
  });
});
