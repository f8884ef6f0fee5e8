import type { TiIndicator as GraphTiIndicator } from '@microsoft/microsoft-graph-types-beta';
import { memberNames, type MemberName, type TiIndicator } from '../../shared/codec/ti-indicator';

type Equals<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

type Text<A> = A extends string ? `${A}` : A;

type ReadOnly = 'id' | 'azureTenantId' | 'ingestedDateTime';

type Required<A> = { [N in keyof A]-?: undefined extends A[N] ? never : N }[keyof A];

/** Checked by the compiler: each of these lines is an error when the codec's table and Graph's type part. */
const sameNames: Equals<MemberName, keyof GraphTiIndicator> = true;
const allButReadOnly: Equals<keyof TiIndicator, Exclude<keyof GraphTiIndicator, ReadOnly>> = true;
const sixRequired: Equals<
  Required<TiIndicator>,
  'action' | 'description' | 'expirationDateTime' | 'targetProduct' | 'threatType' | 'tlpLevel'
> = true;
const sendable = (indicator: TiIndicator): GraphTiIndicator => ({ ...indicator, ...mutable(indicator) });
const mutable = (indicator: TiIndicator) => ({
  activityGroupNames: [...(indicator.activityGroupNames ?? [])],
  killChain: [...(indicator.killChain ?? [])],
  malwareFamilyNames: [...(indicator.malwareFamilyNames ?? [])],
  tags: [...(indicator.tags ?? [])],
});

type SameChoices<N extends keyof TiIndicator & keyof GraphTiIndicator> = Equals<
  NonNullable<TiIndicator[N]>,
  Exclude<Text<NonNullable<GraphTiIndicator[N]>>, 'unknownFutureValue'>
>;

const sameEnumerations: readonly [
  SameChoices<'action'>,
  SameChoices<'diamondModel'>,
  SameChoices<'fileHashType'>,
  SameChoices<'tlpLevel'>,
] = [true, true, true, true];

describe("the table and Graph's own type", () => {
  it('name the same members, values and required ones (the compiler checks it)', () => {
    expect([sameNames, allButReadOnly, sixRequired, ...sameEnumerations]).not.toContain(false);
    expect(typeof sendable).toBe('function');
  });

  it('are 59 properties', () => {
    expect(memberNames).toHaveLength(59);
  });
});
