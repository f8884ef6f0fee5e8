// Over sixty lines: two kinds of artifact, in two wrappings.
import { objectOf, textOf, textsOf, type Json } from '../../codec/json-value';
import { textAtPath, textsAtPath } from '../../codec/member-path';
import { byWords, type SourceVerdict } from '../../indicator/verdict';
import { observe, type Why } from '../kit';
import { hasOneOf, allOf } from '../recognition';
import { isSignedByMicrosoft, systemFileReason, tableFormat, type Part } from '../table';
import { resolvedAs, wildFireVerdict } from './judged';

const flagged = (artifact: Json): SourceVerdict =>
  byWords({ malicious: ['true'], unsaid: ['undefined', 'null', 'false'] }, [String(artifact.is_malicious)]);

const resolution = (incident: Json): SourceVerdict | Why | undefined =>
  resolvedAs(textAtPath(incident, 'incident.status', 'status'));

const ofFile = (artifact: Json, incident: Json): SourceVerdict | Why => {
  const resolved = resolution(incident);
  if (resolved !== undefined) return resolved;
  if (isSignedByMicrosoft(artifact.file_signature_vendor_name)) return systemFileReason;
  return flagged(artifact) === 'malicious'
    ? 'malicious'
    : wildFireVerdict(textsOf(artifact.file_wildfire_verdict));
};

/** The API's answer wraps a list together with its count; automations pass the list on bare. */
const under = (at: string, part: Omit<Part, 'at'>): readonly Part[] => [
  { at, ...part },
  { at: `${at}.data`, ...part },
];

/** Incidents of Cortex XDR and XSIAM (`get_incident_extra_data`): artifacts with a verdict. Their alerts come by themselves. */
export const cortexIncident = tableFormat({
  name: 'cortex-incident',
  marks: ['file_artifacts', 'network_artifacts'],
  expects: 'an incident of Cortex XDR with file_artifacts and network_artifacts',
  one: 'an incident of Cortex XDR',
  is: (item) =>
    allOf(hasOneOf(item, 'file_artifacts'), hasOneOf(item, 'network_artifacts', 'incident', 'incident_id')),
  about: (item) => {
    const incident = { ...item, ...objectOf(item.incident) };
    return {
      description: textOf(incident.incident_name) ?? textOf(incident.description),
      threat: ['malware'],
      severity: { value: incident.severity },
      lastSeen: incident.modification_time ?? incident.creation_time,
      tags: textsAtPath(incident, 'incident_sources'),
    };
  },
  parts: [
    ...under('file_artifacts', {
      verdict: ofFile,
      says: 'file_wildfire_verdict and is_malicious',
      files: [{ name: 'file_name', hashes: { sha256: 'file_sha256' } }],
    }),
    ...under('network_artifacts', {
      verdict: (artifact, incident) => resolution(incident) ?? flagged(artifact),
      says: 'is_malicious',
      about: () => ({ threat: [] }),
      values: [
        {
          at: 'network_remote_ip',
          as: (value) => observe.ip(value, 'destination'),
          port: 'network_remote_port',
        },
        { at: 'network_domain', as: observe.domain },
      ],
    }),
  ],
  none: 'an incident without artifacts',
});
