import { itemsOf, type Item } from '../codec/items';
import { at } from '../codec/json-pointer';
import { isObject, objectOf, oneOrMany, textOf, textsOf, type Json } from '../codec/json-value';
import { judgementsIn } from '../indicator/judgement';
import { isTlpTag } from '../indicator/tlp';
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

const telling = ['classification', 'trusted_circle_ids', 'confidence', 'source_feed_id', 'import_session_id'];

const looksLikeRow = (item: unknown): boolean =>
  isObject(item) && textOf(item.itype) !== undefined && telling.some((name) => name in item);

/** One row, an array, `{"value":[…]}`, or the API's answer `{"objects":[…]}`. */
const rowsOf = (payload: unknown): readonly Item[] => itemsOf(payload, looksLikeRow, ['objects', 'value']);

/** The member `md5` holds a hash of any length. */
const hash = (value: string): Observation => ({
  kind: 'hash',
  algorithm:
    new Map([
      [40, 'sha1'],
      [64, 'sha256'],
    ]).get(value.length) ?? 'md5',
  value,
});

const address = (value: string): Observation => ({ kind: 'ip', value });

interface ValueType {
  /** Members that may hold the value, beside `value` and `indicator`, which hold any. */
  readonly members: readonly string[];
  readonly observe: (value: string) => Observation;
}

const valueTypes: ReadonlyMap<string, ValueType> = new Map<string, ValueType>([
  ['ip', { members: ['srcip', 'ip'], observe: address }],
  ['ipv6', { members: ['srcip', 'ip'], observe: address }],
  ['domain', { members: ['domain'], observe: (value) => ({ kind: 'domain', value }) }],
  ['url', { members: ['url'], observe: (value) => ({ kind: 'url', value }) }],
  ['md5', { members: ['md5'], observe: hash }],
  ['sha1', { members: ['sha1', 'md5'], observe: hash }],
  ['sha256', { members: ['sha256', 'md5'], observe: hash }],
  ['hash', { members: ['md5'], observe: hash }],
  [
    'email',
    { members: ['email'], observe: (value) => ({ kind: 'text', member: 'emailSenderAddress', value }) },
  ],
]);

/** Members that hold what goes with the indicator where they do not hold it itself, such as the address of a domain. */
const companions = ['srcip', 'ip', 'domain', 'url', 'md5', 'email'];

/** What the first word of an itype (`c2_domain`, `phish_url`) calls the threat. */
const threats: ReadonlyMap<string, string> = new Map([
  ['adware', 'pua'],
  ['anon', 'proxy'],
  ['bot', 'botnet'],
  ['c2', 'c2'],
  ['ddos', 'ddos'],
  ['mal', 'malware'],
  ['phish', 'phishing'],
  ['proxy', 'proxy'],
  ['tor', 'tor'],
]);

const tagsOf = (row: Json): readonly string[] =>
  oneOrMany(row.tags)
    .flatMap((tag) => textOf(isObject(tag) ? tag.name : tag)?.split(',') ?? [])
    .flatMap((tag) => textOf(tag) ?? []);

const joined = (values: readonly unknown[], by: string): string | undefined =>
  textOf(values.flatMap((value) => textOf(value) ?? []).join(by));

const draftOf = (row: Json, itype: string, state: string | undefined, observed: Observation): Draft => {
  const tags = tagsOf(row);
  const family = textOf(row.maltype);
  return {
    observed: [observed],
    description: joined([itype, family, row.source], ', '),
    additionalInformation: joined([row.detail, row.detail2], '\n'),
    threat: textsOf([row.threat_type, itype, threats.get(itype.split('_')[0] ?? '')]),
    severity: { value: row.severity ?? objectOf(row.meta).severity },
    confidence: { value: row.confidence, of: 100 },
    tlp: [...textsOf(row.tlp), ...tags.filter(isTlpTag)],
    expires: row.expiration_ts,
    lastSeen: row.date_last ?? row.modified_ts ?? row.date_first ?? row.created_ts,
    tags: tags.filter((tag) => !isTlpTag(tag)),
    malwareFamilies: family === undefined ? [] : [family],
    judgements: judgementsIn(row),
    revoked: state === 'inactive',
  };
};

const readRow = ({ place, item }: Item): readonly (Found | Skipped)[] => {
  if (!isObject(item)) return [refuse(place, 'item-not-an-object', 'a ThreatStream row')];
  const itype = textOf(item.itype)?.toLowerCase();
  if (itype === undefined) return [refuse(place, 'indicator-invalid', 'a row with an itype')];
  const type = textOf(item.value_type) ?? textOf(item.type) ?? itype.slice(itype.lastIndexOf('_') + 1);
  const valueType = valueTypes.get(type.toLowerCase());
  if (valueType === undefined)
    return [leave(place, 'unsupported-type', 'tiIndicator has no place for an indicator of this type')];
  const source = [...valueType.members, 'value', 'indicator'].find(
    (name) => textOf(item[name]) !== undefined,
  );
  const value = source === undefined ? undefined : textOf(item[source]);
  if (value === undefined)
    return [refuse(place, 'indicator-invalid', 'a row with the value that its type announces')];
  const others = companions
    .filter((name) => name !== source && textOf(item[name]) !== undefined && textOf(item[name]) !== value)
    .map((name) =>
      leave(at(place, name), 'observed-only', 'it goes with the indicator, such as the address of a domain'),
    );
  const state = (textOf(item.state) ?? textOf(item.status))?.toLowerCase();
  const found =
    state === 'falsepos'
      ? leave(place, 'closed-as-benign', 'its source calls it a false positive')
      : { place, draft: draftOf(item, itype, state, valueType.observe(value)) };
  return [found, ...others];
};

const empty = leave('', 'no-indicator', 'the list of rows is empty');

/** A row of Anomali ThreatStream, as it pushes it or its API gives it. */
export const anomali: Format = {
  name: 'anomali',
  expects: 'an Anomali ThreatStream row with itype, confidence and classification, or a list of them',
  recognises: (payload) => rowsOf(payload).some(({ item }) => looksLikeRow(item)),
  read: (payload) => {
    const items = rowsOf(payload);
    return intakeOf(items.length === 0 ? [empty] : items.flatMap(readRow));
  },
};
