import { hash } from 'node:crypto';
import { type LedgerEntry, type Assertion } from '../ports';

/** Who asserts the indicator of a row, and how it came. */
export type AssertionSource = Pick<
  Assertion,
  'source' | 'sourceName' | 'externalId' | 'receivedAt' | 'eventId' | 'sender' | 'item'
>;

/** The assertions to write into a row. `news`: those that the row does not have yet. */
export interface Assertions {
  readonly saidBy: readonly Assertion[];
  readonly othersSayIt: boolean;
  readonly news: readonly Assertion[];
}

/**
 * The most assertions in a row; in practice, fewer sources speak of one indicator. They fit, since each takes at most a kilobyte
 * and a row a megabyte.
 */
export const maxAssertions = 32;

const longest = 128;

/** The longest source whose name is kept. The resource id of an Event Grid topic, which is a source, has some 150 characters. */
const longestSource = 512;

/** A sender's name in a form that a row can hold, whatever its length and content; short names stay readable. */
const named = (name: string): string => (name.length > longest ? hash('sha256', name) : name);

const isOf = (
  { source, externalId }: Pick<Assertion, 'source' | 'externalId'>,
  other: Pick<Assertion, 'source' | 'externalId'>,
): boolean => source === other.source && externalId === other.externalId;

/** A source in the form that rows hold, so that it can be compared with theirs. */
export const assertionSourceOf = ({
  source,
  externalId,
  item,
  ...others
}: AssertionSource): AssertionSource => ({
  source: named(source),
  externalId: named(externalId),
  ...others,
  ...(source.length > longest && source.length <= longestSource ? { sourceName: source } : {}),
  ...(item === undefined ? {} : { item: named(item) }),
});

/** The source's name as its events write it, where the assertion has it. */
export const sourceNameOf = ({ source, sourceName }: Pick<Assertion, 'source' | 'sourceName'>): string =>
  sourceName ?? source;

/** The last assertion of this source. */
export const assertionOf = (
  entry: LedgerEntry | undefined,
  assertedBy: AssertionSource,
): Assertion | undefined => entry?.saidBy?.find((one) => isOf(one, assertionSourceOf(assertedBy)));

const ms = (moment: string): number => Date.parse(moment);

/** Whether two assertions may be about the same thing of their source. One that names no thing may be about any. */
const isSameThing = (assertion: Pick<Assertion, 'item'>, other: Pick<Assertion, 'item'>): boolean =>
  assertion.item === undefined || other.item === undefined || assertion.item === other.item;

/** Whether the source asserted this by then, about the same thing where both name one, and has not taken it back. */
export const hasAsserted = (
  entry: LedgerEntry | undefined,
  assertedBy: AssertionSource,
  until: string,
): boolean => {
  const assertion = assertionOf(entry, assertedBy);
  if (assertion === undefined || assertion.takenBack || ms(assertion.at) > ms(until)) return false;
  return isSameThing(assertion, assertionSourceOf(assertedBy));
};

/**
 * Whether it retracts what was asserted at that time: it takes it back, and is at least as new. One that only withdraws
 * support has to be newer, since not every source gives a new time when it stands by a thing again.
 */
export const retracts = (
  assertion: Assertion | undefined,
  assertedBy: AssertionSource,
  at: string,
): boolean => {
  if (assertion?.takenBack !== true) return false;
  return assertion.withdrawn === true
    ? ms(at) < ms(assertion.at) && isSameThing(assertion, assertionSourceOf(assertedBy))
    : ms(at) <= ms(assertion.at);
};

/** A withdrawal does not answer an assertion that supports the thing at the same time, or supports another thing. */
const isOpenTo = (before: Assertion, assertion: Assertion): boolean =>
  before.withdrawn === true &&
  !assertion.takenBack &&
  (ms(assertion.at) === ms(before.at) || !isSameThing(before, assertion));

/** Of two assertions of the same moment, the one that takes back counts as the later. */
const isNews = (assertion: Assertion, before: Assertion | undefined): boolean =>
  before === undefined ||
  ms(assertion.at) > ms(before.at) ||
  (ms(assertion.at) === ms(before.at) && assertion.takenBack && !before.takenBack) ||
  isOpenTo(before, assertion);

const assertionsIn = (entry: LedgerEntry | undefined): Assertions => ({
  saidBy: entry?.saidBy ?? [],
  othersSayIt: entry?.othersSayIt === true,
  news: [],
});

/** The assertions of a row with one more. Where the row names as many as it may, it records only that there are others. */
export const withAssertion = (entry: LedgerEntry | undefined, spoken: Assertion): Assertions => {
  const assertions = assertionsIn(entry);
  const assertion = { ...spoken, ...assertionSourceOf(spoken) };
  const before = assertions.saidBy.find((one) => isOf(one, assertion));
  if (!isNews(assertion, before)) return assertions;
  if (before === undefined && assertions.saidBy.length >= maxAssertions)
    return { ...assertions, othersSayIt: assertions.othersSayIt || !assertion.takenBack };
  const others = assertions.saidBy.filter((one) => one !== before);
  return { ...assertions, saidBy: [...others, assertion], news: [assertion] };
};

/** The name under which somebody takes back what any source asserted until then. */
export const anySource = { source: '', externalId: '' } as const;

/** Takes back all assertions up to that one; what was asserted later stays. */
export const withRetraction = (entry: LedgerEntry | undefined, assertion: Assertion): Assertions => {
  const assertions = assertionsIn(entry);
  const { at } = assertion;
  const silent = assertions.saidBy.map((one) =>
    !one.takenBack && ms(one.at) <= ms(at) ? { ...one, at, takenBack: true } : one,
  );
  const others = silent.filter((one) => !isOf(one, anySource));
  const isLater = ms(assertionOf(entry, assertion)?.at ?? at) > ms(at);
  const saidBy = isLater ? silent : [...others, assertion];
  return {
    saidBy,
    othersSayIt: false,
    news: saidBy.filter((one) => !assertions.saidBy.includes(one)),
  };
};

export const isAsserted = ({ saidBy, othersSayIt }: Assertions): boolean =>
  othersSayIt || saidBy.some(({ takenBack }) => !takenBack);

/** Whether an assertion is the sender's; one of an earlier version tells by its source, which stands under the sender's name. */
const isOfSender = (assertion: Assertion, { sender, source }: AssertionSource): boolean =>
  assertion.sender === sender ||
  assertion.source === named(source) ||
  (assertion.sender === undefined && assertion.source.startsWith(`${sender}:`));

/** Whether somebody else asserts it, too: another sender, or somebody whom the row does not name. */
export const isAssertedByAnother = (entry: LedgerEntry, assertedBy: AssertionSource): boolean =>
  entry.othersSayIt === true ||
  (entry.saidBy ?? []).some((assertion) => !assertion.takenBack && !isOfSender(assertion, assertedBy));

/** The time of the newest assertion that stands; undefined where none is named. */
export const newestAssertedAt = ({ saidBy }: Assertions): string | undefined =>
  saidBy
    .filter(({ takenBack }) => !takenBack)
    .map(({ at }) => at)
    .sort((a, b) => ms(a) - ms(b))
    .at(-1);
