import fc from 'fast-check';
import { formats } from '../../shared/formats';
import { readAtOnce } from '../pipeline/read-at-once';
import { anyJson } from '../arbitraries/json';
import { eventWith } from '../pipeline/planned';
import { lenient } from '../pipeline/profiles';
import { samplePayloads } from './sample-payloads';

const environment = {
  formats,
  now: () => new Date('2026-11-23T12:00:00.000Z'),
  identityScope: 'test',
  profile: lenient,
};

/** Every member name of every sample: random documents made of them come close to what formats look for. */
const names: readonly string[] = (() => {
  const found = new Set<string>(['type', 'id', 'value', 'data', 'Event', 'objects', 'threat.indicator.ip']);
  const queue: unknown[] = samplePayloads().map(({ payload }) => payload);
  for (let next = queue.pop(); next !== undefined && found.size < 2000; next = queue.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if (!Array.isArray(next)) Object.keys(next).forEach((name) => found.add(name));
    queue.push(...Object.values(next as Readonly<Record<string, unknown>>));
  }
  return [...found];
})();

const near = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      fc.constantFrom<unknown>(null, true, 0, '', '1.2.3.4', 'evil.com', 'indicator', 'alert'),
      anyJson,
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 6 }),
  ),
})).value;

describe('any JSON document', () => {
  it('is read without throwing, and everything found or left has a place and a reason (2,000 documents)', () => {
    fc.assert(
      fc.property(near, (body) => {
        const { found, left } = readAtOnce(environment)(eventWith(body));
        const mute = left.filter(({ reason }) => reason.code === '' || reason.text === '');
        if (mute.length > 0 || found.length + left.length === 0)
          return Array.isArray(body) && mute.length === 0;
        return true;
      }),
      // A million and more: `npm run fuzz`.
      { numRuns: 2_000 },
    );
  }, 300_000);
});
