import { isYes, type Json } from '../codec/json-value';
import { textsAtPath } from '../codec/member-path';
import { abuseScore, abuseVerdict } from '../indicator/scan-report';
import { type SourceVerdict } from '../indicator/verdict';
import { joinTexts, observe } from './kit';
import { hasMembers } from './recognition';
import { tableFormat } from './table';

const verdictOf = (row: Json): SourceVerdict => (isYes(row.isWhitelisted) ? 'harmless' : abuseVerdict(row));

/** Answers of AbuseIPDB's `check`, and rows of its blacklist. */
export const abuseIpdb = tableFormat({
  name: 'abuseipdb',
  marks: ['abuseconfidencescore'],
  expects: 'an answer of AbuseIPDB with ipAddress and abuseConfidenceScore, or {"data":[…]}',
  one: 'an answer of AbuseIPDB',
  items: ['data', 'value'],
  is: (item) => hasMembers(item, 'ipAddress', 'abuseConfidenceScore'),
  about: (row) => ({
    description: joinTexts(', ', 'AbuseIPDB', row.usageType),
    threat: isYes(row.isTor) ? ['tor'] : [],
    confidence: { value: abuseScore(row), of: 100 },
    lastSeen: row.lastReportedAt,
    tags: textsAtPath(row, 'domain', 'countryCode'),
  }),
  parts: [
    {
      at: '',
      verdict: verdictOf,
      says: 'abuseConfidenceScore',
      values: [{ at: 'ipAddress', as: (value) => observe.ip(value, 'source') }],
    },
  ],
  none: 'an answer without an address',
});
