// Over sixty lines: a table of four kinds of object.
import { objectOf, textOf, type Json } from '../codec/json-value';
import { textAtPath, textsAtPath } from '../codec/member-path';
import { byScore, byWords, type SourceVerdict } from '../indicator/verdict';
import { observe, type Observer } from './kit';
import { allOf, hasMembers } from './recognition';
import { tableFormat, type Part } from './table';

const types = ['file', 'ip_address', 'domain', 'url'];

/**
 * Google's own assessment. Where there is none, a threshold of ours for the number of engines that call it malicious, since one
 * or two are often wrong.
 */
const verdictOf = (object: Json): SourceVerdict => {
  // A vendor of software knows the file as its own.
  if (/^goodware$/i.test(textAtPath(object, 'attributes.trusted_verdict.verdict') ?? '')) return 'harmless';
  const verdict = byWords(
    {
      malicious: ['verdict_malicious'],
      suspicious: ['verdict_suspicious'],
      harmless: ['verdict_benign', 'verdict_harmless'],
      unsaid: ['verdict_undetected', 'verdict_unknown', 'verdict_unspecified'],
    },
    textsAtPath(object, 'attributes.gti_assessment.verdict.value').map((word) =>
      word.replace(/^(?!verdict_)/i, 'verdict_'),
    ),
  );
  return verdict === 'unsaid'
    ? byScore({ malicious: 5, suspicious: 1 }, textAtPath(object, 'attributes.last_analysis_stats.malicious'))
    : verdict;
};

/** An object is identified by its id, except a URL and a file. */
const byId = (type: string, as: Observer): Part => ({
  at: '',
  verdict: verdictOf,
  says: 'gti_assessment and last_analysis_stats',
  typed: { type: 'type', value: 'id', as: new Map([[type, as]]), isMixed: true },
});

/** Objects of VirusTotal and Google Threat Intelligence (API v3, Livehunt): file, IP address, domain, URL. */
export const virusTotal = tableFormat({
  name: 'virustotal',
  marks: ['attributes'],
  expects:
    'an object of VirusTotal with id, attributes and the type file, ip_address, domain or url, or {"data":…}',
  one: 'an object of VirusTotal',
  items: ['data', 'value'],
  is: (item) =>
    allOf(types.includes(textOf(objectOf(item).type) ?? '') || 'type', hasMembers(item, 'id', 'attributes')),
  about: (object) => ({
    description: textAtPath(
      object,
      'attributes.popular_threat_classification.suggested_threat_label',
      'context_attributes.rule_name',
      'attributes.gti_assessment.description',
    ),
    threat: textsAtPath(object, 'attributes.popular_threat_classification.popular_threat_category.value'),
    severity: {
      value: textAtPath(object, 'attributes.gti_assessment.severity.value')?.replace(/^SEVERITY_/, ''),
    },
    confidence: { value: textAtPath(object, 'attributes.gti_assessment.threat_score.value'), of: 100 },
    lastSeen: textAtPath(object, 'attributes.last_analysis_date'),
    tags: textsAtPath(object, 'attributes.tags', 'context_attributes.ruleset_name').slice(0, 20),
    malwareFamilies: textsAtPath(
      object,
      'attributes.popular_threat_classification.popular_threat_name.value',
    ).slice(0, 5),
  }),
  parts: [
    byId('ip_address', observe.ip),
    byId('domain', observe.domain),
    {
      at: '',
      verdict: verdictOf,
      says: 'gti_assessment and last_analysis_stats',
      values: [{ at: 'attributes.url', as: observe.url }],
      files: [
        {
          name: 'attributes.meaningful_name',
          hashes: { sha256: 'attributes.sha256', sha1: 'attributes.sha1', md5: 'attributes.md5' },
        },
      ],
    },
  ],
  none: 'an object that names nothing',
});
