import fc from 'fast-check';
import { memberNames } from '../../../shared/codec/ti-indicator';
import { contentHashOf } from '../../../shared/delivery/ledger/content-hash';
import { type Indicator } from '../../../shared/indicator/indicator';
import { merge } from '../../../shared/indicator/merge';
import { validTiIndicator } from '../../arbitraries/ti-indicator';

const indicator: fc.Arbitrary<Indicator> = validTiIndicator.map((drawn) => ({
  externalId: 'id-1',
  ...drawn,
}));

const example: Indicator = {
  action: 'alert',
  targetProduct: 'Azure Sentinel',
  threatType: 'Phishing',
  tlpLevel: 'amber',
  expirationDateTime: '2030-01-01T00:00:00.000Z',
  description: 'a phishing site',
  domainName: 'login.example',
  externalId: 'id-1',
  tags: ['one', 'two'],
};

describe('contentHashOf', () => {
  it('is what it was: another hash would send everything that is held once more', () => {
    expect(contentHashOf(example)).toBe('9eee90363446e6c9cf5772e2a9669d82a5209576b146d61e7e50a8f4977506eb');
  });

  it.each(['expirationDateTime', 'lastReportedDateTime'])('is the same whatever %s says', (name) => {
    expect(contentHashOf({ ...example, [name]: '2031-01-01T00:00:00.000Z' })).toBe(contentHashOf(example));
  });

  it.each(['id', 'azureTenantId', 'ingestedDateTime'])('leaves out what a destination stamps: %s', (name) => {
    const stamped = { ...example, [name]: '2031-01-01T00:00:00.000Z' };
    expect(contentHashOf(stamped)).toBe(contentHashOf(example));
  });

  it('takes an empty list for an absent one, as merging writes it', () => {
    expect(contentHashOf({ ...example, killChain: [] })).toBe(contentHashOf(example));
    expect(contentHashOf(merge(example, [example]))).toBe(contentHashOf(example));
  });

  it('does not take one member for another, or two items for one', () => {
    const of = (more: Partial<Indicator>): string => contentHashOf({ ...example, ...more });
    expect(of({ fileName: 'x' })).not.toBe(of({ filePath: 'x' }));
    expect(of({ tags: ['a,b'] })).not.toBe(of({ tags: ['a', 'b'] }));
    expect(of({ tags: ['a'] })).not.toBe(of({ killChain: [], malwareFamilyNames: ['a'] }));
  });
});

describe('laws of contentHashOf', () => {
  it('is 64 hexadecimal characters', () => {
    fc.assert(fc.property(indicator, (drawn) => /^[0-9a-f]{64}$/.test(contentHashOf(drawn))));
  });

  it('does not depend on the order of members', () => {
    const shuffled = indicator.chain((drawn) => {
      const members = Object.entries(drawn);
      const order = fc.shuffledSubarray(members, { minLength: members.length });
      return fc.tuple(
        fc.constant(drawn),
        order.map((some) => Object.fromEntries(some) as Indicator),
      );
    });
    fc.assert(fc.property(shuffled, ([drawn, other]) => contentHashOf(other) === contentHashOf(drawn)));
  });

  const lists = ['tags', 'malwareFamilyNames', 'activityGroupNames', 'killChain'] as const;

  it.each(lists)('does not depend on the order of %s, or on repeats', (name) => {
    const items = fc.uniqueArray(fc.constantFrom('C2', 'Delivery', 'Actions'), { minLength: 1 });
    fc.assert(
      fc.property(indicator, items, (drawn, some) => {
        const other = [...some.toReversed(), ...some];
        expect(contentHashOf({ ...drawn, [name]: other })).toBe(contentHashOf({ ...drawn, [name]: some }));
      }),
    );
  });

  const notContent = [
    'id',
    'azureTenantId',
    'ingestedDateTime',
    'lastReportedDateTime',
    'expirationDateTime',
  ];
  const content = memberNames.filter((name) => !notContent.includes(name));

  it.each(content)('changes with %s', (name) => {
    fc.assert(
      fc.property(indicator, (drawn) => {
        const value: unknown = drawn[name as keyof Indicator];
        const others: Readonly<Record<string, unknown>> = {
          number: Number(value) + 1,
          boolean: value !== true,
        };
        const other = Array.isArray(value)
          ? [...(value as unknown[]), 'another']
          : (others[typeof value] ?? `${String(value)}x`);
        expect(contentHashOf({ ...drawn, [name]: other })).not.toBe(contentHashOf(drawn));
      }),
      { numRuns: 20 },
    );
  });
});
