// Over sixty lines: file and connection have a verdict each, and what is left is named.
import { at } from '../codec/json-pointer';
import { holdsObject, objectOf, textOf, type Json } from '../codec/json-value';
import { leave, type ReadOptions } from './format';
import {
  fileHashes,
  fileNamed,
  fileNameOf,
  format,
  leaveNamed,
  observe,
  orNoIndicator,
  take,
  type About,
  type Entry,
} from './kit';
import { allOf, hasMembers, hasOneOf } from './recognition';

const isCondemned = ({ disposition }: Json, { takeSuspicious }: ReadOptions): boolean => {
  const word = textOf(disposition)?.toLowerCase();
  return word === 'malicious' || (takeSuspicious && word === 'suspicious');
};

/** The file that was detected. The file that started it may be part of the system. */
const readFile = (
  file: Json,
  place: string,
  { about, options }: { readonly about: About; readonly options: ReadOptions },
): readonly Entry[] => {
  const parent = holdsObject(file.parent)
    ? [
        leave(
          at(place, 'parent'),
          'observed-only',
          'the file that started it; no verdict of this event is on it',
        ),
      ]
    : [];
  const inside = at(place, 'identity');
  const hashes = ['sha256', 'sha1', 'md5'];
  if (!isCondemned(file, options))
    return [
      ...leaveNamed(inside, objectOf(file.identity), {
        names: hashes,
        why: ['verdict-not-malicious', 'the disposition of the file is not Malicious'],
      }),
      ...parent,
    ];
  const name = fileNamed(fileNameOf(file.file_name));
  return [
    ...fileHashes(
      inside,
      { ...about, threat: ['malware'] },
      { file: objectOf(file.identity), names: hashes, beside: name },
    ),
    ...parent,
  ];
};

/** Device Flow Correlation blocks a remote host by its reputation. Other events only report the connection. */
const readNetwork = (
  network: Json,
  place: string,
  { event, about }: { readonly event: Json; readonly about: About },
): readonly Entry[] => {
  const isVerdict = /^dfc threat detected$/i.test(textOf(event.event_type) ?? '');
  const { remote_ip: ip, dirty_url: url, remote_port: port } = network;
  const why = ['observed-only', 'a connection that was seen; no verdict on it'] as const;
  const [address, link] = [textOf(ip), textOf(url)];
  return [
    ...(address === undefined || !isVerdict
      ? leaveNamed(place, network, { names: ['remote_ip'], why })
      : [
          take(at(place, 'remote_ip'), about, { kind: 'ip', value: address, direction: 'destination', port }),
        ]),
    ...(link === undefined || !isVerdict
      ? leaveNamed(place, network, { names: ['dirty_url'], why })
      : [take(at(place, 'dirty_url'), about, observe.urlOrHost(link))]),
    ...leaveNamed(place, network, {
      names: ['local_ip'],
      why: ['own-asset', 'the own end of the connection'],
    }),
  ];
};

const readEvent = (event: Json, place: string, options: ReadOptions): readonly Entry[] => {
  const about: About = {
    description: textOf([event.event_type, event.detection].flatMap((one) => textOf(one) ?? []).join(': ')),
    severity: { value: event.severity },
    lastSeen: event.date ?? event.timestamp,
  };
  const read = holdsObject(event.file)
    ? readFile(objectOf(event.file), at(place, 'file'), { about, options })
    : [];
  const network = holdsObject(event.network_info)
    ? readNetwork(objectOf(event.network_info), at(place, 'network_info'), { event, about })
    : [];
  const own = holdsObject(event.computer)
    ? [leave(at(place, 'computer'), 'own-asset', 'the own computer')]
    : [];
  return [...orNoIndicator(place, 'an event without a file or a connection', [...read, ...network]), ...own];
};

/** Events of Cisco Secure Endpoint (AMP), by the disposition of their file. */
export const ciscoSecureEndpoint = format({
  name: 'cisco-secure-endpoint',
  marks: ['event_type_id'],
  expects: 'an event of Cisco Secure Endpoint with event_type, event_type_id and connector_guid',
  one: 'an event of Cisco Secure Endpoint',
  items: ['data', 'value'],
  is: (item) =>
    allOf(hasMembers(item, 'event_type', 'event_type_id'), hasOneOf(item, 'connector_guid', 'computer')),
  read: readEvent,
});
