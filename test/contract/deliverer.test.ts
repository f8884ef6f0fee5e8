import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { sendBatch } from '../../shared/delivery/batches/send-batch';
import { createDeliverer } from '../../shared/delivery/way';
import { creating } from '../../shared/delivery/batches/bulk-operation';
import { destinations } from '../../shared/destinations';
import {
  type Destination,
  type Exchange,
  type HttpAnswer,
  type HttpCall,
} from '../../shared/destinations/destination';
import { unavailable, type Unavailable } from '../../shared/failure';
import { type Indicator } from '../../shared/indicator/indicator';
import { openTelemetry } from '../../shared/telemetry/open-telemetry';
import { httpAnswer } from '../arbitraries/http-answer';
import { batchOf, callOf } from '../arbitraries/indicator';
import { plenty } from '../delivery/plenty';

const start = new Date('2026-11-23T12:00:00.000Z');
const later = new Date(start.getTime() + 60_000);

type Said = E.Either<Unavailable, HttpAnswer>;

const failure: fc.Arbitrary<Unavailable> = fc
  .constantFrom('timeout', 'connection-refused', 'token-unavailable')
  .map((code) => unavailable('destination', code));

const scripts = (batch: readonly Indicator[], failures = failure): fc.Arbitrary<readonly Said[]> =>
  fc.array(fc.oneof({ weight: 3, arbitrary: httpAnswer(batch).map(E.right) }, failures.map(E.left)), {
    minLength: 1,
    maxLength: 8,
  });

/** An exchange that says one after the other, from the start again; what it was asked is kept. */
const listening = (destination: Destination, script: readonly Said[]) => {
  const calls: HttpCall[] = [];
  const asked: (readonly Indicator[])[] = [];
  const exchange: Exchange = (call) => () => {
    calls.push(call);
    const said = script[(calls.length - 1) % script.length];
    return Promise.resolve(said ?? E.left(unavailable('destination', 'timeout')));
  };
  const spied: Destination = {
    ...destination,
    request: (some, at) => {
      asked.push(some);
      return destination.request(some, at);
    },
  };
  return { calls, asked, exchange, spied };
};

/** Up to 250 indicators of which some have the same identity. */
const shares: fc.Arbitrary<readonly Indicator[]> = fc
  .tuple(batchOf(120), fc.array(fc.nat(119), { maxLength: 130 }))
  .map(([batch, again]) => [...batch, ...again.flatMap((index) => batch[index] ?? [])]);

/** Short troubles are waited for in place, which costs time and proves nothing here. */
const withoutShortWaits = (script: readonly Said[]): readonly Said[] =>
  script.map(
    E.map(({ retryAfterSeconds, ...answer }) => ({
      ...answer,
      retryAfterSeconds: retryAfterSeconds === null ? null : retryAfterSeconds + 3,
    })),
  );

const slowFailure = fc
  .constantFrom('timeout', 'token-unavailable')
  .map((code) => unavailable('destination', code));

const share = shares.chain((batch) =>
  fc.tuple(fc.constant(batch), scripts(batch, slowFailure).map(withoutShortWaits)),
);

