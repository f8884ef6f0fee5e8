import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import * as T from 'fp-ts/Task';
import { at } from '../codec/json-pointer';
import { under } from '../codec/violation';
import {
  intakeOf,
  leave,
  refuse,
  type Format,
  type Found,
  type Intake,
  type Skipped,
} from '../formats/format';
import { type ExpressionFault } from './expression';
import { readMapped } from './mapped';
import { type Profile } from './profile';

type Custom = Profile['custom'][number];

/** What evaluating may use: the time for `$now()`, and how long one expression may take, asked before each. */
export interface Bounds {
  readonly now: () => Date;
  readonly mostMs: () => number;
}

/** Most objects that a mapping may give: as many as an event may have items. */
const mostMapped = 10_000;

const nothing = (place: string): Skipped =>
  leave(place, 'no-indicator', 'the mapping found no observable here');

const readItem = (place: string, item: unknown): Found | Skipped =>
  item === null || item === undefined
    ? nothing(place)
    : pipe(
        readMapped(item),
        E.match(
          (violations): Found | Skipped => ({
            place,
            reason: {
              code: 'mapping-invalid',
              text: 'the mapping to give an object that describes an indicator; the violations say what to change in it',
              violations: violations.map(under(place)),
              unreadable: true,
            },
          }),
          (draft) => (draft.observed.length === 0 ? nothing(place) : { place, draft }),
        ),
      );

/** What a mapping gave, read: nothing, one object, or an array of them. Places are places in that array. */
export const readMapping = (result: unknown): Intake => {
  const items: unknown = Array.isArray(result) && result.length === 0 ? undefined : result;
  if (!Array.isArray(items)) return intakeOf([readItem('', items)]);
  return items.length > mostMapped
    ? intakeOf([refuse('', 'mapping-failed', `at most ${mostMapped} objects from the mapping`)])
    : intakeOf(items.map((item: unknown, index) => readItem(at('', index), item)));
};

const failedMapping = ({ text }: ExpressionFault): Intake =>
  intakeOf([refuse('', 'mapping-failed', `a payload that the mapping of the profile can read: ${text}`)]);

const notThis = ({ name }: Custom, expects: string): Format => ({
  name,
  expects,
  recognises: () => false,
  read: () => ({ found: [], skipped: [] }),
});

const evaluateMapping = (
  { name, mapping }: Custom,
  payload: unknown,
  { now, mostMs }: Bounds,
): T.Task<Format> =>
  pipe(
    mapping.evaluate(payload, now(), mostMs()),
    T.map(E.match(failedMapping, readMapping)),
    T.map((intake) => ({
      name,
      expects: 'its match expression',
      recognises: () => true,
      read: () => intake,
    })),
  );

const evaluate =
  (payload: unknown, named: string | null, bounds: Bounds) =>
  (custom: Custom): T.Task<Format> => {
    if (named !== null) return evaluateMapping(custom, payload, bounds);
    return pipe(
      custom.match.evaluate(payload, bounds.now(), bounds.mostMs()),
      T.flatMap(
        E.match(
          ({ text }) => T.of(notThis(custom, `a payload that its match can judge: ${text}`)),
          (matches) =>
            matches === true
              ? evaluateMapping(custom, payload, bounds)
              : T.of(notThis(custom, 'a payload for which its match is true')),
        ),
      ),
    );
  };

/**
 * The profile's formats as they answer for this one payload: tried in order up to the first that takes it, or only the one
 * that is `named`. JSONata evaluates asynchronously and a Format answers at once, so the evaluating is done before.
 */
export const customFormatsFor =
  ({ custom }: Pick<Profile, 'custom'>, named: string | null, bounds: Bounds) =>
  (payload: unknown): T.Task<readonly Format[]> => {
    const candidates =
      named === null ? custom : custom.filter(({ name }) => name.toLowerCase() === named.toLowerCase());
    return candidates.reduce(
      (tried: T.Task<readonly Format[]>, candidate) =>
        pipe(
          tried,
          T.flatMap((formats) =>
            formats.some(({ recognises }) => recognises(payload))
              ? T.of(formats)
              : pipe(
                  evaluate(payload, named, bounds)(candidate),
                  T.map((format) => RA.append(format)(formats)),
                ),
          ),
        ),
      T.of([]),
    );
  };
