import { HttpRequest, HttpResponse } from '@azure/functions';
import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { receiveEventGrid } from '../../functions/receive-event-grid';
import { receiveHttp } from '../../functions/receive-http';
import { type Ledger } from '../../shared/delivery/ports';
import { type Exchange } from '../../shared/destinations/destination';
import { unavailable, type Unavailable } from '../../shared/failure';
import { createOutcomeKeeper } from '../../shared/pipeline/outcomes/outcome-keeper';
import { type Environment } from '../../shared/pipeline/ports';
import { indicators } from '../integration/indicators';
import { eventually } from '../waiting';
import { answered } from './answered';
import { bytesOf, createWorld, creating, down, invocation, limitBytes, retired, type World } from './world';

/** How a part of storage is away: it refuses, or it says nothing until it is well, when what was asked has timed out. */
type Away = 'refuses' | 'silent' | 'well';

const away = fc.constantFrom<Away>('refuses', 'silent', 'well');

const given = fc.record({
  queue: away,
  outcomes: away,
  store: away,
  ledger: away,
  destination: fc.constantFrom('well', 'slow', 'down', 'retired', 'refuses-one', 'forgets-one'),
  receive: fc.constantFrom(receiveHttp, receiveEventGrid),
  count: fc.integer({ min: 1, max: 3 }),
  later: fc.boolean(),
});

type Given = typeof given extends fc.Arbitrary<infer A> ? A : never;

/** Says nothing of one of several, so that this one is to be queued. */
const forgetful: Exchange = (call, timeoutMs) =>
  pipe(
    creating()(call, timeoutMs),
    TE.map((answer) => {
      const { value } = answer.body as { readonly value?: readonly unknown[] };
      return value === undefined ? answer : { ...answer, body: { value: value.slice(1) } };
    }),
  );

const exchanges = {
  well: creating(),
  slow: creating(),
  down,
  retired,
  'refuses-one': creating(['n0.law.example']),
  'forgets-one': forgetful,
};

/** A world whose storage and destination are as they are said to be, until it is healed. */
const createAway = (circumstances: Given) => {
  let isWell = false;
  let heal = (): void => undefined;
  const healed = new Promise<void>((resolve) => {
    heal = () => {
      isWell = true;
      resolve();
    };
  });
  const held = <A>(how: Away, work: TE.TaskEither<Unavailable, A>): TE.TaskEither<Unavailable, A> => {
    const gone = E.left(unavailable('queue', 'timeout'));
    return async () => {
      if (isWell || how === 'well') return work();
      if (how === 'silent') await healed;
      return gone;
    };
  };
  const nothing: TE.TaskEither<Unavailable, undefined> = () => Promise.resolve(E.right(undefined));
  const ledger: Ledger = {
    find: () => held(circumstances.ledger, () => Promise.resolve(E.right(new Map()))),
    record: () => held(circumstances.ledger, nothing),
  };
  const stored: string[] = [];
  const world: World = createWorld({
    ledger,
    exchange: (call, timeoutMs) => async () => {
      if (circumstances.destination === 'slow' && !isWell) await healed;
      const answer = await exchanges[circumstances.destination](call, timeoutMs)();
      const said = E.isRight(answer) && answer.right.status < 300 ? JSON.stringify(answer.right.body) : '';
      for (const [, id = ''] of said.matchAll(/"id":"(id-of-[^"]+)"(?!,"Error")/g))
        if (!said.includes('"Error"') || id !== 'id-of-n0.law.example') stored.push(id);
      return answer;
    },
  });
  const { jobs, outcomes, parked } = world.environment;
  const environment: Environment = {
    ...world.environment,
    jobs: { enqueue: (...job) => held(circumstances.queue, jobs.enqueue(...job)) },
    parked: { ...parked, keep: (...item) => held(circumstances.store, parked.keep(...item)) },
    outcomes: createOutcomeKeeper({
      queue: { write: (messages) => held(circumstances.outcomes, outcomes.write(messages)) },
      now: world.environment.now,
      pause: () => new Promise(setImmediate),
      alert: () => undefined,
    }),
  };
  return { world, environment, stored, heal: () => heal() };
};

const post = async (environment: Environment, { receive, count, later }: Given) => {
  const request = new HttpRequest({
    method: 'POST',
    url: 'https://gateway.example/api/x',
    headers: { 'content-type': 'application/json', ...(later ? { prefer: 'respond-async' } : {}) },
    body: { bytes: bytesOf(indicators(count, 'law')) },
  });
  const handler = answered(environment, receive(environment, { HTTP_BODY_LIMIT_BYTES: limitBytes }), 0.05);
  const response = new HttpResponse(await handler(request, invocation().context));
  const { outcomes = [] } = JSON.parse(await response.text()) as { readonly outcomes?: readonly unknown[] };
  return { status: response.status, retryAfter: response.headers.get('retry-after'), outcomes };
};

describe('while storage is away, in any part and way', () => {
  it('a request is answered, a 2xx only with its outcomes written, and whatever is created has its outcome in the end', async () => {
    await fc.assert(
      fc.asyncProperty(given, async (circumstances) => {
        const { world, environment, stored, heal } = createAway(circumstances);
        const { status, retryAfter, outcomes } = await post(environment, circumstances);
        const isTaken = status < 300;
        expect([200, 201, 202, 503]).toContain(status);
        expect(retryAfter === null).toBe(isTaken);
        expect(isTaken ? world.written() : []).toEqual(isTaken ? outcomes : []);
        heal();
        await eventually(() => {
          const told = new Set(world.written().map(({ id }) => id));
          return stored.every((id) => told.has(id));
        });
      }),
      { numRuns: 100 },
    );
  });
});
