import { hash } from 'node:crypto';
import { type LedgerEntry, type Saying } from './ports';

/** Who says the indicator of a row, and how it was heard. */
export type Sayer = Pick<
  Saying,
  'source' | 'sourceName' | 'externalId' | 'receivedAt' | 'eventId' | 'sender' | 'item'
>;

/** The sayers of an indicator, as a row is to name them. */
export interface Words {
  readonly saidBy: readonly Saying[];
  readonly othersSayIt: boolean;
  readonly news: readonly Saying[];
}

/**
 * More sources than speak of one indicator in practice. A row holds them all: each takes at most a kilobyte, and a row a
 * megabyte.
 */
export const maxSayings = 32;

const longest = 128;

/** The longest source whose name is kept. The resource id of an Event Grid topic, which is a source, has some 150 characters. */
const longestSource = 512;

/** A sender's name in a form that a row can hold, whatever its length and content; short names stay readable. */
const named = (name: string): string => (name.length > longest ? hash('sha256', name) : name);

const isOf = (
  { source, externalId }: Pick<Saying, 'source' | 'externalId'>,
  other: Pick<Saying, 'source' | 'externalId'>,
): boolean => source === other.source && externalId === other.externalId;

/** A sayer as rows hold it, to compare it with theirs. */
export const sayerOf = ({ source, externalId, item, ...said }: Sayer): Sayer => ({
  source: named(source),
  externalId: named(externalId),
  ...said,
  ...(source.length > longest && source.length <= longestSource ? { sourceName: source } : {}),
  ...(item === undefined ? {} : { item: named(item) }),
});

/** The source's name as its events write it, where the word has it. */
export const nameOfSource = ({ source, sourceName }: Pick<Saying, 'source' | 'sourceName'>): string =>
  sourceName ?? source;

/** The last word of this sayer. */
export const wordOf = (entry: LedgerEntry | undefined, sayer: Sayer): Saying | undefined =>
  entry?.saidBy?.find((one) => isOf(one, sayerOf(sayer)));

const ms = (moment: string): number => Date.parse(moment);

/** Whether two words may be about one thing of their source. A word that names none may be about any. */
const isSameThing = (word: Pick<Saying, 'item'>, other: Pick<Saying, 'item'>): boolean =>
  word.item === undefined || other.item === undefined || word.item === other.item;

/** Whether the sayer said this by then, about the same thing where both name one, and has not taken it back. */
export const hasSaid = (entry: LedgerEntry | undefined, sayer: Sayer, until: string): boolean => {
  const word = wordOf(entry, sayer);
  if (word === undefined || word.takenBack || ms(word.at) > ms(until)) return false;
  return isSameThing(word, sayerOf(sayer));
};

/**
 * Whether a word silences what was said at that time: it takes it back, and is at least as new. A word that only withdraws
 * support has to be newer, since not every source gives a new time when it stands by a thing again.
 */
export const silences = (word: Saying | undefined, sayer: Sayer, at: string): boolean => {
  if (word?.takenBack !== true) return false;
  return word.withdrawn === true
    ? ms(at) < ms(word.at) && isSameThing(word, sayerOf(sayer))
    : ms(at) <= ms(word.at);
};

/** A withdrawal does not answer a word that supports the thing at the same time, or supports another thing. */
const isOpenTo = (before: Saying, word: Saying): boolean =>
  before.withdrawn === true &&
  !word.takenBack &&
  (ms(word.at) === ms(before.at) || !isSameThing(before, word));

/** Of two words of the same moment, the one that takes back counts as the later. */
const isNews = (word: Saying, before: Saying | undefined): boolean =>
  before === undefined ||
  ms(word.at) > ms(before.at) ||
  (ms(word.at) === ms(before.at) && word.takenBack && !before.takenBack) ||
  isOpenTo(before, word);

const wordsIn = (entry: LedgerEntry | undefined): Words => ({
  saidBy: entry?.saidBy ?? [],
  othersSayIt: entry?.othersSayIt === true,
  news: [],
});

/** The words of a row with one more. Where the row names as many as it may, it records only that there are others. */
export const heard = (entry: LedgerEntry | undefined, spoken: Saying): Words => {
  const words = wordsIn(entry);
  const word = { ...spoken, ...sayerOf(spoken) };
  const before = words.saidBy.find((one) => isOf(one, word));
  if (!isNews(word, before)) return words;
  if (before === undefined && words.saidBy.length >= maxSayings)
    return { ...words, othersSayIt: words.othersSayIt || !word.takenBack };
  const others = words.saidBy.filter((one) => one !== before);
  return { ...words, saidBy: [...others, word], news: [word] };
};

/** The name under which somebody takes back what anybody said until then. */
export const everyone = { source: '', externalId: '' } as const;

/** Takes back everybody's words up to that one; what was said later stays. */
export const silenced = (entry: LedgerEntry | undefined, word: Saying): Words => {
  const words = wordsIn(entry);
  const { at } = word;
  const silent = words.saidBy.map((one) =>
    !one.takenBack && ms(one.at) <= ms(at) ? { ...one, at, takenBack: true } : one,
  );
  const others = silent.filter((one) => !isOf(one, everyone));
  const isLater = ms(wordOf(entry, word)?.at ?? at) > ms(at);
  const saidBy = isLater ? silent : [...others, word];
  return {
    saidBy,
    othersSayIt: false,
    news: saidBy.filter((one) => !words.saidBy.includes(one)),
  };
};

export const isSaid = ({ saidBy, othersSayIt }: Words): boolean =>
  othersSayIt || saidBy.some(({ takenBack }) => !takenBack);

/** Whether a word is the sender's; one of an earlier version tells by its source, which stands under the sender's name. */
const isOfSender = (word: Saying, { sender, source }: Sayer): boolean =>
  word.sender === sender ||
  word.source === named(source) ||
  (word.sender === undefined && word.source.startsWith(`${sender}:`));

/** Whether somebody else says it, too: another sender, or somebody whom the row does not name. */
export const isSaidByAnother = (entry: LedgerEntry, sayer: Sayer): boolean =>
  entry.othersSayIt === true ||
  (entry.saidBy ?? []).some((word) => !word.takenBack && !isOfSender(word, sayer));

/** The time of the newest word that stands; undefined where none is named. */
export const newestSaid = ({ saidBy }: Words): string | undefined =>
  saidBy
    .filter(({ takenBack }) => !takenBack)
    .map(({ at }) => at)
    .sort((a, b) => ms(a) - ms(b))
    .at(-1);
