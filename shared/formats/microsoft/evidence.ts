import { textOf, textsOf, type Json } from '../../codec/json-value';
import { type ReadOptions } from '../format';
import { type About, type Why } from '../kit';

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
export const aboutEvidence = (alert: Json): About => ({
  description: textOf(alert.title),
  additionalInformation: textOf(alert.description),
  severity: { value: alert.severity },
  threat: textsOf(alert.category),
  killChain: textsOf(alert.category).filter(isTactic),
  tags: textsOf(alert.mitreTechniques),
  malwareFamilies: textsOf(alert.threatFamilyName),
});
