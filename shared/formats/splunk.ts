import { itemsOf, listedIn, strangersIn, textsIn, type Item, type Text } from '../codec/items';
import { at } from '../codec/json-pointer';
import { isObject, oneOrMany, textOf, textsOf, type Json } from '../codec/json-value';
import { isTlpTag } from '../indicator/tlp';
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
} from './format';

/** Names of Splunk's Common Information Model, and what stands under them. */
const names = [
  { role: 'source', name: /^src(?:_?ip|_addr|_host|_dns)?$/ },
  { role: 'destination', name: /^(?:dest|dst)(?:_?ip|_addr|_host|_dns)?$/ },
  { role: 'hash', name: /^(?:\w+_)?(?:hash|md5|sha1|sha256)$/ },
  { role: 'url', name: /^url$/ },
  { role: 'domain', name: /^(?:query|(?:\w+_)?domain)$/ },
  { role: 'email', name: /^sender$/ },
] as const;

type Role = (typeof names)[number]['role'];

/** The hash of a certificate (`ssl_hash`) is no file's. */
const roleOf = (field: string): Role | undefined => {
  const role = names.find(({ name }) => name.test(field))?.role;
  return role === 'hash' && field.startsWith('ssl_') ? undefined : role;
};

/** An IPv4 address holds no letters and an IPv6 address two colons, with a port or defanged too. */
const isAddress = (text: string): boolean => /^[\d\W]+$/.test(text) || /:[^:]*:/.test(text);

const algorithmOf = (hash: string): string =>
  ({ 32: 'md5', 40: 'sha1', 64: 'sha256' })[hash.length] ?? 'of another length';

const observationOf = (role: Role, text: string): Observation => {
  switch (role) {
    case 'source':
    case 'destination':
      return isAddress(text) ? { kind: 'ip', value: text, direction: role } : { kind: 'domain', value: text };
    case 'hash':
      return { kind: 'hash', algorithm: algorithmOf(text), value: text };
    case 'email':
      return { kind: 'text', member: 'emailSenderAddress', value: text };
    case 'url':
    case 'domain':
      return { kind: role, value: text };
  }
};

/** Each value of a field: Splunk sends a string, or an array where a field has several. */
const valuesOf = (row: Json, field: string, place: string): readonly (Text & { readonly field: string })[] =>
  textsIn(place, row, field).map((text) => ({ ...text, field }));

/** How an attack from outside is called: its source is the attacker, its destination the victim. */
const inbound =
  /brute[\s_-]{0,3}forc|password[\s_-]{0,3}spray|credential[\s_-]{0,3}stuff|port[\s_-]{0,3}scan|sql[\s_-]{0,3}inject|\bd?dos\b/i;

type Verdict = 'malicious' | 'suspicious' | 'other' | 'none';

/** What the row itself calls what it found; only words that mean a judgement count. */
const verdictOf = (row: Json): Verdict => {
  const words = ['verdict', 'threat_verdict', 'disposition', 'classification', 'reputation'].flatMap(
    (field) => textsOf(row[field]).map((word) => word.toLowerCase()),
  );
  const flags = [...oneOrMany(row.malicious), ...oneOrMany(row.is_malicious)];
  if (
    words.includes('malicious') ||
    flags.some((flag) => flag === true || /^(?:true|1)$/i.test(textOf(flag) ?? ''))
  )
    return 'malicious';
  return words.includes('suspicious') ? 'suspicious' : words.length > 0 ? 'other' : 'none';
};

const contextOf = (row: Json, search: string | undefined): Omit<Draft, 'observed'> => ({
  description: search,
  additionalInformation: textsOf(row.threat_description)[0],
  threat: ['alert_type', 'category', 'threat_category'].flatMap((field) => textsOf(row[field])),
  severity: { value: textsOf(row.urgency)[0] ?? textsOf(row.severity)[0] },
  tlp: [...textsOf(row.tlp), ...['tag', 'tags'].flatMap((name) => textsOf(row[name])).filter(isTlpTag)],
  lastSeen: textsOf(row._time)[0],
  tags: [...textsOf(row.threat_group), ...textsOf(row.threat_category)],
});

