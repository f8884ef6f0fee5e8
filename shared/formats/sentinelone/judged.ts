import { byWords, type SourceVerdict } from '../../indicator/verdict';

/**
 * An analyst's verdict on a threat or an alert (`TRUE_POSITIVE` in alerts). The word `undefined` is SentinelOne's for none so
 * far.
 */
export const analystSaid = (word: string | undefined): SourceVerdict =>
  byWords(
    {
      malicious: ['true_positive'],
      suspicious: ['suspicious'],
      harmless: ['false_positive'],
      unsaid: ['undefined'],
    },
    word === undefined ? [] : [word],
  );
