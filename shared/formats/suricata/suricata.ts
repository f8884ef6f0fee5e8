// Over sixty lines: what is left of an alert is named, end by end.
import { at } from '../../codec/json-pointer';
import { listedIn } from '../../codec/items';
import { objectOf, textOf, textsOf, type Json } from '../../codec/json-value';
import { leave } from '../format';
import { format, leaveNamed, orNoIndicator, take, type About, type Entry } from '../kit';
import { allOf, hasMembers, hasOneOf } from '../recognition';

/** The priority of a rule's class. */
const severities: ReadonlyMap<string, string> = new Map([
  ['1', 'high'],
  ['2', 'medium'],
  ['3', 'low'],
]);

const ends = [
  { name: 'src_ip', port: undefined, direction: 'source' },
  { name: 'dest_ip', port: 'dest_port', direction: 'destination' },
] as const;

const aboutOf = (event: Json): About => {
  const alert = objectOf(event.alert);
  const metadata = objectOf(alert.metadata);
  return {
    description: textOf(alert.signature),
    additionalInformation: textOf(alert.category),
    threat: textsOf(alert.category),
    severity: { value: severities.get(textOf(alert.severity) ?? '') },
    confidence: { value: textsOf(metadata.confidence)[0] },
    lastSeen: event.timestamp,
    tags: textsOf(metadata.tag),
    malwareFamilies: textsOf(metadata.malware_family),
  };
};

const readAlert = (event: Json, place: string): readonly Entry[] => {
  const hostile = textsOf(objectOf(objectOf(event.alert).metadata).hostile).map((word) => word.toLowerCase());
  const about = aboutOf(event);
  return ends.flatMap(({ name, port, direction }): readonly Entry[] => {
    const where = at(place, name);
    const value = textOf(event[name]);
    if (value === undefined) return [];
    if (hostile.includes(name))
      return [
        take(where, about, {
          kind: 'ip',
          value,
          direction,
          ...(port === undefined ? {} : { port: event[port] }),
        }),
      ];
    return [
      hostile.length > 0
        ? leave(where, 'own-asset', 'the end of the connection that its rule does not call hostile')
        : leave(
            where,
            'observed-only',
            'its rule does not say which end is hostile (alert.metadata.hostile); a mapping in the profile can',
          ),
    ];
  });
};

const readEvent = (event: Json, place: string): Entry | readonly Entry[] => {
  if (event.event_type !== 'alert')
    return leave(place, 'telemetry', 'it tells what happened, not what is bad; send event_type alert');
  return orNoIndicator(place, 'an alert without src_ip and dest_ip', [
    ...readAlert(event, place),
    ...['http', 'tls', 'dns'].flatMap((name) =>
      leaveNamed(at(place, name), objectOf(event[name]), {
        names: ['hostname', 'url', 'sni', 'rrname'],
        why: ['observed-only', 'a name in the traffic; no verdict on it'],
      }),
    ),
    ...listedIn(place, event, 'files').map((file) =>
      leave(file.place, 'observed-only', 'a file in the traffic; no verdict on it'),
    ),
  ]);
};

/** Suricata's EVE log: the end of an alert's connection that its rule calls hostile. */
export const suricata = format({
  name: 'suricata',
  marks: ['event_type'],
  expects: 'an event of Suricata’s EVE log with event_type and src_ip',
  one: 'an event of Suricata',
  is: (item) =>
    allOf(
      typeof objectOf(item).event_type === 'string' || 'event_type',
      hasMembers(item, 'timestamp'),
      hasOneOf(item, 'src_ip', 'dest_ip'),
      hasOneOf(item, 'flow_id', 'in_iface', 'proto', 'pcap_cnt'),
    ),
  read: readEvent,
});
