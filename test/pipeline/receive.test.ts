import { receive, receiveUnreadable, type Intent } from '../../shared/pipeline/receive';
import { createsAll, down } from './graph-script';
import {
  inMemoryWorld,
  routeTo,
  startOfTime,
  type Circumstances,
  type Script,
} from './in-memory-environment';
import { eventWith, provenanceAt, tiIndicatorJson } from './planned';
import { leftOf, rightOf } from './right-of';

const run = async (
  body: unknown,
  intent: Partial<Intent> = {},
  script: Script = createsAll,
  circumstances: Partial<Circumstances> = {},
) => {
  const route = routeTo(script);
  const world = inMemoryWorld([route], circumstances);
  const standard: Intent = { channel: 'http', attempts: 0, deadline: world.deadline(60), later: false };
  const result = await receive(world.environment)(eventWith(body), { ...standard, ...intent })();
  const parked = [...world.parked].map(([id, content]) => ({ id, content: JSON.parse(content) as unknown }));
  return { result, route, world, parked };
};

describe('when an event holds valid indicators', () => {
  it('creates them and says which is which by its place', async () => {
    const { result } = await run({ value: [tiIndicatorJson('a.example'), tiIndicatorJson('b.example')] });
    const { outcomes, unreadable } = rightOf(result);
    expect(unreadable).toBe(false);
    expect(outcomes.map(({ place, state, format }) => [place, state, format])).toEqual([
      ['/value/0', 'created', 'tiIndicator'],
      ['/value/1', 'created', 'tiIndicator'],
    ]);
  });

  it('sends the same identity each time', async () => {
    const first = rightOf((await run(tiIndicatorJson('a.example'))).result);
    const second = rightOf((await run([tiIndicatorJson('A.EXAMPLE.')])).result);
    expect(first.outcomes[0]?.externalId).toMatch(/^[0-9a-f]{64}$/);
    expect(second.outcomes[0]?.externalId).toBe(first.outcomes[0]?.externalId);
  });
});

describe('when one indicator of an event is broken', () => {
  it.each(['http', 'queue'] as const)(
    'creates the others and says what is wrong with it (%s)',
    async (channel) => {
      const broken = tiIndicatorJson('b.example', { severity: 9 });
      const { result, parked } = await run([tiIndicatorJson('a.example'), broken], { channel });
      const { outcomes, unreadable } = rightOf(result);
      expect(unreadable).toBe(false);
      expect(outcomes.map(({ place, state }) => [place, state])).toEqual([
        ['/0', 'created'],
        ['/1', 'skipped'],
      ]);
      expect(outcomes[1]?.reason).toMatchObject({
        code: 'indicator-invalid',
        violations: [{ pointer: '/1/severity', expected: expect.stringContaining('0 to 5') as string }],
      });
      expect(parked).toEqual([]);
    },
  );
});

describe('when nothing in an event can be read', () => {
  const body = { alert: 'something', details: ['a', 'b'] };

  it('tells the sender who waits for an answer, and keeps nothing', async () => {
    const { result, route, parked } = await run(body);
    const { outcomes, unreadable } = rightOf(result);
    expect(unreadable).toBe(true);
    expect(outcomes).toHaveLength(1);
    expect(outcomes[0]).toMatchObject({
      state: 'skipped',
      place: '',
      format: null,
      parkedAs: null,
      reason: {
        code: 'format-unknown',
        text: expect.stringMatching(
          /a mapping in the profile would read it.*tried sentinel-upload, /,
        ) as string,
      },
    });
    expect([route.calls, parked]).toEqual([[], []]);
  });

  it('keeps the whole message where it came off a queue, and each outcome says where', async () => {
    const { result, parked } = await run(body, { channel: 'queue', attempts: 2 });
    const { outcomes } = rightOf(result);
    expect(parked).toHaveLength(1);
    expect(parked[0]?.content).toMatchObject({
      kind: 'event',
      content: body,
      reason: { code: 'unreadable' },
    });
    expect(outcomes).toHaveLength(1);
    expect(outcomes[0]).toMatchObject({ state: 'parked', parkedAs: parked[0]?.id, attempt: 3 });
  });

  it('fails where it came off a queue and cannot be kept, so that it comes again', async () => {
    const { result } = await run(body, { channel: 'queue' }, createsAll, { storeDown: true });
    expect(leftOf(result)).toMatchObject({ _tag: 'Unavailable', dependency: 'blob' });
  });

  it.each([
    ['an empty list', []],
    ['an empty object', {}],
    ['null', null],
    ['text', 'hello'],
    ['a number', 0],
    ['an event without data', [{ id: '1', eventType: 'x', eventTime: '2026-11-23T11:00:00Z' }]],
  ])('says so for %s', async (_, empty) => {
    const { outcomes, unreadable } = rightOf((await run(empty)).result);
    expect(unreadable).toBe(true);
    expect(outcomes.map(({ state }) => state)).toEqual(['skipped']);
  });
});

describe('when Graph is down', () => {
  it.each(['http', 'queue'] as const)('makes a job of everything (%s)', async (channel) => {
    const { result, world } = await run([tiIndicatorJson('a.example')], { channel, attempts: 2 }, down);
    expect(rightOf(result).outcomes.map(({ state, attempt }) => [state, attempt])).toEqual([['deferred', 3]]);
    expect(world.jobs.map(({ message }) => JSON.parse(message) as unknown)).toMatchObject([
      { attempts: 3, firstSeenAt: startOfTime, eventId: 'event-1' },
    ]);
  });

  it('counts the age of a job from when the event arrived', async () => {
    const world = inMemoryWorld([routeTo(down)]);
    const event = {
      ...eventWith([tiIndicatorJson('a.example')]),
      receivedAt: new Date('2026-11-23T11:00:00Z'),
    };
    const intent: Intent = { channel: 'queue', attempts: 0, deadline: world.deadline(60), later: false };
    rightOf(await receive(world.environment)(event, intent)());
    expect(world.jobs.map(({ message }) => JSON.parse(message) as unknown)).toMatchObject([
      { firstSeenAt: '2026-11-23T11:00:00.000Z' },
    ]);
  });

  it('fails where the queue is down too: nobody can take it', async () => {
    const { result } = await run([tiIndicatorJson('a.example')], {}, down, { queueDown: true });
    expect(leftOf(result)).toMatchObject({ _tag: 'Unavailable', dependency: 'queue' });
  });
});

describe('when a message is not even JSON', () => {
  const text = 'expected JSON, plain or base64';

  it('is kept whole, with one outcome that says where', async () => {
    const world = inMemoryWorld([]);
    const result = await receiveUnreadable(world.environment)(provenanceAt(''), {
      text,
      content: '{"half":',
      attempt: 1,
    })();
    const { outcomes, unreadable } = rightOf(result);
    const [[id, content] = ['', '']] = [...world.parked];
    expect(unreadable).toBe(true);
    expect(JSON.parse(content)).toMatchObject({ kind: 'event', content: '{"half":' });
    expect(outcomes.map(({ state, parkedAs, reason }) => [state, parkedAs, reason?.code])).toEqual([
      ['parked', id, 'not-json'],
    ]);
  });

  it('comes again where it cannot be kept', async () => {
    const world = inMemoryWorld([], { storeDown: true });
    const result = await receiveUnreadable(world.environment)(provenanceAt(''), {
      text,
      content: '{',
      attempt: 1,
    })();
    expect(leftOf(result)).toMatchObject({ _tag: 'Unavailable', dependency: 'blob' });
  });
});
