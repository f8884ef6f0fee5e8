// Over sixty lines: three feeds of one sender share their rows, exports and words.
import { hostAndPort } from '../codec/host-and-port';
import { itemsOf, listedIn, type Item } from '../codec/items';
import { commaSeparated, isObject, textOf, textsOf, type Json } from '../codec/json-value';
import { judgementsIn } from '../indicator/judgement';
import { type Observation } from './format';
import { format, joinTexts, observe, take, takeTyped, type About, type Entry, type Observer } from './kit';
import { lacking, nearer } from './recognition';

const iocOf = (row: Json): string | undefined => textOf(row.ioc) ?? textOf(row.ioc_value);

const isThreatFox = (row: Json): boolean =>
  iocOf(row) !== undefined &&
  textOf(row.ioc_type) !== undefined &&
  ('threat_type' in row || 'malware_printable' in row || 'confidence_level' in row);

const isUrlhaus = (row: Json): boolean =>
  textOf(row.url) !== undefined &&
  textOf(row.url_status) !== undefined &&
  ('urlhaus_link' in row || 'urlhaus_reference' in row || 'threat' in row);

/** Feodo Tracker's list of control servers (ipblocklist.json). */
const isFeodo = (row: Json): boolean =>
  textOf(row.ip_address) !== undefined &&
  textOf(row.malware) !== undefined &&
  ['as_number', 'last_online', 'first_seen'].filter((name) => name in row).length >= 2;

const isRow = (item: unknown): boolean =>
  isObject(item) && [isThreatFox, isUrlhaus, isFeodo].some((is) => is(item));

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

/** Splits an address from its port; IPv6 comes without brackets. A listed server is the destination of a connection. */
const ipAndPort = (value: string): Observation => {
  const { host, port } = hostAndPort(value, true);
  return { kind: 'ip', value: host, direction: 'destination', port };
};

/** Types of ThreatFox that a tiIndicator has a place for. */
const observers: ReadonlyMap<string, Observer> = new Map([
  ['ip:port', ipAndPort],
  ['domain', observe.domain],
  ['url', observe.url],
  ['md5_hash', observe.hashOf('md5')],
  ['sha1_hash', observe.hashOf('sha1')],
  ['sha256_hash', observe.hashOf('sha256')],
  ['envelope_from', observe.text('emailSenderAddress')],
  ['body_from', observe.text('emailSenderAddress')],
]);

const labelled = (label: string, value: unknown): string | undefined => {
  const text = textOf(value);
  return text === undefined ? undefined : `${label}: ${text}`;
};

const aboutThreatFox = (row: Json): About => ({
  description: joinTexts(': ', row.malware_printable, row.threat_type_desc),
  additionalInformation: joinTexts(
    '\n',
    labelled('ThreatFox', row.id),
    labelled('Malware', row.malware),
    labelled('Reference', row.reference),
    labelled('Reporter', row.reporter),
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

const aboutUrlhaus = (row: Json): About => ({
  description: joinTexts(': ', 'URLhaus', row.threat),
  additionalInformation: joinTexts(
    '\n',
    labelled('Reference', row.urlhaus_reference ?? row.urlhaus_link),
    labelled('Reporter', row.reporter),
  ),
  threat: commaSeparated(row.threat),
  lastSeen: row.last_online ?? row.date_added ?? row.dateadded,
  tags: commaSeparated(row.tags),
  judgements: judgementsIn(row),
  revoked: textOf(row.url_status)?.toLowerCase() === 'offline',
});

const aboutFeodo = (row: Json): About => ({
  description: joinTexts(': ', 'Feodo Tracker', row.malware),
  additionalInformation: joinTexts('\n', labelled('AS', row.as_name), labelled('Country', row.country)),
  threat: ['c2'],
  lastSeen: row.last_online ?? row.first_seen,
  judgements: judgementsIn(row),
  malwareFamilies: textsOf(row.malware),
  revoked: textOf(row.status)?.toLowerCase() === 'offline',
});

const readRow = (row: Json, place: string): Entry => {
  const address = textOf(row.ip_address);
  if (isFeodo(row) && address !== undefined)
    return take(place, aboutFeodo(row), {
      kind: 'ip',
      value: address,
      direction: 'destination',
      port: row.port,
    });
  const url = textOf(row.url);
  return isUrlhaus(row) && url !== undefined
    ? take(place, aboutUrlhaus(row), observe.url(url))
    : takeTyped(place, aboutThreatFox(row), {
        observers,
        type: row.ioc_type,
        value: iocOf(row),
        expected: 'a row with ioc and ioc_type, or with url and url_status',
      });
};

/** Rows of abuse.ch's ThreatFox, URLhaus and Feodo Tracker, as their APIs and exports give them. */
export const abuseCh = format({
  name: 'abuse-ch',
  marks: ['ioc', 'ioc_value', 'url_status', 'as_number', 'last_online'],
  expects:
    'rows of ThreatFox (ioc, ioc_type, threat_type), URLhaus (url, url_status) or Feodo Tracker (ip_address, malware), or an export of them',
  one: 'a row of ThreatFox, URLhaus or Feodo Tracker',
  items: rowsOf,
  is: (item) =>
    isRow(item) ||
    nearer(lacking(item, 'ioc', 'ioc_type', 'threat_type'), lacking(item, 'url', 'url_status', 'threat')),
  anyObject: true,
  empty: 'the list of rows is empty',
  read: readRow,
});
