import { type Why } from '../kit';
import { plainWord, textIn, type MemberMap } from './members';

/** Why nothing is taken of an alert or an incident; undefined where its entities or evidence may be, which have no verdict. */
export type Standing = Why | undefined;

/** Words with which an analyst says that it was no attack. */
const benign = new Set([
  ...['falsepositive', 'benignpositive', 'informationalexpectedactivity', 'notmalicious', 'clean'],
  ...['securitytesting', 'lineofbusinessapplication', 'confirmedactivity', 'confirmeduseractivity'],
]);

export const isBenign = (...words: readonly unknown[]): boolean =>
  words.some((word) => benign.has(plainWord(word)));

const wordIn = (alert: MemberMap, name: string): string => plainWord(alert.get(name)?.value);

/** Somebody has to look at it still, and it is more than information. */
const isOpen = (alert: MemberMap): boolean => {
  const severity = alert.get('alertseverity')?.value ?? alert.get('severity')?.value;
  return (
    !/^(?:resolved|closed)$/.test(wordIn(alert, 'status')) &&
    /^(?:low|medium|high|critical)$/.test(plainWord(severity))
  );
};

/** By the status alone. */
export const standingByStatus = (alert: MemberMap): Standing => {
  if (/^simulated_/i.test(textIn(alert, 'alerttype') ?? ''))
    return ['simulated-alert', 'a sample alert of Defender for Cloud, whose entities are made up'];
  if (wordIn(alert, 'status') === 'dismissed') return ['closed-as-benign', 'the alert was dismissed'];
  return isOpen(alert)
    ? undefined
    : ['verdict-not-malicious', 'the alert is not open as low, medium or high'];
};

/** By the words of an analyst, and by the status where there are none. */
export const standingByAnalyst = (
  what: 'alert' | 'incident',
  members: MemberMap,
  benignIs: string,
): Standing => {
  const classification = wordIn(members, 'classification');
  if (isBenign(classification, members.get('determination')?.value))
    return ['closed-as-benign', `the ${what} is classified as ${benignIs}`];
  return classification === 'truepositive' || isOpen(members)
    ? undefined
    : ['verdict-not-malicious', `the ${what} is no true positive, nor open as low, medium or high`];
};
