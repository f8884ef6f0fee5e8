// Over sixty lines: four kinds of evidence in one event, each by its own verdict.
import { listedIn } from '../../codec/items';
import { at } from '../../codec/json-pointer';
import { isObject, objectOf, textOf, type Json } from '../../codec/json-value';
import { leave, type ReadOptions, type Skipped } from '../format';
import {
  eachObject,
  fileNamed,
  fileNameOf,
  format,
  leaveNamed,
  observe,
  orNoIndicator,
  take,
  type About,
  type Entry,
} from '../kit';
import { allOf, hasOneOf } from '../recognition';
import { iocOf, isFileVerdict, isTrial, linesOf } from './ioc';

const sentences = ['DetectName', 'Name', 'DetectDescription', 'Description', 'CommandLine', 'FileName'];

const hashNames = ['SHA256String', 'SHA1String', 'MD5String'] as const;

const aboutOf = (event: Json, metadata: Json): About => {
  const tactic = textOf(event.Tactic);
  const name = textOf(event.DetectName) ?? textOf(event.Name);
  const text = textOf(event.DetectDescription) ?? textOf(event.Description);
  const grade = Number(event.Severity);
  return {
    description: [name, text].filter((part) => part !== undefined).join(': '),
    threat: linesOf(event, ['Technique', 'Tactic']).split(/[\n/]/),
    severity: { value: textOf(event.SeverityName) ?? event.Severity, of: grade > 5 ? 100 : 5 },
    confidence: { value: event.Confidence, of: 100 },
    lastSeen: metadata.eventCreationTime,
    // Falcon's own methods (machine learning, intelligence) are no phases of a kill chain.
    killChain: tactic === undefined || event.Objective === 'Falcon Detection Method' ? [] : [tactic],
  };
};

/** The value that made it a detection. */
const readIoc = (event: Json, place: string, about: About): readonly Entry[] => {
  const value = textOf(event.IOCValue);
  const type = textOf(event.IOCType)?.toLowerCase();
  if (value === undefined || type === undefined) return [];
  const where = at(place, 'IOCValue');
  const ioc = iocOf(type, value);
  if (ioc === undefined)
    return [leave(where, 'unsupported-type', 'an IOCType that no member of a tiIndicator stands for')];
  const isFile = hashNames.some((name) => textOf(event[name])?.toLowerCase() === value.toLowerCase());
  return isFile ? [] : [take(where, about, ioc)];
};

/** The hashes of the file, where the file itself was judged bad. */
const readFile = (event: Json, place: string, about: About): readonly Entry[] => {
  const hashes = hashNames.flatMap((name) => {
    const value = textOf(event[name]);
    return value === undefined ? [] : [{ name, value }];
  });
  const ioc = textOf(event.IOCValue)?.toLowerCase();
  const isBad =
    isFileVerdict(linesOf(event, ['Tactic', 'Technique'])) ||
    hashes.some(({ value }) => value.toLowerCase() === ioc);
  return hashes.map(({ name, value }) =>
    isBad
      ? take(at(place, name), { ...about, partOf: hashes[0]?.value }, [
          observe.hash(value),
          ...fileNamed(fileNameOf(event.FileName)),
        ])
      : leave(at(place, name), 'observed-only', 'the process that was seen, not what was found bad'),
  );
};

const readQuarantined = (event: Json, place: string, about: About): readonly Entry[] =>
  eachObject(listedIn(place, event, 'QuarantineFiles'), 'a quarantined file', (file, where) => {
    const value = textOf(file.SHA256HashData);
    if (value === undefined) return leave(where, 'no-indicator', 'a quarantined file without its hash');
    return value === textOf(event.SHA256String)
      ? []
      : take(where, about, [observe.hash(value), ...fileNamed(fileNameOf(file.ImageFileName))]);
  });

/** What else the event names: it is answered as skipped, never taken. */
const besides = (event: Json, place: string): readonly Skipped[] => [
  ...['NetworkAccesses', 'DnsRequests']
    .flatMap((name) => listedIn(place, event, name))
    .map((contact) => leave(contact.place, 'observed-only', 'what the process contacted; no verdict on it')),
  ...leaveNamed(place, event, {
    names: ['RemoteAddressIP4', 'RemoteAddressIP6'],
    why: ['observed-only', 'an address that was seen; no verdict on it'],
  }),
  ...leaveNamed(place, event, {
    names: ['LocalIP', 'LocalIPv6'],
    why: ['own-asset', 'the address of the own host'],
  }),
  ...leaveNamed(place, event, {
    names: ['FalconHostLink'],
    why: ['link', 'the page of the detection in the console'],
  }),
];

const readEvent = (item: Json, place: string, { takeSuspicious }: ReadOptions): Entry | readonly Entry[] => {
  const [event, metadata] = [objectOf(item.event), objectOf(item.metadata)];
  const where = at(place, 'event');
  if (!/detection|customerioc/i.test(textOf(metadata.eventType) ?? ''))
    return leave(where, 'no-indicator', 'an event of this eventType is no detection');
  if (isTrial(linesOf(event, sentences)))
    return leave(where, 'verdict-not-malicious', 'a detection for trying the sensor out');
  if (/^info/i.test(textOf(event.SeverityName) ?? '') && !takeSuspicious)
    return leave(where, 'verdict-not-malicious', 'an informational detection');
  const about = aboutOf(event, metadata);
  return orNoIndicator(where, 'the detection names neither an IOC nor a file', [
    ...[readIoc, readFile, readQuarantined].flatMap((read) => read(event, where, about)),
    ...besides(event, where),
  ]);
};

/** The Falcon event stream (streaming API, SIEM connector). Taken is what was detected, not what was seen around it. */
export const crowdstrikeStream = format({
  name: 'crowdstrike-stream',
  marks: ['metadata'],
  expects: '{"metadata":{"eventType","eventCreationTime"},"event":{…}}',
  one: 'an object with metadata.eventType and event',
  is: (item) => {
    const { metadata, event } = objectOf(item);
    return allOf(
      isObject(event) || 'event',
      typeof objectOf(metadata).eventType === 'string' || 'metadata.eventType',
      hasOneOf(metadata, 'customerIDString', 'offset', 'eventCreationTime'),
    );
  },
  read: readEvent,
});
