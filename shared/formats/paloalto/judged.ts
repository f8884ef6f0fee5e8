import { textOf } from '../../codec/json-value';
import { byWords, type SourceVerdict } from '../../indicator/verdict';
import { type Why } from '../kit';

/** WildFire's verdicts in the words of Cortex, and its numbers (`get/verdict`): -100 and below are no verdict. */
export const wildFireVerdict = (words: readonly string[]): SourceVerdict =>
  byWords(
    {
      malicious: ['malware', 'malicious', 'phishing', 'c2', 'yes', '1', '4', '5'],
      suspicious: ['grayware', '2'],
      unsaid: ['unknown', 'pending', 'n/a', '-100', '-101', '-102', '-103'],
    },
    words,
  );

/** What the way in which Cortex's alert or incident was resolved says of all in it; undefined where it says nothing. */
export const resolvedAs = (status: unknown): SourceVerdict | Why | undefined => {
  const word = textOf(status) ?? '';
  if (/false_positive/i.test(word)) return 'harmless';
  return /security_testing/i.test(word)
    ? ['simulated-alert', 'it was resolved as a security test, whose tools are no threat of somebody else']
    : undefined;
};
