import { byWords, type SourceVerdict } from '../../indicator/verdict';

/** What an analyst made of a threat or an alert, `TRUE_POSITIVE` in alerts; `undefined` is SentinelOne's word for nothing yet. */
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
