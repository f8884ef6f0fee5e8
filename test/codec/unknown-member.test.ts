import { distance } from 'fastest-levenshtein';
import fc from 'fast-check';
import { memberNames } from '../../shared/codec/member-names';
import { expectedMember } from '../../shared/codec/unknown-member';

const perhaps = /perhaps (\w+)$/;

const edits = (one: string, other: string): number => distance(one.toLowerCase(), other.toLowerCase());

/** A right name with some of its letters lost or others put in. */
const misspelled = fc
  .tuple(fc.constantFrom(...memberNames), fc.nat(30), fc.nat(4), fc.string({ maxLength: 4 }))
  .map(([name, at, lost, more]) => name.slice(0, at) + more + name.slice(at + lost));

describe('the name that is suggested for an unknown member', () => {
  it('is as near as any, and none where none is near', () => {
    fc.assert(
      fc.property(misspelled, (name) => {
        const nearest = Math.min(...memberNames.map((one) => edits(name, one)));
        const [, suggested] = perhaps.exec(expectedMember(name)) ?? [];
        const isNear = nearest > 0 && nearest <= Math.max(1, name.length / 5) && name.length <= 35;

        expect(suggested === undefined ? null : edits(name, suggested)).toBe(isNear ? nearest : null);
      }),
    );
  });

  it('is said to be case-sensitive where nothing else is wrong', () => {
    expect(expectedMember('DOMAINNAME')).toBe('domainName (names are case-sensitive)');
  });
});
