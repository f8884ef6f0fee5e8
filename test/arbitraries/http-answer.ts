import fc from 'fast-check';
import { type HttpAnswer } from '../../shared/destinations/destination';
import { type Indicator } from '../../shared/indicator/indicator';
import { anyJson } from './json';

type Json = Readonly<Record<string, unknown>>;

const status = fc.oneof(
  fc.integer({ min: 100, max: 599 }),
  fc.constantFrom(200, 201, 206, 400, 404, 429, 503),
);

const seconds = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }));

const requestIds = fc.record({ request: fc.option(fc.uuid()), client: fc.option(fc.uuid()) });

const odd = fc.oneof(anyJson, fc.constant(undefined));

const error = fc.record(
  { code: fc.oneof(odd, fc.constantFrom('UnknownError', 'notSupported', 'InvalidInput')), message: odd },
  { requiredKeys: [] },
);

/** What a service may make of an indicator in its answer, right or nearly so. */
const itemOf = (indicator: Indicator): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.record({ id: fc.uuid() }).map((said): Json => ({ ...indicator, ...said })),
    fc
      .record({ id: odd, externalId: odd, Error: fc.oneof(odd, error), error }, { requiredKeys: [] })
      .map((said): Json => ({ ...indicator, ...said })),
    fc.record({ id: fc.uuid() }),
    odd,
  );

/** What an upload of objects says of one of them. */
const objectError = fc.record(
  {
    recordIndex: fc.oneof(fc.integer({ min: -1, max: 120 }), odd),
    errorMessages: fc.oneof(fc.array(fc.string(), { maxLength: 2 }), odd),
    validationErrorMessages: fc.oneof(fc.array(fc.string(), { maxLength: 2 }), odd),
  },
  { requiredKeys: [] },
);

/** Bodies built to look near right: lists that are too short, too long, shuffled, doubled or of something else. */
const nearRight = (indicators: readonly Indicator[]): fc.Arbitrary<unknown> => {
  const items = fc.tuple(...indicators.slice(0, 12).map(itemOf));
  const lists = fc.oneof(
    items,
    items.chain((all) => fc.shuffledSubarray(all)),
    items.map((all) => [...all, ...all]),
  );
  return fc.oneof(
    lists.map((value) => ({ value })),
    lists.map((value) => ({ value, errors: value })),
    fc.array(objectError, { maxLength: 5 }).map((errors) => ({ errors })),
    lists,
    fc.record({ error }),
    fc.record({ value: odd }),
    items.map(([first]) => first),
  );
};

/** Any answer at all to a call with these indicators. */
export const httpAnswer = (indicators: readonly Indicator[]): fc.Arbitrary<HttpAnswer> =>
  fc.record({
    status,
    body: fc.oneof(odd, nearRight(indicators)),
    retryAfterSeconds: seconds,
    requestIds,
  });
