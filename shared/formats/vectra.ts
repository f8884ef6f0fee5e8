import { isYes, textOf, type Json } from '../codec/json-value';
import { textsAtPath } from '../codec/member-path';
import { observe, type Why } from './kit';
import { type SourceVerdict } from '../indicator/verdict';
import { allOf, hasMembers, hasOneOf } from './recognition';
import { ofVictim, tableFormat } from './table';

/** A match with threat intelligence is bad by its list. What a model found is a guess about behaviour, however sure it is. */
const verdictOf = (detection: Json): SourceVerdict | Why => {
  // One of the customer's triage rules removed it.
  if (isYes(detection.triaged)) return 'harmless';
  if (/^INFO|LATERAL|RECON/i.test(textOf(detection.category) ?? ''))
    return ['observed-only', 'a detection inside the network: the other end is a host that was attacked'];
  if (/threat_?intel|stalker|malware_update/i.test(textOf(detection.d_type) ?? '')) return 'malicious';
  return Number(detection.threat) >= 50 && Number(detection.certainty) >= 50 ? 'suspicious' : 'clean';
};

/** Detections of Vectra (syslog in JSON, webhook): the outside end. */
export const vectra = tableFormat({
  name: 'vectra',
  marks: ['d_type', 'd_type_vname'],
  expects: 'a detection of Vectra with d_type, category, threat and certainty',
  one: 'a detection of Vectra',
  is: (item) =>
    allOf(hasMembers(item, 'd_type', 'category'), hasOneOf(item, 'certainty', 'threat', 'headend_addr')),
  id: 'detection_id',
  about: (detection) => ({
    description: textOf(detection.d_type_vname) ?? textOf(detection.d_type),
    threat: textsAtPath(detection, 'category').map((word) =>
      /command/i.test(word) ? 'c2' : word.toLowerCase(),
    ),
    severity: { value: detection.severity, of: 10 },
    confidence: { value: detection.certainty, of: 100 },
    lastSeen: detection.vectra_timestamp,
    tags: textsAtPath(detection, 'd_type'),
  }),
  parts: [
    {
      at: '',
      verdict: verdictOf,
      says: 'd_type',
      values: [
        { at: 'dd_dst_ip', as: (value) => observe.ip(value, 'destination'), port: 'dd_dst_port' },
        { at: 'dd_dst_dns', as: observe.domain },
      ],
    },
  ],
  leaves: [[ofVictim, 'host_ip', 'host_name', 'headend_addr', 'account_name']],
  none: 'a detection without another end',
});
