import { holdsObject, isObject, isYes, objectOf, textOf, textsOf, type Json } from '../codec/json-value';
import { judgementsIn } from './judgement';
import { byScore, type Cutoffs, type SourceVerdict } from './verdict';

/** Thresholds of our own for AbuseIPDB's confidence of abuse, 0 to 100. */
const abuse: Cutoffs = { malicious: 75, suspicious: 25 };

const numberOf = (value: unknown): number | undefined => {
  const number = Number(textOf(value) ?? NaN);
  return Number.isFinite(number) ? number : undefined;
};

/** Confidence of abuse, 0 to 100, where the report has one. */
export const abuseScore = (report: Json): number | undefined =>
  numberOf(report.abuse_confidence_score ?? report.abuseConfidenceScore);

/** The verdict by AbuseIPDB's confidence of abuse. */
export const abuseVerdict = (report: Json): SourceVerdict => byScore(abuse, abuseScore(report));

const ofWord = (report: Json): SourceVerdict | undefined => {
  const word = [report.classification, report.verdict, report.reputation].flatMap(textsOf)[0]?.toLowerCase();
  if (word === undefined) return undefined;
  return word === 'malicious' || word === 'suspicious' ? word : 'clean';
};

const wasCounted = ['malicious', 'positives'];

/** The verdict of a report: its white list, else its score, its word, or how many engines called the thing malicious. */
export const scanVerdict = (report: Json): SourceVerdict => {
  const inner = objectOf(report.source);
  if (judgementsIn(report, inner) !== undefined) return 'harmless';
  const abusive = abuseVerdict(report);
  if (abusive !== 'unsaid') return abusive;
  const verdict = ofWord(report) ?? ofWord(inner);
  if (verdict !== undefined) return verdict;
  const isCounted = wasCounted.some((name) => report[name] !== undefined);
  if (isCounted)
    return wasCounted.some((name) => isYes(report[name]) || (numberOf(report[name]) ?? 0) > 0)
      ? 'malicious'
      : 'clean';
  return numberOf(report.found) === 0 ? 'clean' : 'unsaid';
};

/** Whether it is an integration's report; `source` is what the service was asked about. */
export const isScanReport = (value: unknown): value is Json =>
  isObject(value) && (holdsObject(value.source) || value.error !== undefined);
