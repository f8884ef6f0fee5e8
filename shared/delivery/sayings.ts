import { hash } from 'node:crypto';
import { type LedgerEntry, type Saying } from './ports';

/** Who says of an indicator what a row is about, and how it was heard. */
export type Sayer = Pick<Saying, 'source' | 'sourceName' | 'externalId' | 'receivedAt' | 'eventId' | 'item'>;

/** Who says an indicator by now, as a row is to name them. */
export interface Words {
  readonly saidBy: readonly Saying[];
  readonly othersSayIt: boolean;
  readonly news: readonly Saying[];
}

/** More than speak of one indicator in practice; a row holds them, each of at most a kilobyte, well below its megabyte. */
export const maxSayings = 32;

const longest = 128;

/** The resource id of a topic of Event Grid, which is a source, has some 150. */
const longestSource = 512;

/** A sender's name of any length and content as what a row can hold; short ones stay readable. */
const named = (name: string): string => (name.length > longest ? hash('sha256', name) : name);

const isOf = (
  { source, externalId }: Pick<Saying, 'source' | 'externalId'>,
  other: Pick<Saying, 'source' | 'externalId'>,
): boolean => source === other.source && externalId === other.externalId;

/** As rows hold it, to compare it with theirs. */
export const sayerOf = ({ source, externalId, item, ...said }: Sayer): Sayer => ({
  source: named(source),
  externalId: named(externalId),
  ...said,
  ...(source.length > longest && source.length <= longestSource ? { sourceName: source } : {}),
  ...(item === undefined ? {} : { item: named(item) }),
});

/** As its source is called by its events, where the word tells. */
export const nameOfSource = ({ source, sourceName }: Pick<Saying, 'source' | 'sourceName'>): string =>
  sourceName ?? source;

/** What this one said of it last. */
export const wordOf = (entry: LedgerEntry | undefined, sayer: Sayer): Saying | undefined =>
  entry?.saidBy?.find((one) => isOf(one, sayerOf(sayer)));

const ms = (moment: string): number => Date.parse(moment);

/** Whether two words may be of one thing of their source: where one does not name its own, it counts as the same. */
const isSameThing = (word: Pick<Saying, 'item'>, other: Pick<Saying, 'item'>): boolean =>
  word.item === undefined || other.item === undefined || word.item === other.item;

/** Whether it said this until then, by the same thing of its own where both name one, and has not taken it back. */
export const hasSaid = (entry: LedgerEntry | undefined, sayer: Sayer, until: string): boolean => {
  const word = wordOf(entry, sayer);
  if (word === undefined || word.takenBack || ms(word.at) > ms(until)) return false;
  return isSameThing(word, sayerOf(sayer));
};

/**
 * Whether a word keeps from being said what was said at that time: it takes it back, and is as new. One that only does not stand by it
 * has to be newer, as not every source says a new time when it stands by it again.
 */
export const silences = (word: Saying | undefined, sayer: Sayer, at: string): boolean => {
  if (word?.takenBack !== true) return false;
  return word.withdrawn === true
    ? ms(at) < ms(word.at) && isSameThing(word, sayerOf(sayer))
    : ms(at) <= ms(word.at);
};

/** What does not stand by a thing is no answer to one that does, at the same time or of another. */
const isOpenTo = (before: Saying, word: Saying): boolean =>
  before.withdrawn === true &&
  !word.takenBack &&
  (ms(word.at) === ms(before.at) || !isSameThing(before, word));

/** Of two words of one moment the one that takes back is the last. */
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

/** The words of a row and one more. Where a row names as many as it may, others are only known to be there. */
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

/** In whose name somebody takes back what anybody said until then. */
export const everyone = { source: '', externalId: '' } as const;

/** Everybody's word until that one is taken back; what was said later stays. */
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

/** When the newest was said of those that stand; undefined where none is named. */
export const newestSaid = ({ saidBy }: Words): string | undefined =>
  saidBy
    .filter(({ takenBack }) => !takenBack)
    .map(({ at }) => at)
    .sort((a, b) => ms(a) - ms(b))
    .at(-1);
