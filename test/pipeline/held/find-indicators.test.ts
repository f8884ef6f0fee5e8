import fc from 'fast-check';
import { nextOf, readFindQuery } from '../../../functions/find-query';
import { orderKeyOf } from '../../../shared/pipeline/held/find-indicators';
import { codePoint } from '../../arbitraries/code-point';
import { indicatorOf } from '../planned';
import { entryOf } from '../../../shared/delivery/ledger/ledger';
import { rightOf } from '../right-of';

const at = '2026-01-01T00:00:00.000Z';

const keyOf = (externalId: string): string =>
  orderKeyOf({
    destination: 'graph',
    state: 'held',
    entry: entryOf(indicatorOf(externalId), { id: 'there', sourceTime: at, state: 'created' }),
  });

/** A sender's own ids may be of any length and hold anything. */
const anyId = fc.oneof(
  fc.string({ unit: codePoint }),
  fc
    .tuple(fc.constantFrom('a', 'ä', '\ud800', '😀'), fc.integer({ min: 1, max: 9_000 }))
    .map(([one, times]) => one.repeat(times)),
);

describe('the place where a page ends', () => {
  it('is found again from what the answer says of it, which is short enough for a URL', () => {
    fc.assert(
      fc.property(anyId, (externalId) => {
        const key = keyOf(externalId);
        const next = nextOf([['value', 'a.example']], key);
        const query = new URLSearchParams({ value: 'a.example', next });
        expect(next.length).toBeLessThan(1_000);
        expect(rightOf(readFindQuery(query)).after).toBe(key);
      }),
    );
  });

  it.each([
    ['of another value', { value: 'b.example' }, (next: string) => next],
    ['with another filter', { value: 'a.example', state: 'held' }, (next: string) => next],
    ['altered', { value: 'a.example' }, (next: string) => `${next.slice(0, -2)}AA`],
    ['cut', { value: 'a.example' }, (next: string) => next.slice(0, -1)],
    ['of an earlier version', { value: 'a.example' }, (next: string) => next.slice(13)],
    ['made up', { value: 'a.example' }, () => 'AAAA'],
  ])('is refused %s: it would skip what nobody has seen', (_, asked, change) => {
    const next = change(nextOf([['value', 'a.example']], keyOf('one')));
    expect(readFindQuery(new URLSearchParams({ ...asked, next }))).toMatchObject({
      _tag: 'Left',
      left: [{ pointer: '/next' }],
    });
  });

  it('goes on with pages of another size', () => {
    const next = nextOf(
      [
        ['value', 'a.example'],
        ['size', '5'],
      ],
      keyOf('one'),
    );
    expect(readFindQuery(new URLSearchParams({ value: 'a.example', size: '7', next }))._tag).toBe('Right');
  });

  it('is another for another indicator', () => {
    fc.assert(
      fc.property(anyId, anyId, (one, other) => {
        expect(keyOf(one) === keyOf(other)).toBe(one === other);
      }),
    );
  });
});
