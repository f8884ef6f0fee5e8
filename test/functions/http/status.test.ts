import { HttpRequest, HttpResponse } from '@azure/functions';
import fc from 'fast-check';
import { type Handler } from '../../../functions/http/answering';
import { counts } from '../../../functions/outcomes-output';
import { receiveEventGrid } from '../../../functions/receive-event-grid';
import { receiveHttp } from '../../../functions/receive-http';
import { replayParked } from '../../../functions/replay-parked';
import { statusOf } from '../../../functions/http/status';
import { leftOut, reason, type Outcome, type State } from '../../../shared/pipeline/outcome';
import { park } from '../../../shared/pipeline/parked/park';
import { accountedBody } from '../../arbitraries/event';
import { anyScript } from '../../pipeline/any-script';
import { always, answer, createsAll, down, fates } from '../../pipeline/graph-script';
import {
  inMemoryWorld,
  routeTo,
  startOfTime,
  type Script,
  type World,
} from '../../pipeline/in-memory-environment';
import { provenanceAt, tiIndicatorJson } from '../../pipeline/planned';
import { rightOf } from '../../pipeline/right-of';
import { answered } from '../answered';
import { invocation } from '../world';

const stamp = { attempt: 1, settledAt: '2026-01-01T00:00:00.000Z' };

const outcomesOf = (states: readonly State[]): readonly Outcome[] =>
  states.map((state) => ({
    ...leftOut(provenanceAt(''), { state: 'skipped', why: reason('', '') }, stamp),
    state,
  }));

describe('the status of an event', () => {
  it.each<[number, readonly State[]]>([
    [201, ['created']],
    [201, ['created', 'created']],
    [200, []],
    [200, ['updated']],
    [200, ['duplicate']],
    [200, ['rejected']],
    [200, ['skipped']],
    [200, ['created', 'updated']],
    [200, ['created', 'duplicate']],
    [200, ['created', 'rejected']],
    [200, ['created', 'skipped']],
    [200, ['created', 'updated', 'duplicate', 'rejected', 'skipped']],
    [202, ['deferred']],
    [202, ['parked']],
    [202, ['created', 'deferred']],
    [202, ['created', 'parked']],
    [202, ['skipped', 'parked']],
    [202, ['rejected', 'deferred']],
    [202, ['deferred', 'parked']],
    [202, ['created', 'updated', 'duplicate', 'rejected', 'skipped', 'deferred', 'parked']],
  ])('is %d for %j', (status, states) => {
    expect(statusOf(counts(outcomesOf(states)))).toBe(status);
  });
});

const settings = { HTTP_BODY_LIMIT_BYTES: 1024 * 1024, HTTP_BUDGET_SECONDS: 20 };

/** That of every world here. */
const clock = { now: () => new Date(startOfTime) };

interface Answered {
  readonly status: number;
  readonly outcomes: readonly Outcome[];
}

const call = async (handler: Handler, body?: unknown, id = ''): Promise<Answered> => {
  const request = new HttpRequest({
    method: 'POST',
    url: 'https://gateway.example/api/x',
    params: { id },
    ...(body === undefined
      ? {}
      : {
          headers: { 'content-type': 'application/json' },
          body: { bytes: Buffer.from(JSON.stringify(body)) },
        }),
  });
  const response = new HttpResponse(await answered(clock, handler)(request, invocation().context));
  const { outcomes = [] } = JSON.parse(await response.text()) as Partial<Answered>;
  return { status: response.status, outcomes };
};

const has = (outcomes: readonly Outcome[], state: State): boolean =>
  outcomes.some((outcome) => outcome.state === state);

/** How many indicators lie on the queue of jobs, and in the store. */
const keptIn = ({ jobs, parked }: World): readonly number[] => {
  const itemsOf = (text: string): number =>
    (JSON.parse(text) as { readonly items: readonly unknown[] }).items.length;
  const contentOf = (text: string): string =>
    JSON.stringify((JSON.parse(text) as { readonly content: unknown }).content);
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
  return [
    sum(jobs.map(({ message }) => itemsOf(message))),
    sum([...parked.values()].map((text) => itemsOf(contentOf(text)))),
  ];
};

