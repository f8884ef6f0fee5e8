// Over sixty lines: an event has three files, of which one is bad.
import { isYes, textOf, type Json } from '../../codec/json-value';
import { textsAtPath } from '../../codec/member-path';
import { type SourceVerdict } from '../../indicator/verdict';
import { type Why } from '../kit';
import { allOf, hasMembers, hasOneOf } from '../recognition';
import { resolvedAs } from './judged';
import { isSignedByMicrosoft, systemFileReason, ofVictim, seen, tableFormat, type Part } from '../table';

/** The files of an event: first what was written or run, then what did it. */
const files = [
  { prefix: 'action_file', image: '' },
  { prefix: 'action_process', image: '_image' },
  { prefix: 'actor_process', image: '_image' },
] as const;

const first = (event: Json): string | undefined =>
  files.find(({ prefix, image }) => textOf(event[`${prefix}${image}_sha256`]) !== undefined)?.prefix;

const verdictOf =
  (prefix: string) =>
  (event: Json, alert: Json): SourceVerdict | Why => {
    const resolved = isYes(alert.is_whitelisted) ? 'harmless' : resolvedAs(alert.resolution_status);
    if (resolved !== undefined) return resolved;
    if (!/malware/i.test([textOf(alert.category), textOf(alert.name)].join(' ')))
      return ['observed-only', 'an alert about what was done; it calls no file malware (category)'];
    if (first(event) !== prefix) return seen;
    return isSignedByMicrosoft(event[`${prefix}_signature_vendor`]) ? systemFileReason : 'malicious';
  };

/** The details of an incident hold alerts of one event each, whose members stand in the alert itself. */
const places = ['events', ''];

const parts: readonly Part[] = places.flatMap((at) =>
  files.map(({ prefix, image }) => ({
    at,
    verdict: verdictOf(prefix),
    says: 'category',
    files: [
      {
        name: `${prefix}${image}_name`,
        hashes: { sha256: `${prefix}${image}_sha256`, md5: `${prefix}${image}_md5` },
      },
    ],
  })),
);

const named = [
  ...['causality_actor_process_image_sha256', 'os_actor_process_image_sha256', 'action_remote_ip'],
  ...['action_external_hostname', 'dns_query_name', 'fw_url_domain'],
];

/**
 * Alerts of Cortex XDR (`get_alerts`, webhooks): the file, where an alert calls one malware. What an analytics rule saw is
 * left.
 */
export const cortexAlert = tableFormat({
  name: 'cortex-alert',
  marks: ['alert_id'],
  expects: 'an alert of Cortex XDR with alert_id, events and detection_timestamp, or a list of them',
  one: 'an alert of Cortex XDR',
  items: ['alerts', 'data', 'value'],
  is: (item) =>
    allOf(
      hasMembers(item, 'alert_id'),
      hasOneOf(item, 'events', ...files.map(({ prefix, image }) => `${prefix}${image}_sha256`)),
      hasOneOf(item, 'detection_timestamp', 'matching_status', 'external_id'),
    ),
  id: 'alert_id',
  about: (alert) => ({
    description: textOf(alert.name),
    additionalInformation: textOf(alert.description),
    threat: ['malware'],
    severity: { value: alert.severity },
    lastSeen: alert.detection_timestamp,
    tags: textsAtPath(alert, 'mitre_technique_id_and_name'),
    killChain: textsAtPath(alert, 'mitre_tactic_id_and_name').map((word) => word.replace(/^\S+ - /, '')),
  }),
  parts,
  leaves: [
    [seen, ...named.map((name) => `events.${name}`), ...named],
    [ofVictim, 'host_ip', 'host_name', 'events.action_local_ip', 'action_local_ip'],
  ],
  none: 'an alert whose events name no file',
});
