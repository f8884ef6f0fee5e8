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

/** Whether an analyst marked a threat as benign, which shows in what was done against it. */
export const isMarkedBenign = (mitigation: string | undefined): boolean =>
  mitigation !== undefined && byWords({ harmless: ['marked_as_benign'] }, [mitigation]) === 'harmless';
