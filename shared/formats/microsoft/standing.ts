// Over sixty lines: an analyst's words, a status and a sample's title, for alerts of six services.
import { leave, withdraw } from '../format';
import { type Entry, type Why } from '../kit';
import { isSampleTitle } from '../../indicator/sample-title';
import { bareWord, textIn, valueIn, wordIn, type MemberMap } from './members';

/** Why nothing is taken of an alert or an incident; undefined where its entities or evidence, without a verdict, may be. */
export type Standing = Why | undefined;

/** Words with which an analyst says that it was no attack. */
const benign = new Set([
  ...['falsepositive', 'benignpositive', 'informationalexpectedactivity', 'notmalicious', 'clean'],
  ...['securitytesting', 'lineofbusinessapplication', 'confirmedactivity', 'confirmeduseractivity'],
]);

/** The standing by an analyst's words alone. */
export const standingByWords = (
  words: readonly unknown[],
  text = 'the alert or incident is classified as a false positive or as expected',
): Standing => (words.some((word) => benign.has(bareWord(word))) ? ['closed-as-benign', text] : undefined);

/** Whether somebody still has to look at it, and it is more than informational. */
const isOpen = (alert: MemberMap): boolean =>
  !/^(?:resolved|closed)$/.test(wordIn(alert, 'status')) &&
  /^(?:low|medium|high|critical)$/.test(
    bareWord(valueIn(alert, 'alertseverity') ?? valueIn(alert, 'severity')),
  );

const titles = ['alertdisplayname', 'displayname', 'alertname', 'title', 'incidentname'];

/** The standing of what its type, name or title calls a sample or a test. */
export const standingBySample = (alert: MemberMap): Standing => {
  const isSample =
    ['alerttype', 'alertname'].some((name) => /^simulated_/i.test(textIn(alert, name) ?? '')) ||
    titles.some((name) => isSampleTitle(valueIn(alert, name)));
  return isSample ? ['simulated-alert', 'a sample or test alert, whose entities are made up'] : undefined;
};

/** The standing by the status alone. */
export const standingByStatus = (alert: MemberMap): Standing => {
  const sample = standingBySample(alert);
  if (sample !== undefined) return sample;
  if (wordIn(alert, 'status') === 'dismissed') return ['closed-as-benign', 'the alert was dismissed'];
  return isOpen(alert)
    ? undefined
    : ['verdict-not-malicious', 'the alert is not open as low, medium or high'];
};

/** The standing by an analyst's words, or by the status where there are none. */
export const standingByAnalyst = (
  what: 'alert' | 'incident',
  members: MemberMap,
  benignIs: string,
): Standing => {
  const words = ['classification', 'determination'].map((name) => valueIn(members, name));
  const standing =
    standingBySample(members) ?? standingByWords(words, `the ${what} is classified as ${benignIs}`);
  const isTaken = wordIn(members, 'classification') === 'truepositive' || isOpen(members);
  return standing !== undefined || isTaken
    ? standing
    : ['verdict-not-malicious', `the ${what} is no true positive, nor open as low, medium or high`];
};

/** The entries by the standing: none where there is a reason against them, all taken back where an analyst calls it benign. */
export const byStanding = (
  place: string,
  standing: Standing,
  entries: readonly Entry[],
): readonly Entry[] => {
  if (standing === undefined) return entries;
  const left = leave(place, ...standing);
  return [standing[0] === 'closed-as-benign' ? withdraw(left, entries) : left];
};
