// Over sixty lines: an analyst's words, a status and a sample's title, for alerts of six services.
import { leave, withdraw } from '../format';
import { type Entry, type Why } from '../kit';
import { isSampleTitle } from '../../indicator/sample-title';
import { bareWord, textIn, valueIn, wordIn, type MemberMap } from './members';

/** Why nothing is taken of an alert or an incident; undefined where its entities or evidence, without a verdict, may be. */
export type Triage = Why | undefined;

/** Words with which an analyst says that it was no attack. */
const benign = new Set([
  ...['falsepositive', 'benignpositive', 'informationalexpectedactivity', 'notmalicious', 'clean'],
  ...['securitytesting', 'lineofbusinessapplication', 'confirmedactivity', 'confirmeduseractivity'],
]);

/** Whether somebody still has to look at it, and it is more than informational. */
const isOpen = (alert: MemberMap): boolean =>
  !/^(?:resolved|closed)$/.test(wordIn(alert, 'status')) &&
  /^(?:low|medium|high|critical)$/.test(
    bareWord(valueIn(alert, 'alertseverity') ?? valueIn(alert, 'severity')),
  );

const titles = ['alertdisplayname', 'displayname', 'alertname', 'title', 'incidentname'];

/** The triage of what its type, name or title calls a sample or a test. */
const triageBySample = (alert: MemberMap): Triage => {
  const isSample =
    ['alerttype', 'alertname'].some((name) => /^simulated_/i.test(textIn(alert, name) ?? '')) ||
    titles.some((name) => isSampleTitle(valueIn(alert, name)));
  return isSample ? ['simulated-alert', 'a sample or test alert, whose entities are made up'] : undefined;
};

/** The triage by these words of an analyst, unless it is a sample. */
export const triageByWords = (
  alert: MemberMap,
  words: readonly unknown[],
  text = 'the alert or incident is classified as a false positive or as expected',
): Triage => {
  const isBenign = words.some((word) => benign.has(bareWord(word)));
  return triageBySample(alert) ?? (isBenign ? ['closed-as-benign', text] : undefined);
};

/** The triage by the status alone. */
export const triageByStatus = (alert: MemberMap): Triage => {
  const sample = triageBySample(alert);
  if (sample !== undefined) return sample;
  if (wordIn(alert, 'status') === 'dismissed') return ['closed-as-benign', 'the alert was dismissed'];
  return isOpen(alert)
    ? undefined
    : ['verdict-not-malicious', 'the alert is not open as low, medium or high'];
};

/** The triage by an analyst's words, or by the status where there are none. */
export const triageByAnalyst = (what: 'alert' | 'incident', members: MemberMap, benignIs: string): Triage => {
  const words = ['classification', 'determination'].map((name) => valueIn(members, name));
  const triage = triageByWords(members, words, `the ${what} is classified as ${benignIs}`);
  const isTaken = wordIn(members, 'classification') === 'truepositive' || isOpen(members);
  return triage !== undefined || isTaken
    ? triage
    : ['verdict-not-malicious', `the ${what} is no true positive, nor open as low, medium or high`];
};

/** The entries by the triage: none where there is a reason against them, all taken back where an analyst calls it benign. */
export const byTriage = (place: string, triage: Triage, entries: readonly Entry[]): readonly Entry[] => {
  if (triage === undefined) return entries;
  const left = leave(place, ...triage);
  return [triage[0] === 'closed-as-benign' ? withdraw(left, entries) : left];
};
