import fc from 'fast-check';
import { inCalls } from '../../shared/destinations/in-calls';
import { type Indicator } from '../../shared/indicator/indicator';
import { indicatorOf } from '../pipeline/planned';

interface Item {
  readonly key: string;
  readonly weight: number;
}

const max = 5;

const cut = (items: readonly Item[]) => {
  const all = items.map(({ key, weight }, n) => ({
    ...indicatorOf(String(n)),
    domainName: key,
    severity: weight,
  }));
  const calls = inCalls({
    max,
    weightOf: ({ severity = 1 }) => severity,
    keysOf: ({ domainName = '' }) => [domainName],
  })((indicator: Indicator) => indicator)(all);
  return { all, calls };
};

const some = fc.array(
  fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
    weight: fc.integer({ min: 1, max: 3 }),
  }),
  { maxLength: 60 },
);

const numberOf = ({ externalId }: Indicator): number => Number(externalId);

describe('the calls', () => {
  it('hold each item once, none of them more than it takes or a key twice, and none is empty', () => {
    fc.assert(
      fc.property(some, (items) => {
        const { all, calls } = cut(items);
        expect(
          calls
            .flat()
            .map(numberOf)
            .sort((a, b) => a - b),
        ).toEqual(all.map(numberOf));
        for (const call of calls) {
          expect(call.length).toBeGreaterThan(0);
          expect(call.reduce((sum, { severity = 1 }) => sum + severity, 0)).toBeLessThanOrEqual(max);
          expect(new Set(call.map(({ domainName }) => domainName)).size).toBe(call.length);
        }
      }),
    );
  });

  it('bring those of one key in their order', () => {
    fc.assert(
      fc.property(some, (items) => {
        const { calls } = cut(items);
        for (const key of new Set(items.map((item) => item.key))) {
          const numbers = calls
            .flat()
            .filter(({ domainName }) => domainName === key)
            .map(numberOf);
          expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
        }
      }),
    );
  });

  it('are as many as a key stands twice, and not one for each that does', () => {
    const pairs = ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd', 'e', 'e'].map((key) => ({ key, weight: 1 }));
    expect(cut(pairs).calls.map((call) => call.length)).toEqual([5, 5]);
  });
});
