import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import { destinations } from '../../shared/destinations';
import { type Exchange, type HttpAnswer, type HttpCall } from '../../shared/destinations/destination';
import { unavailable, type Unavailable } from '../../shared/failure';
import { type Indicator } from '../../shared/indicator/indicator';
import { callsOf, deliver } from '../../shared/pipeline/deliver';
import { httpAnswer } from '../arbitraries/http-answer';
import { batchOf } from '../arbitraries/indicator';

const start = new Date('2026-11-23T12:00:00.000Z');
const environment = { now: () => start, requestTimeoutMs: 10_000 };
const later = new Date(start.getTime() + 60_000);

const failure: fc.Arbitrary<Unavailable> = fc
  .constantFrom('timeout', 'connection-refused', 'token-unavailable')
  .map((code) => unavailable('destination', code));

/** Up to 250 indicators of which some have the same identity. */
const indicators: fc.Arbitrary<readonly Indicator[]> = fc
  .tuple(batchOf(120), fc.array(fc.nat(119), { maxLength: 130 }))
  .map(([batch, again]) => [...batch, ...again.flatMap((index) => batch[index] ?? [])]);

const scripts = (batch: readonly Indicator[]): fc.Arbitrary<readonly E.Either<Unavailable, HttpAnswer>[]> =>
  fc.array(fc.oneof({ weight: 3, arbitrary: httpAnswer(batch).map(E.right) }, failure.map(E.left)), {
    minLength: 1,
    maxLength: 8,
  });

const run = indicators.chain((batch) => fc.tuple(fc.constant(batch), scripts(batch)));

describe.each(destinations.map((destination) => [destination.name, destination] as const))(
  'delivery to %s, whatever it answers',
  (_, destination) => {
    const delivery = async (
      batch: readonly Indicator[],
      script: readonly E.Either<Unavailable, HttpAnswer>[],
    ) => {
      const calls: HttpCall[] = [];
      const exchange: Exchange = (call) => () => {
        calls.push(call);
        return Promise.resolve(
          script[(calls.length - 1) % script.length] ?? E.left(unavailable('destination', 'x')),
        );
      };
      const asked: (readonly Indicator[])[] = [];
      const spied = {
        ...destination,
        request: (some: readonly Indicator[]) => {
          asked.push(some);
          return destination.request(some);
        },
      };
      const verdicts = await deliver(environment, { destination: spied, exchange }, later)(batch)();
      return { verdicts, calls, asked };
    };

    it('gives exactly one verdict for each indicator, at its position', async () => {
      await fc.assert(
        fc.asyncProperty(run, async ([batch, script]) => {
          const { verdicts } = await delivery(batch, script);
          expect(verdicts.map(({ externalId }) => externalId)).toEqual(
            batch.map(({ externalId }) => externalId),
          );
        }),
      );
    });

    it('makes no call above the limit, none with an identity twice, and at most two for each indicator', async () => {
      await fc.assert(
        fc.asyncProperty(run, async ([batch, script]) => {
          const { asked, calls } = await delivery(batch, script);
          const sizes = asked.map((some) => some.length);
          const distinct = asked.map((some) => new Set(some.map(({ externalId }) => externalId)).size);
          expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(destination.perCall);
          expect(sizes).not.toContain(0);
          expect(distinct).toEqual(sizes);
          expect(calls.length).toBeLessThanOrEqual(2 * batch.length);
        }),
      );
    });

    it('makes one call and no other where the destination is down', async () => {
      await fc.assert(
        fc.asyncProperty(indicators, failure, async (batch, why) => {
          const { verdicts, calls } = await delivery(batch, [E.left(why)]);
          expect(calls).toHaveLength(1);
          expect(new Set(verdicts.map(({ _tag }) => _tag))).toEqual(new Set(['Unsettled']));
        }),
      );
    });

    it('makes no call where there is no time left', async () => {
      const [batch] = fc.sample(indicators, { numRuns: 1, seed: 7 });
      const spent = jest.fn<ReturnType<Exchange>, Parameters<Exchange>>();
      const verdicts = await deliver(environment, { destination, exchange: spent }, start)(batch ?? [])();
      expect(spent).not.toHaveBeenCalled();
      expect(verdicts).toHaveLength(batch?.length ?? -1);
      expect(verdicts.map((verdict) => ('code' in verdict ? verdict.code : ''))).toEqual(
        verdicts.map(() => 'budget-spent'),
      );
    });
  },
);

describe('the calls of a delivery', () => {
  it('hold every position exactly once', () => {
    fc.assert(
      fc.property(indicators, fc.integer({ min: 1, max: 100 }), (batch, perCall) => {
        const positions = callsOf(batch, perCall).flat();
        expect([...positions].sort((a, b) => a - b)).toEqual(batch.map((_, index) => index));
      }),
    );
  });

  it('are as few as the limit allows where no identity comes twice', () => {
    fc.assert(
      fc.property(batchOf(120), fc.integer({ min: 1, max: 100 }), (batch, perCall) => {
        expect(callsOf(batch, perCall)).toHaveLength(Math.ceil(batch.length / perCall));
      }),
    );
  });
});
