import { isObject, objectOf, textOf, textsOf, type Json } from '../codec/json-value';
import { judgementsIn } from './judgement';

/**
 * What a service that was asked about a thing says of it. `unsaid`: nothing that is known here to be a verdict. `harmless`: that it
 * is on a white list, or benign.
 */
export type ScanVerdict = 'malicious' | 'suspicious' | 'clean' | 'harmless' | 'unsaid';

/** A line of our own through AbuseIPDB's confidence of abuse, 0 to 100: malicious from here on, suspicious from there. */
const abusive = 75;
const doubtful = 25;

const numberOf = (value: unknown): number | undefined => {
  const number = Number(textOf(value) ?? NaN);
  return Number.isFinite(number) ? number : undefined;
};

/** Confidence of abuse, 0 to 100, where the report has one. */
export const abuseScore = (report: Json): number | undefined =>
  numberOf(report.abuse_confidence_score ?? report.abuseConfidenceScore);

const ofScore = (score: number): ScanVerdict =>
  score >= abusive ? 'malicious' : score >= doubtful ? 'suspicious' : 'clean';

const ofWord = (report: Json): ScanVerdict | undefined => {
  const word = [report.classification, report.verdict, report.reputation].flatMap(textsOf)[0]?.toLowerCase();
  if (word === undefined) return undefined;
  return word === 'malicious' || word === 'suspicious' ? word : 'clean';
};

const wasCounted = ['malicious', 'positives'];

/** The verdict of a report: its white list, else its score, its word, or how many engines called the thing malicious. */
export const scanVerdict = (report: Json): ScanVerdict => {
  const inner = objectOf(report.source);
  if (judgementsIn(report, inner) !== undefined) return 'harmless';
  const score = abuseScore(report);
  if (score !== undefined) return ofScore(score);
  const said = ofWord(report) ?? ofWord(inner);
  if (said !== undefined) return said;
  const isCounted = wasCounted.some((name) => report[name] !== undefined);
  if (isCounted) return wasCounted.some((name) => (numberOf(report[name]) ?? 0) > 0) ? 'malicious' : 'clean';
  return numberOf(report.found) === 0 ? 'clean' : 'unsaid';
};

/** An integration's report: `source` is what it was asked about. */
export const isScanReport = (value: unknown): value is Json =>
  isObject(value) && (isObject(value.source) || value.error !== undefined);
