// Over sixty lines: its tables of types, and rows that come in two spellings.
import { hashAlgorithm } from '../codec/hash-algorithm';
import { isObject, objectOf, oneOrMany, textOf, textsOf, type Json } from '../codec/json-value';
import { judgementsIn } from '../indicator/judgement';
import { isTlpTag } from '../indicator/tlp';
import { leave, refuse, withdraw, type ReadOptions } from './format';
import {
  format,
  joinTexts,
  leaveNamed,
  observe,
  take,
  unsupported,
  type About,
  type Entry,
  type Observer,
  type Why,
} from './kit';
import { allOf, hasAtLeast } from './recognition';

/** The member `md5` holds a hash of any length; one of another length is refused as an MD5. */
const hash: Observer = (value) => {
  const algorithm = hashAlgorithm(value);
  return observe.hashOf(['sha1', 'sha256'].includes(algorithm) ? algorithm : 'md5')(value);
};

interface ValueType {
  /** The members that may hold the value besides `value` and `indicator`, which hold any kind. */
  readonly members: readonly string[];
  readonly observer: Observer;
}

const valueTypes: ReadonlyMap<string, ValueType> = new Map<string, ValueType>([
  ['ip', { members: ['srcip', 'ip'], observer: observe.ip }],
  ['ipv6', { members: ['srcip', 'ip'], observer: observe.ip }],
  ['domain', { members: ['domain'], observer: observe.domain }],
  ['url', { members: ['url'], observer: observe.url }],
  ['md5', { members: ['md5'], observer: hash }],
  ['sha1', { members: ['sha1', 'md5'], observer: hash }],
  ['sha256', { members: ['sha256', 'md5'], observer: hash }],
  ['hash', { members: ['md5'], observer: hash }],
  ['email', { members: ['email'], observer: observe.text('emailSenderAddress') }],
]);

/** Members that accompany the indicator, such as the address of a domain, where they are not the indicator themselves. */
const companions = ['srcip', 'ip', 'domain', 'url', 'md5', 'email'];

/** What the first word of an itype (`c2_domain`, `phish_url`) calls the threat. */
const threats: ReadonlyMap<string, string> = new Map([
  ['adware', 'pua'],
  ['anon', 'proxy'],
  ['bot', 'botnet'],
  ['c2', 'c2'],
  ['crypto', 'cryptomining'],
  ['ddos', 'ddos'],
  ['mal', 'malware'],
  ['phish', 'phishing'],
  ['proxy', 'proxy'],
  ['tor', 'tor'],
]);

/** Types of accounts that were robbed. */
const robbed = /^compromised_(?:email|service_account)$/;

/** Types, and the words of `threat_type`, that say what a service is rather than that it threatens anybody. */
const everyday =
  /^(?:(?:disposable|free)_email_domain|dyn_dns|geolocation_url|informational|ipcheck_url|pastesite_url|social_media_url|speedtest_url|torrent_tracker_url|(?:parked|sinkhole|suppress|vps|whois_privacy)(?:_[a-z0-9]+)?)$/;

/** Why a row of this type is no threat; undefined where it is one. */
const whyNoThreat = (row: Json, itype: string, { takeObserved }: ReadOptions): Why | undefined => {
  if (robbed.test(itype)) return ['own-asset', 'an account that was robbed, not who did it'];
  const isEveryday = [itype, textOf(row.threat_type)?.toLowerCase() ?? ''].some((type) =>
    everyday.test(type),
  );
  return isEveryday && !takeObserved
    ? ['observed-only', 'its type says what it is, and that no threat comes from it']
    : undefined;
};

const tagsOf = (row: Json): readonly string[] =>
  oneOrMany(row.tags)
    .flatMap((tag) => textOf(isObject(tag) ? tag.name : tag)?.split(',') ?? [])
    .flatMap((tag) => textOf(tag) ?? []);

const stateOf = (row: Json): string | undefined => (textOf(row.state) ?? textOf(row.status))?.toLowerCase();

const aboutOf = (row: Json, itype: string): About => {
  const tags = tagsOf(row);
  const family = textOf(row.maltype);
  return {
    description: joinTexts(', ', itype, family, row.source),
    additionalInformation: joinTexts('\n', row.detail, row.detail2),
    threat: textsOf([row.threat_type, itype, threats.get(itype.split('_')[0] ?? '')]),
    severity: { value: row.severity ?? objectOf(row.meta).severity },
    confidence: { value: row.confidence, of: 100 },
    tlp: [...textsOf(row.tlp), ...tags.filter(isTlpTag)],
    expires: row.expiration_ts,
    lastSeen: row.date_last ?? row.modified_ts ?? row.date_first ?? row.created_ts,
    tags: tags.filter((tag) => !isTlpTag(tag)),
    malwareFamilies: textsOf(family),
    judgements: judgementsIn(row),
    item: textOf(row.id),
    revoked: stateOf(row) === 'inactive',
  };
};

const readRow = (row: Json, place: string, options: ReadOptions): Entry | readonly Entry[] => {
  const itype = textOf(row.itype)?.toLowerCase();
  if (itype === undefined) return refuse(place, 'indicator-invalid', 'a row with an itype');
  const why = whyNoThreat(row, itype, options);
  if (why !== undefined) return leave(place, ...why);
  const type = textOf(row.value_type) ?? textOf(row.type) ?? itype.slice(itype.lastIndexOf('_') + 1);
  const valueType = valueTypes.get(type.toLowerCase());
  if (valueType === undefined) return unsupported(place);
  const source = [...valueType.members, 'value', 'indicator'].find((name) => textOf(row[name]) !== undefined);
  const value = source === undefined ? undefined : textOf(row[source]);
  if (value === undefined)
    return refuse(place, 'indicator-invalid', 'a row with the value that its type announces');
  const taken = take(place, aboutOf(row, itype), valueType.observer(value));
  return [
    stateOf(row) === 'falsepos'
      ? withdraw(leave(place, 'closed-as-benign', 'its source calls it a false positive'), [taken])
      : taken,
    ...leaveNamed(place, row, {
      names: companions.filter((name) => name !== source && textOf(row[name]) !== value),
      why: ['observed-only', 'it goes with the indicator, such as the address of a domain'],
    }),
  ];
};

/** The members besides the type by which a row is recognised. */
const telling = ['classification', 'trusted_circle_ids', 'confidence', 'source_feed_id', 'import_session_id'];

/** A row of Anomali ThreatStream, as it pushes it or its API gives it. */
export const anomali = format({
  name: 'anomali',
  marks: ['itype', ...telling],
  expects: 'an Anomali ThreatStream row with itype, confidence and classification, or a list of them',
  one: 'a ThreatStream row',
  items: ['objects', 'value'],
  is: (item) => {
    const isTyped = textOf(objectOf(item).itype) !== undefined;
    return allOf(isTyped || 'itype', hasAtLeast(isTyped ? 1 : 2, item, telling));
  },
  anyObject: true,
  empty: 'the list of rows is empty',
  read: readRow,
});
