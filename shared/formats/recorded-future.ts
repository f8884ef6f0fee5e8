// Over sixty lines: risk lists, enrichments and alerts of one sender.
import { textOf, type Json } from '../codec/json-value';
import { textAtPath, textsAtPath } from '../codec/member-path';
import { byScore, type SourceVerdict } from '../indicator/verdict';
import { observe, type Observer, type Why } from './kit';
import { allOf, hasMembers, hasOneOf, type Recognition } from './recognition';
import { tableFormat, type Part } from './table';

const observers: ReadonlyMap<string, Observer> = new Map<string, Observer>([
  ['ipaddress', observe.ip],
  ['internetdomainname', observe.domain],
  ['url', observe.url],
  ['hash', observe.hash],
]);

/** Recorded Future's own bands: 65 and above is malicious, 25 and above suspicious. */
const ofRisk = (row: Json): SourceVerdict =>
  byScore({ malicious: 65, suspicious: 25 }, textAtPath(row, 'risk.score', 'Risk'));

const mentioned = (): Why => [
  'observed-only',
  'mentioned by an alert, which gives no risk score; a risk list or an enrichment does',
];

const entitiesAt = (at: string): Part => ({
  at,
  verdict: mentioned,
  says: 'risk.score',
  typed: { type: 'type', value: 'name', as: observers },
});

const is = (item: unknown): Recognition => {
  const isRisk = allOf(hasMembers(item, 'entity', 'risk'));
  const isAlert = allOf(hasMembers(item, 'rule', 'title'), hasOneOf(item, 'hits', 'entities', 'review'));
  const isRow = hasMembers(item, 'Name', 'Risk', 'RiskString');
  return [isRisk, isAlert, isRow].includes(true) || isRisk;
};

/** Enrichments and risk lists of Recorded Future by their score, which the profile's table maps. Alerts only mention things. */
export const recordedFuture = tableFormat({
  name: 'recorded-future',
  marks: ['risk', 'hits', 'entities', 'review', 'riskstring'],
  expects:
    'an enrichment of Recorded Future with entity and risk, a row with Name, Risk and RiskString, or an alert with rule and entities',
  one: 'an enrichment, a row or an alert of Recorded Future',
  items: ['data', 'results', 'value'],
  is,
  about: (item) => ({
    description: textAtPath(item, 'risk.riskSummary', 'title', 'RiskString'),
    threat: textsAtPath(item, 'risk.evidenceDetails.rule', 'rule.name').map((word) => word.toLowerCase()),
    severity: { value: textAtPath(item, 'risk.criticalityLabel') },
    confidence: { value: textAtPath(item, 'risk.score', 'Risk'), of: 100 },
    lastSeen: textAtPath(item, 'timestamps.lastSeen'),
    tags: textsAtPath(item, 'risk.evidenceDetails.rule').slice(0, 20),
    additionalInformation: textOf(item.intelCard),
  }),
  parts: [
    {
      at: '',
      verdict: ofRisk,
      says: 'risk.score',
      typed: { type: 'entity.type', value: 'entity.name', as: observers },
    },
    { at: '', verdict: ofRisk, says: 'Risk', values: [{ at: 'Name', as: (value) => ofName(value) }] },
    ...['entities', 'hits.entities'].map(entitiesAt),
  ],
  none: 'it names no entity',
});

/** A risk list holds one kind of entity without naming it, so the name itself has to tell. */
const ofName = (value: string) =>
  /^[0-9a-f]{32,}$/i.test(value) ? observe.hash(value) : observe.urlOrHost(value.replace(/^ip:/, ''));