describe.each(destinations.map((destination) => [destination.name, destination] as const))(
  'a batch brought to %s, whatever it answers',
  (_, destination) => {
    const aCall = callOf(destination);
    const batches = aCall.chain((batch) =>
      fc.tuple(fc.constant(batch), scripts(batch), fc.constantFrom(0, 0.99)),
    );

    const bring = async (
      batch: readonly Indicator[],
      script: readonly Said[],
      { random = 0, deadline = later } = {},
    ) => {
      const { calls, asked, exchange, spied } = listening(destination, script);
      const calling = {
        exchange,
        now: () => start,
        random: () => random,
        requestTimeoutMs: 10_000,
        sizes: { halved: () => undefined, taken: () => undefined },
      };
      const verdicts = await sendBatch(calling)(creating(spied), batch, deadline);
      return { verdicts, calls, asked };
    };

    it('has exactly one verdict for each indicator, at its position', async () => {
      await fc.assert(
        fc.asyncProperty(batches, async ([batch, script, random]) => {
          const { verdicts } = await bring(batch, script, { random });
          expect(verdicts.map(({ externalId }) => externalId)).toEqual(
            batch.map(({ externalId }) => externalId),
          );
        }),
      );
    });

    it('costs less than two calls for each indicator, and none is empty', async () => {
      await fc.assert(
        fc.asyncProperty(batches, async ([batch, script, random]) => {
          const { calls, asked } = await bring(batch, script, { random });
          expect(asked.map((some) => some.length)).not.toContain(0);
          expect(calls.length).toBeLessThan(2 * batch.length);
        }),
      );
    });

    it('is one call and no other where the destination is down', async () => {
      await fc.assert(
        fc.asyncProperty(aCall, failure, async (batch, why) => {
          const { verdicts, calls } = await bring(batch, [E.left(why)]);
          expect(calls).toHaveLength(1);
          expect(new Set(verdicts.map(({ _tag }) => _tag))).toEqual(new Set(['Unsettled']));
        }),
      );
    });

    it('is no call where there is no time left', async () => {
      const [batch] = fc.sample(aCall, { numRuns: 1, seed: 7 });
      const { verdicts, calls } = await bring(batch ?? [], [], { deadline: start });
      expect(calls).toEqual([]);
      expect(verdicts).toHaveLength(batch?.length ?? -1);
      expect(verdicts.map((verdict) => ('code' in verdict ? verdict.code : ''))).toEqual(
        verdicts.map(() => 'budget-spent'),
      );
    });
  },
);

describe.each(destinations.map((destination) => [destination.name, destination] as const))(
  'the deliverer to %s, whatever it answers',
  (_, destination) => {
    const deliver = async (batch: readonly Indicator[], script: readonly Said[]) => {
      const { calls, asked, exchange, spied } = listening(destination, script);
      const deliverer = createDeliverer({
        instance: { name: 'an instance', kind: spied },
        exchange,
        limiter: {
          take: () => TE.right(undefined),
          done: () => undefined,
          permits: plenty,
          pause: () => undefined,
        },
        ledger: null,
        rules: {
          requestTimeoutMs: 10_000,
          batchWindowMs: 0,
          callsInFlight: 2,
          breakerSeconds: 30,
          refreshSeconds: 0,
        },
        now: () => start,
        random: () => 0,
        telemetry: openTelemetry(),
        onCircuit: () => undefined,
      });
      const deliveryItems = batch.map((indicator) => ({ indicator, sourceTime: start.toISOString() }));
      const deliveries = await deliverer(deliveryItems, later)();
      return { deliveries, calls, asked };
    };

    it('gives exactly one delivery for each indicator, at its position', async () => {
      await fc.assert(
        fc.asyncProperty(share, async ([batch, script]) => {
          const { deliveries } = await deliver(batch, script);
          expect(deliveries.map(({ externalId }) => externalId)).toEqual(
            batch.map(({ externalId }) => externalId),
          );
        }),
      );
    });

    it('makes no call above the limit, none with an identity twice, and less than two for each entry', async () => {
      await fc.assert(
        fc.asyncProperty(share, async ([batch, script]) => {
          const { asked, calls } = await deliver(batch, script);
          const sizes = asked.map((some) => some.length);
          const distinct = asked.map((some) => new Set(some.map(({ externalId }) => externalId)).size);
          expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(destination.perCall);
          expect(sizes).not.toContain(0);
          expect(distinct).toEqual(sizes);
          // Calls are halved down to an entry, and an indicator may be several.
          const entries = batch.flatMap((one) => destination.known?.(one, false) ?? [one]);
          expect(calls.length).toBeLessThan(2 * Math.max(batch.length, entries.length));
        }),
      );
    });
  },
);
