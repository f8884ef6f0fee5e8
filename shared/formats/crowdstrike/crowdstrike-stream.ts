import { hashAlgorithm } from '../../codec/hash-algorithm';
import { itemsOf, listedIn } from '../../codec/items';
import { at } from '../../codec/json-pointer';
import { isObject, objectOf, textOf, type Json } from '../../codec/json-value';
import {
  intakeOf,
  leave,
  refuse,
  type Draft,
  type Format,
  type Found,
  type Observation,
  type ReadOptions,
  type Skipped,
} from '../format';

type Entry = Found | Skipped;

interface StreamEvent {
  readonly metadata: Json;
  readonly event: Json;
}

const streamEventOf = (item: unknown): StreamEvent | undefined => {
  const { metadata, event } = objectOf(item);
  return isObject(event) &&
    isObject(metadata) &&
    typeof metadata.eventType === 'string' &&
    ['customerIDString', 'offset', 'eventCreationTime'].some((name) => Object.hasOwn(metadata, name))
    ? { metadata, event }
    : undefined;
};

const isStreamEvent = (item: unknown): boolean => streamEventOf(item) !== undefined;

const hash = (value: string): Observation => ({ kind: 'hash', algorithm: hashAlgorithm(value), value });

/** IOCType in the spellings of detections and of custom indicators; the rest (behaviour, registry, …) has no member. */
const iocOf = (type: string, value: string): Observation | undefined => {
  if (type.startsWith('domain')) return { kind: 'domain', value };
  if (type.startsWith('ip')) return { kind: 'ip', value };
  if (type === 'url') return { kind: 'url', value };
  return /^(?:hash_?)?(?:md5|sha1|sha256)$/.test(type) ? hash(value) : undefined;
};

const joined = (event: Json, names: readonly string[]): string =>
  names.flatMap((name) => textOf(event[name]) ?? []).join('\n');

const sentences = ['DetectName', 'Name', 'DetectDescription', 'Description', 'CommandLine', 'FileName'];

/** What trying a sensor out looks like: Falcon's own samples say so, EICAR by its name. */
const isTrial = (event: Json): boolean =>
  /for evaluation only|crowdstrike_(?:sample|test)_|(?:^|[^a-z])eicar(?![a-z])/i.test(
    joined(event, sentences),
  );

/** A verdict on the file itself; in other detections the file is only the process that did something. */
const isFileVerdict = (event: Json): boolean =>
  /machine learning|\bmalware\b|adware|\bpup\b/i.test(joined(event, ['Tactic', 'Technique']));

const nameOf = (path: unknown): readonly Observation[] => {
  const value = textOf(path)?.split(/[\\/]/).at(-1);
  return value === undefined || value === '' ? [] : [{ kind: 'text', member: 'fileName', value }];
};

const fileHashes = ['SHA256String', 'SHA1String', 'MD5String'] as const;

type About = Omit<Draft, 'observed' | 'partOf'>;

const aboutOf = ({ metadata, event }: StreamEvent): About => {
  const tactic = textOf(event.Tactic);
  const name = textOf(event.DetectName) ?? textOf(event.Name);
  const text = textOf(event.DetectDescription) ?? textOf(event.Description);
  const grade = Number(event.Severity);
  return {
    description: [name, text].filter((part) => part !== undefined).join(': '),
    threat: joined(event, ['Technique', 'Tactic']).split(/[\n/]/),
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
  const isFile = fileHashes.some((name) => textOf(event[name])?.toLowerCase() === value.toLowerCase());
  return isFile ? [] : [{ place: where, draft: { ...about, observed: [ioc] } }];
};

/** The hashes of the file, where the file is what was found bad. */
const readFile = (event: Json, place: string, about: About): readonly Entry[] => {
  const hashes = fileHashes.flatMap((name) => {
    const value = textOf(event[name]);
    return value === undefined ? [] : [{ name, value }];
  });
  const ioc = textOf(event.IOCValue)?.toLowerCase();
  const isBad = isFileVerdict(event) || hashes.some(({ value }) => value.toLowerCase() === ioc);
  return hashes.map(({ name, value }) =>
    isBad
      ? {
          place: at(place, name),
          draft: { ...about, observed: [hash(value), ...nameOf(event.FileName)], partOf: hashes[0]?.value },
        }
      : leave(at(place, name), 'observed-only', 'the process that was seen, not what was found bad'),
  );
};

const readQuarantined = (event: Json, place: string, about: About): readonly Entry[] =>
  listedIn(place, event, 'QuarantineFiles').flatMap(({ place: where, item }): readonly Entry[] => {
    if (!isObject(item)) return [refuse(where, 'item-not-an-object', 'a quarantined file')];
    const value = textOf(item.SHA256HashData);
    if (value === undefined) return [leave(where, 'no-indicator', 'a quarantined file without its hash')];
    return value === textOf(event.SHA256String)
      ? []
      : [{ place: where, draft: { ...about, observed: [hash(value), ...nameOf(item.ImageFileName)] } }];
  });

const contacts = ['NetworkAccesses', 'DnsRequests'];

/** What stands in the event besides: answered, never taken. */
const besides = (event: Json, place: string): readonly Skipped[] => [
  ...contacts.flatMap((name) =>
    listedIn(place, event, name).map((contact) =>
      leave(contact.place, 'observed-only', 'what the process contacted; no verdict on it'),
    ),
  ),
  ...['RemoteAddressIP4', 'RemoteAddressIP6']
    .filter((name) => textOf(event[name]) !== undefined)
    .map((name) => leave(at(place, name), 'observed-only', 'an address that was seen; no verdict on it')),
  ...['LocalIP', 'LocalIPv6']
    .filter((name) => textOf(event[name]) !== undefined)
    .map((name) => leave(at(place, name), 'own-asset', 'the address of the own host')),
  ...(textOf(event.FalconHostLink) === undefined
    ? []
    : [leave(at(place, 'FalconHostLink'), 'link', 'the page of the detection in the console')]),
];

const readEvent = (stream: StreamEvent, place: string, { takeSuspicious }: ReadOptions): readonly Entry[] => {
  const { event, metadata } = stream;
  const where = at(place, 'event');
  if (!/detection|customerioc/i.test(textOf(metadata.eventType) ?? ''))
    return [leave(where, 'no-indicator', 'an event of this eventType is no detection')];
  if (isTrial(event)) return [leave(where, 'verdict-not-malicious', 'a detection for trying the sensor out')];
  if (/^info/i.test(textOf(event.SeverityName) ?? '') && !takeSuspicious)
    return [leave(where, 'verdict-not-malicious', 'an informational detection')];
  const about = aboutOf(stream);
  const taken = [readIoc, readFile, readQuarantined].flatMap((read) => read(event, where, about));
  const rest = besides(event, where);
  return taken.length + rest.length === 0
    ? [leave(where, 'no-indicator', 'the detection names neither an IOC nor a file')]
    : [...taken, ...rest];
};

/** The Falcon event stream (streaming API, SIEM connector): what was detected, not what was seen around it. */
export const crowdstrikeStream: Format = {
  name: 'crowdstrike-stream',
  expects: '{"metadata":{"eventType","eventCreationTime"},"event":{…}}',
  recognises: (payload) => itemsOf(payload, isStreamEvent).some(({ item }) => isStreamEvent(item)),
  read: (payload, options) =>
    intakeOf(
      itemsOf(payload, isStreamEvent).flatMap(({ place, item }) => {
        const stream = streamEventOf(item);
        return stream !== undefined
          ? readEvent(stream, place, options)
          : [refuse(place, 'item-unknown', 'an object with metadata.eventType and event')];
      }),
    ),
};
