import { objectOf, textsOf, unpacked, type Json } from '../../codec/json-value';
import { textAtPath, textsAtPath } from '../../codec/member-path';
import { type SourceVerdict } from '../../indicator/verdict';
import { observe, type Why } from '../kit';
import { ofVictim, tableFormat, type Part } from '../table';

/** The rule's own metadata, in the EVE line that the document keeps in `message`, or as Security Onion splits it. */
const hostileEnds = (document: Json): readonly string[] => {
  const alert = objectOf(objectOf(unpacked(document.message)).alert);
  return [...textsOf(objectOf(alert.metadata).hostile), ...textsAtPath(document, 'rule.metadata.hostile')];
};

const verdictOf =
  (end: string) =>
  (document: Json): SourceVerdict | Why => {
    const hostile = hostileEnds(document);
    if (hostile.length === 0) return 'unsaid';
    return hostile.includes(end) ? 'malicious' : ofVictim;
  };

const end = (name: 'source' | 'destination', inEve: string): Part => ({
  at: '',
  verdict: verdictOf(inEve),
  says: 'alert.metadata.hostile of its rule; a mapping in the profile can',
  values: [
    {
      at: `${name}.ip`,
      as: (value) => observe.ip(value, name),
      ...(name === 'destination' ? { port: 'destination.port' } : {}),
    },
  ],
});

/** Suricata's alerts as documents of ECS, as Security Onion and Elastic's integration write them. */
export const securityOnion = tableFormat({
  name: 'security-onion',
  marks: ['event'],
  expects: 'an alert of Suricata in ECS with event.dataset suricata.alert (Security Onion) or suricata.eve',
  one: 'an alert of Security Onion',
  is: (item) =>
    (/^suricata\.(?:alert|eve)$/.test(textAtPath(item, 'event.dataset') ?? '') &&
      textAtPath(item, 'rule.name') !== undefined) || ['event.dataset suricata.alert', 'rule.name'],
  about: (document) => ({
    description: textAtPath(document, 'rule.name'),
    threat: textsAtPath(document, 'rule.category'),
    severity: { value: textAtPath(document, 'event.severity_label') },
    lastSeen: document['@timestamp'],
    malwareFamilies: textsAtPath(document, 'rule.metadata.malware_family'),
  }),
  parts: [end('source', 'src_ip'), end('destination', 'dest_ip')],
  none: 'an alert without source.ip and destination.ip',
});
