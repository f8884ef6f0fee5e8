import { objectOf, oneOrMany, textOf, textsOf } from '../../codec/json-value';
import { judgementOf } from '../../indicator/judgement';
import { type ReadOptions } from '../format';
import { type About, type Why } from '../kit';
import { bareWord, textIn, valueIn, type MemberMap } from './members';

/** The last verdict on a thing itself. What is attached to it has verdicts of its own. */
export const lastVerdict = (members: MemberMap): unknown =>
  valueIn(members, 'lastverdict') ??
  valueIn(members, 'suspicionlevel') ??
  objectOf(oneOrMany(valueIn(members, 'threatanalysissummary')).at(-1)).Verdict ??
  valueIn(members, 'verdict');

/** Why a thing is left that its source looked at and found good; undefined where it said nothing of that. */
export const whyCleared = (members: MemberMap): Why | undefined => {
  const word = textOf(lastVerdict(members)) ?? '';
  const isCleared = bareWord(word) === 'nothreatsfound' || judgementOf([word]) !== undefined;
  return isCleared ? ['verdict-not-malicious', 'its source found no threat in it'] : undefined;
};

/** Why evidence is left whose verdict does not allow it to be taken. */
export const notCondemned = (
  verdict: unknown,
  { takeSuspicious }: ReadOptions,
  text = 'the evidence has no verdict, or another than malicious',
): Why | undefined => {
  const word = textOf(verdict)?.toLowerCase();
  const isBad = word === 'malicious' || (takeSuspicious && word === 'suspicious');
  return isBad ? undefined : ['verdict-not-malicious', text];
};

/** Most categories are tactics; those excluded here are not. */
const isTactic = (category: string): boolean =>
  !/malware|ransom|software|suspicious|none|general/i.test(category);

/** What the alert says of its evidence. */
export const aboutEvidence = (alert: MemberMap): About => ({
  description: textIn(alert, 'title'),
  additionalInformation: textIn(alert, 'description'),
  severity: { value: valueIn(alert, 'severity') },
  threat: textsOf(valueIn(alert, 'category')),
  killChain: textsOf(valueIn(alert, 'category')).filter(isTactic),
  tags: textsOf(valueIn(alert, 'mitretechniques')),
  malwareFamilies: textsOf(valueIn(alert, 'threatfamilyname')),
});
