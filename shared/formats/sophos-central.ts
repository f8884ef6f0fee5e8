import { textOf, type Json } from '../codec/json-value';
import { textAtPath, textsAtPath } from '../codec/member-path';
import { type SourceVerdict } from '../indicator/verdict';
import { type Why } from './kit';
import { allOf, hasMembers, hasOneOf } from './recognition';
import { ofVictim, seen, tableFormat } from './table';

/** Types of event that convict a file. An application that is merely unwanted or controlled counts as suspicious. */
const verdictOf = (event: Json): SourceVerdict | Why => {
  const type = textOf(event.type) ?? '';
  if (/pua|appreputation|applicationblocked|controlled/i.test(type)) return 'suspicious';
  return /::(?:Threat|Core)(?:::)?(?:Detect|Clean|Restor|PreventionAction|OutbreakDetect)/i.test(type)
    ? 'malicious'
    : ['observed-only', 'an event of a type that convicts no file (type)'];
};

/** Events and alerts of Sophos Central's SIEM API: the file of a detection. */
export const sophosCentral = tableFormat({
  name: 'sophos-central',
  marks: ['endpoint_type', 'endpoint_id', 'customer_id', 'appsha256'],
  expects: 'an event of Sophos Central with type Event::…, customer_id or endpoint_id and when',
  one: 'an event of Sophos Central',
  items: ['items', 'value'],
  is: (item) =>
    allOf(
      (textAtPath(item, 'type') ?? '').startsWith('Event::') || 'type (Event::…)',
      hasOneOf(item, 'endpoint_id', 'customer_id', 'endpoint_type', 'appSha256'),
      hasMembers(item, 'severity'),
    ),
  id: 'id',
  about: (event) => ({
    description: textOf(event.threat) ?? textOf(event.name),
    threat: ['malware'],
    severity: { value: event.severity },
    lastSeen: event.when ?? event.created_at,
    tags: textsAtPath(event, 'type', 'origin'),
  }),
  parts: [{ at: '', verdict: verdictOf, says: 'type', files: [{ hashes: { sha256: 'appSha256' } }] }],
  leaves: [
    [seen, 'ips_threat_data.remoteIp', 'core_remedy_items.items', 'amsi_threat_data'],
    [ofVictim, 'source_info', 'source', 'location'],
  ],
  none: 'an event without a file',
});