const given = fc.record({
  event: accountedBody,
  scripts: fc.array(anyScript, { minLength: 1, maxLength: 2 }),
  queueDown: fc.boolean(),
  storeDown: fc.boolean(),
  grantSeconds: fc.constantFrom(0, 3600),
});

type Given = typeof given extends fc.Arbitrary<infer A> ? A : never;

const worldOf = ({ scripts, ...circumstances }: Given): World =>
  inMemoryWorld(
    scripts.map((script, index) => routeTo(script, `destination-${index}`)),
    circumstances,
  );

const entries: readonly (readonly [string, typeof receiveHttp])[] = [
  ['POST /api/indicators', receiveHttp],
  ['POST /api/event-grid', receiveEventGrid],
];

describe.each(entries)('what %s promises, whatever the event and whatever is out of reach', (_, receive) => {
  it('is 2xx only where all is settled or kept, and 202 just where something is kept and not done', async () => {
    await fc.assert(
      fc.asyncProperty(given, async (circumstances) => {
        const world = worldOf(circumstances);
        const { status, outcomes } = await call(
          receive(world.environment, settings),
          circumstances.event.body,
        );
        const count = (state: State): number => outcomes.filter((one) => one.state === state).length;
        const isTaken = status < 300;
        expect(isTaken ? [count('deferred'), count('parked')] : []).toEqual(isTaken ? keptIn(world) : []);
        expect(status === 202).toBe(has(outcomes, 'deferred') || has(outcomes, 'parked'));
        expect(status === 201).toBe(
          outcomes.length > 0 && outcomes.every(({ state }) => state === 'created'),
        );
        const { queueDown, storeDown, event } = circumstances;
        const others = [...(queueDown || storeDown ? [503] : []), ...(event.valid.length === 0 ? [400] : [])];
        expect([...(isTaken ? [status] : []), ...others]).toContain(status);
      }),
    );
  });
});

describe('what a replay promises', () => {
  const event = [tiIndicatorJson('a.example'), tiIndicatorJson('b.example')];

  it.each<[number, string, Script, readonly State[]]>([
    [200, 'all is created', createsAll, ['created', 'created']],
    [200, 'one is refused', fates(({ domainName }) => (domainName === 'a.example' ? 'rejected' : 'created')), ['rejected', 'created']], // prettier-ignore
    [202, 'one is queued', fates(({ domainName }) => (domainName === 'a.example' ? 'busy' : 'created')), ['deferred', 'created']], // prettier-ignore
    [202, 'all is queued', down, ['deferred', 'deferred']],
    [202, 'the destination is retired', always(answer(410)), ['parked', 'parked']],
  ])('is %d where %s', async (status, _, script, states) => {
    const { environment } = inMemoryWorld([routeTo(script)]);
    const provenance = provenanceAt('');
    const itemToPark = {
      kind: 'event',
      reason: reason('', ''),
      destination: null,
      provenance,
      indicators: 2,
    } as const;
    const id = rightOf(await park(environment)({ ...itemToPark, content: event })());
    const replayed = await call(replayParked(environment, settings), undefined, id);
    expect([replayed.status, replayed.outcomes.map(({ state }) => state)]).toEqual([status, states]);
  });
});

describe('when a destination is retired', () => {
  it.each(entries)('%s answers 202: it is parked, and not done', async (_, receive) => {
    const { environment } = inMemoryWorld([routeTo(always(answer(404)))]);
    const { status, outcomes } = await call(receive(environment, settings), tiIndicatorJson('a.example'));
    expect([status, outcomes]).toMatchObject([
      202,
      [{ state: 'parked', reason: { code: 'destination-retired' } }],
    ]);
  });

  it('is 202 as well where another destination has created all of it', async () => {
    const routes = [routeTo(createsAll, 'first'), routeTo(always(answer(404)), 'second')];
    const { environment } = inMemoryWorld(routes);
    const { status } = await call(receiveHttp(environment, settings), tiIndicatorJson('a.example'));
    expect(status).toBe(202);
  });
});
