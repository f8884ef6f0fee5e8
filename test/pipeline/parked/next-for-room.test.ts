import fc from 'fast-check';
import { inPrecedence } from '../../../shared/pipeline/dispatch/in-precedence';
import { nextForRoom } from '../../../shared/pipeline/parked/next-for-room';
import { type Planned } from '../../../shared/pipeline/outcome';
import { indicatorOf, provenanceAt } from '../planned';

const waiting: fc.Arbitrary<readonly Planned[]> = fc
  .array(
    fc.record({
      name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      confidence: fc.integer({ min: 0, max: 3 }),
      severity: fc.integer({ min: 0, max: 2 }),
      day: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map(({ name, confidence, severity, day }, index) => ({
      provenance: { ...provenanceAt(`/${index}`), eventTime: `2026-11-0${day}T00:00:00.000Z` },
      indicator: indicatorOf(name, { confidence, severity }),
    })),
  );

const alone = ({ externalId }: { readonly externalId: string }) => [externalId];

const identities = (items: readonly Planned[]) => [
  ...new Set(items.map(({ indicator }) => indicator.externalId)),
];

describe('what goes next', () => {
  it('is the best that wait, as many identities as there is room for, each with all that was said of it', () => {
    fc.assert(
      fc.property(waiting, fc.integer({ min: 0, max: 8 }), (items, free) => {
        const next = nextForRoom(items, free, alone);
        const best = identities(inPrecedence(items)).slice(0, free);
        expect(identities(next)).toEqual(best);
        expect([...next].sort(byPlace)).toEqual(
          items.filter(({ indicator }) => best.includes(indicator.externalId)).sort(byPlace),
        );
      }),
    );
  });

  it('never takes more places than there are, and is not overtaken by what is smaller', () => {
    const two = ['wide', 'narrow'].map((name, index) => ({
      provenance: provenanceAt(`/${index}`),
      indicator: indicatorOf(name, { confidence: name === 'wide' ? 90 : 10 }),
    }));
    const placesOf = ({ externalId }: { readonly externalId: string }) =>
      externalId === 'wide' ? ['wide', 'one more'] : [externalId];
    expect([1, 2, 3].map((free) => identities(nextForRoom(two, free, placesOf)))).toEqual([
      [],
      ['wide'],
      ['wide', 'narrow'],
    ]);
  });
});

const byPlace = (one: Planned, other: Planned): number =>
  one.provenance.place < other.provenance.place ? -1 : 1;
