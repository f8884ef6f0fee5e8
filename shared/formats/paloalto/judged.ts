import { byWords, type SourceVerdict } from '../../indicator/verdict';

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
