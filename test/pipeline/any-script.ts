import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import { unavailable } from '../../shared/failure';
import { answer, createsAll, fates, type Fate } from './graph-script';
import { type Script } from './in-memory-environment';

/** What a destination does to a call: it gives each indicator its fate, or fails as a whole. */
const step: fc.Arbitrary<Script> = fc.oneof(
  fc
    .array(fc.constantFrom<Fate>('created', 'rejected', 'busy', 'missing'), { minLength: 1, maxLength: 9 })
    .map((list) => {
      let turn = 0;
      return fates(() => list[turn++ % list.length] ?? 'missing');
    }),
  fc.tuple(fc.constantFrom(400, 401, 403, 404, 410, 429, 500, 503), fc.constantFrom(60, null)).map(
    ([status, retryAfter]): Script =>
      () =>
        answer(status, { error: { code: 'Said' } }, retryAfter),
  ),
  fc.constant<Script>(() => E.left(unavailable('destination', 'timeout'))),
);

/** What a destination does to one call after the other, over and over. */
export const anyScript: fc.Arbitrary<Script> = fc.array(step, { minLength: 1, maxLength: 4 }).map((steps) => {
  let turn = 0;
  return (call, timeoutMs) => (steps[turn++ % steps.length] ?? createsAll)(call, timeoutMs);
});
