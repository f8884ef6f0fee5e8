import { hostAndPort } from '../codec/host-and-port';
import { itemsOf, listedIn, type Item } from '../codec/items';
import { commaSeparated, isObject, textOf, textsOf, type Json } from '../codec/json-value';
import { judgementsIn } from '../indicator/judgement';
import {
  intakeOf,
  leave,
  refuse,
  type Draft,
  type Format,
  type Found,
  type Observation,
  type Skipped,
} from './format';

const iocOf = (row: Json): string | undefined => textOf(row.ioc) ?? textOf(row.ioc_value);

const isThreatFox = (row: Json): boolean =>
  iocOf(row) !== undefined &&
  textOf(row.ioc_type) !== undefined &&
  ('threat_type' in row || 'malware_printable' in row || 'confidence_level' in row);

const isUrlhaus = (row: Json): boolean =>
  textOf(row.url) !== undefined &&
  textOf(row.url_status) !== undefined &&
  ('urlhaus_link' in row || 'urlhaus_reference' in row || 'threat' in row);

const isRow = (item: unknown): boolean => isObject(item) && (isThreatFox(item) || isUrlhaus(item));

/** The exports are one object: an id as key, an array of rows as value. */
const isExport = (payload: Json): boolean => {
  const names = Object.keys(payload);
  return names.length > 0 && names.every((name) => /^\d+$/.test(name));
};

/** One row, an array, `{"value":[…]}`, an answer of the API (`data`, `urls`) or an export. */
const rowsOf = (payload: unknown): readonly Item[] => {
  if (isObject(payload) && isExport(payload))
    return Object.keys(payload).flatMap((id) => listedIn('', payload, id));
  return isRow(payload) ? [{ place: '', item: payload }] : itemsOf(payload, isRow, ['data', 'urls', 'value']);
};

/** IPv6 stands without brackets. Who serves is the destination. */
const ipAndPort = (value: string): Observation => {
  const { host, port } = hostAndPort(value, true);
  const address = { kind: 'ip', value: host, direction: 'destination' } as const;
  return port === undefined ? address : { ...address, port };
};

/** Types of ThreatFox that a tiIndicator has a place for. */
const observers: ReadonlyMap<string, (value: string) => Observation> = new Map([
  ['ip:port', ipAndPort],
  ['domain', (value: string): Observation => ({ kind: 'domain', value })],
  ['url', (value: string): Observation => ({ kind: 'url', value })],
  ['md5_hash', (value: string): Observation => ({ kind: 'hash', algorithm: 'md5', value })],
  ['sha1_hash', (value: string): Observation => ({ kind: 'hash', algorithm: 'sha1', value })],
  ['sha256_hash', (value: string): Observation => ({ kind: 'hash', algorithm: 'sha256', value })],
  ['envelope_from', (value: string): Observation => ({ kind: 'text', member: 'emailSenderAddress', value })],
  ['body_from', (value: string): Observation => ({ kind: 'text', member: 'emailSenderAddress', value })],
]);

/** null, an array, or one text with commas. */
const joined = (parts: readonly (string | undefined)[], by: string): string | undefined =>
  textOf(parts.filter((part) => part !== undefined).join(by));

const named = (label: string, value: unknown): string | undefined => {
  const text = textOf(value);
  return text === undefined ? undefined : `${label}: ${text}`;
};

const threatFoxDraft = (row: Json, observed: Observation): Draft => ({
  observed: [observed],
  description: joined([textOf(row.malware_printable), textOf(row.threat_type_desc)], ': '),
  additionalInformation: joined(
    [
      named('ThreatFox', row.id),
      named('Malware', row.malware),
      named('Reference', row.reference),
      named('Reporter', row.reporter),
    ],
    '\n',
  ),
  threat: commaSeparated(row.threat_type),
  confidence: { value: row.confidence_level, of: 100 },
  lastSeen: row.last_seen ?? row.last_seen_utc ?? row.first_seen ?? row.first_seen_utc,
  tags: commaSeparated(row.tags),
  judgements: judgementsIn(row),
  malwareFamilies: [...textsOf(row.malware_printable), ...commaSeparated(row.malware_alias)].filter(
    (name) => name.toLowerCase() !== 'unknown malware',
  ),
});

const urlhausDraft = (row: Json, value: string): Draft => ({
  observed: [{ kind: 'url', value }],
  description: joined(['URLhaus', textOf(row.threat)], ': '),
  additionalInformation: joined(
    [named('Reference', row.urlhaus_reference ?? row.urlhaus_link), named('Reporter', row.reporter)],
    '\n',
  ),
  threat: commaSeparated(row.threat),
  lastSeen: row.last_online ?? row.date_added ?? row.dateadded,
  tags: commaSeparated(row.tags),
  judgements: judgementsIn(row),
  revoked: textOf(row.url_status)?.toLowerCase() === 'offline',
});

const readRow = ({ place, item }: Item): Found | Skipped => {
  if (!isObject(item)) return refuse(place, 'item-not-an-object', 'a ThreatFox or URLhaus row');
  const url = textOf(item.url);
  if (isUrlhaus(item) && url !== undefined) return { place, draft: urlhausDraft(item, url) };
  const type = textOf(item.ioc_type);
  const value = iocOf(item);
  if (type === undefined || value === undefined)
    return refuse(place, 'indicator-invalid', 'a row with ioc and ioc_type, or with url and url_status');
  const observe = observers.get(type.toLowerCase());
  return observe === undefined
    ? leave(place, 'unsupported-type', 'tiIndicator has no place for an indicator of this type')
    : { place, draft: threatFoxDraft(item, observe(value)) };
};

const empty = leave('', 'no-indicator', 'the list of rows is empty');

/** Rows of abuse.ch's ThreatFox and URLhaus, as their APIs and exports give them. */
export const abuseCh: Format = {
  name: 'abuse-ch',
  expects:
    'rows of ThreatFox (ioc, ioc_type, threat_type) or URLhaus (url, url_status), or an export of them',
  recognises: (payload) => rowsOf(payload).some(({ item }) => isRow(item)),
  read: (payload) => {
    const items = rowsOf(payload);
    return intakeOf(items.length === 0 ? [empty] : items.map(readRow));
  },
};
