import { isYes, objectOf, textOf, type Json } from '../codec/json-value';
import { textAtPath, textsAtPath } from '../codec/member-path';
import { byWords, type SourceVerdict } from '../indicator/verdict';
import { observe, type Why } from './kit';
import { allOf, hasMembers, hasOneOf } from './recognition';
import { tableFormat } from './table';

const scanner = 'internet_scanner_intelligence';

const isCommonService = (row: Json): boolean =>
  isYes(row.riot) || textAtPath(row, 'business_service_intelligence.trust_level') === '1';

const verdictOf = (row: Json): SourceVerdict | Why => {
  if (isCommonService(row)) return 'harmless';
  if (isYes(row.spoofable) || isYes(objectOf(row[scanner]).spoofable))
    return ['observed-only', 'its traffic may be forged: the address need not be whose it is (spoofable)'];
  return byWords(
    { malicious: ['malicious'], suspicious: ['suspicious'], harmless: ['benign'], unsaid: ['unknown', ''] },
    textsAtPath(row, 'classification', `${scanner}.classification`),
  );
};

/** Answers of GreyNoise's Community, v2 and v3 APIs on an address. */
export const greyNoise = tableFormat({
  name: 'greynoise',
  marks: ['riot', 'noise', 'spoofable', 'business_service_intelligence', scanner],
  expects: 'an answer of GreyNoise with ip and classification, or internet_scanner_intelligence',
  one: 'an answer of GreyNoise',
  items: ['data', 'value'],
  is: (item) =>
    allOf(
      hasMembers(item, 'ip'),
      hasOneOf(item, scanner, 'business_service_intelligence', 'riot', 'noise', 'spoofable'),
    ),
  about: (row) => ({
    description: textAtPath(row, 'name', 'actor', `${scanner}.actor`),
    threat: [],
    lastSeen: textAtPath(row, 'last_seen', `${scanner}.last_seen`),
    tags: textsAtPath(row, 'tags', 'tags.name', `${scanner}.tags.name`),
    additionalInformation: textOf(row.link),
  }),
  parts: [
    {
      at: '',
      verdict: verdictOf,
      says: 'classification',
      values: [{ at: 'ip', as: (value) => observe.ip(value, 'source') }],
    },
  ],
  none: 'an answer without an address',
});