/** Enterprise Security's match with a threat list: `threat_match_field` names the field that `threat_match_value` stood in. */
const matchesOf = (row: Json, place: string) => {
  // `src_user` is the sender in mail, where alone threat lists of addresses are matched; elsewhere it is a login.
  const fields = textsOf(row.threat_match_field).map((field) => (field === 'src_user' ? 'sender' : field));
  return valuesOf(row, 'threat_match_value', place).map((value, index) => ({
    ...value,
    role: roleOf(fields[index] ?? fields[0] ?? ''),
  }));
};

const readRow = (row: Json, place: string, search: string | undefined, options: ReadOptions) => {
  const context = contextOf(row, search);
  const take = (found: string, role: Role, text: string): Found => ({
    place: found,
    draft: { ...context, observed: [observationOf(role, text)] },
  });
  const matches = matchesOf(row, place);
  const matched = new Set(matches.map(({ text }) => text));
  const verdict = verdictOf(row);
  const isBad = verdict === 'malicious' || (verdict === 'suspicious' && options.takeSuspicious);
  const isInbound = ['alert_type', 'attack_type', 'category', 'signature']
    .flatMap((field) => textsOf(row[field]))
    .concat(search ?? '')
    .some((word) => inbound.test(word));
  const seen = Object.keys(row)
    .flatMap((field) => valuesOf(row, field, place))
    .flatMap((value) => {
      const role = matched.has(value.text) ? undefined : roleOf(value.field);
      return role === undefined ? [] : [{ ...value, role }];
    });
  const sides = new Set(seen.map(({ role }) => role).filter((role) => /^(?:source|dest)/.test(role)));
  return [
    ...matches.map(({ place: found, role, text }) =>
      role === undefined
        ? leave(found, 'unsupported-type', 'tiIndicator has no member for what threat_match_field names')
        : take(found, role, text),
    ),
    ...strangersIn(place, row, 'threat_match_value').map((where) =>
      refuse(where, 'indicator-invalid', 'text'),
    ),
    ...seen.map(({ place: found, role, text }): Found | Skipped => {
      const isSide = role === 'source' || role === 'destination';
      if (isSide && (!isAddress(text) || (isInbound && role === 'destination')))
        return leave(found, 'own-asset', 'a host of your own, or the one attacked');
      if (isSide ? isInbound || (isBad && sides.size === 1) : isBad) return take(found, role, text);
      return verdict === 'none' || isBad
        ? leave(found, 'observed-only', 'in the row, and nothing in it says that this is the bad part')
        : leave(found, 'verdict-not-malicious', 'the verdict of the row is not malicious');
    }),
  ];
};

const isAlert = (item: unknown): boolean =>
  isObject(item) &&
  typeof item.sid === 'string' &&
  'results_link' in item &&
  ('result' in item || 'search_name' in item);

const readItem =
  (options: ReadOptions) =>
  ({ place, item }: Item): readonly (Found | Skipped)[] => {
    if (!isObject(item)) return [refuse(place, 'item-not-an-object', 'a Splunk alert')];
    const rows = listedIn(place, item, 'result').flatMap(({ place: where, item: row }) =>
      isObject(row)
        ? readRow(row, where, textOf(item.search_name), options)
        : [refuse(where, 'item-not-an-object', 'a row of the search, as an object')],
    );
    return [
      ...rows,
      ...(rows.length === 0
        ? [leave(place, 'no-indicator', 'its result has no field for an observable')]
        : []),
      ...(textOf(item.results_link) === undefined
        ? []
        : [leave(at(place, 'results_link'), 'link', 'a link to the results, no indicator')]),
    ];
  };

/** Splunk's webhook action: `result` is the first row of a search, its names the user's, by custom those of the CIM. */
export const splunk: Format = {
  name: 'splunk',
  expects: 'a Splunk webhook: sid, results_link, search_name and result',
  recognises: (payload) => itemsOf(payload, isAlert).some(({ item }) => isAlert(item)),
  read: (payload, options) => intakeOf(itemsOf(payload, isAlert).flatMap(readItem(options))),
};
