// Over sixty lines: fields have the names of their users; direction and verdict decide together.
import { listedIn, textsIn, type Text } from '../../codec/items';
import { isYes, objectOf, oneOrMany, textOf, textsOf, type Json } from '../../codec/json-value';
import { judgingTags } from '../../indicator/judgement';
import { isTlpTag } from '../../indicator/tlp';
import { leave, type Observation, type ReadOptions } from '../format';
import {
  eachObject,
  format,
  leaveNamed,
  looksLikeAddress,
  observe,
  orNoIndicator,
  refuseStrangers,
  take,
  type About,
  type Entry,
} from '../kit';
import { allOf, hasMembers, hasOneOf } from '../recognition';

/** Names of Splunk's Common Information Model, and what they hold. */
const names = [
  { role: 'source', name: /^src(?:_?ip|_addr|_host|_dns)?$/ },
  { role: 'destination', name: /^(?:dest|dst)(?:_?ip|_addr|_host|_dns)?$/ },
  { role: 'hash', name: /^(?:\w+_)?(?:hash|md5|sha1|sha256)$/ },
  { role: 'url', name: /^url$/ },
  { role: 'domain', name: /^(?:query|(?:\w+_)?domain)$/ },
  { role: 'email', name: /^sender$/ },
] as const;

type Role = (typeof names)[number]['role'];

/**
 * The role of a field. The hash of a certificate (`ssl_hash`) is no file's; `security_domain` is Enterprise Security's own
 * word, such as `access` or `network`.
 */
const roleOf = (field: string): Role | undefined => {
  if (field === 'security_domain') return undefined;
  const role = names.find(({ name }) => name.test(field))?.role;
  return role === 'hash' && field.startsWith('ssl_') ? undefined : role;
};

const observationOf = (role: Role, text: string): Observation => {
  switch (role) {
    case 'source':
    case 'destination':
      return observe.host(text, role);
    case 'email':
      return observe.text('emailSenderAddress')(text);
    case 'hash':
    case 'url':
    case 'domain':
      return observe[role](text);
  }
};

/** Words for an attack from outside: its source is the attacker, its destination the victim. */
const inbound =
  /brute[\s_-]{0,3}forc|password[\s_-]{0,3}spray|credential[\s_-]{0,3}stuff|port[\s_-]{0,3}scan|sql[\s_-]{0,3}inject|\bd?dos\b/i;

type RowVerdict = 'malicious' | 'suspicious' | 'other' | 'none';

/** What the row itself calls what it found. Only words that express a judgement count. */
const wordsIn = (row: Json): readonly string[] =>
  ['verdict', 'threat_verdict', 'disposition', 'classification', 'reputation'].flatMap((field) =>
    textsOf(row[field]).map((word) => word.toLowerCase()),
  );

/** Enterprise Security's dispositions of a benign (2) or a false positive (3, 4), as ids or as labels. */
const cleared = /^disposition:[234]$|^(?:benign|false) positive\b/i;

/** The words of a row, or of its tags, that take back what it names. */
const judgementsOf = (row: Json): readonly string[] | undefined => {
  const closed = [...textsOf(row.disposition), ...textsOf(row.disposition_label)];
  const isCleared = closed.some((word) => cleared.test(word));
  return judgingTags([...tagsOf(row), ...wordsIn(row), ...(isCleared ? ['false-positive'] : [])]);
};

const verdictOf = (row: Json): RowVerdict => {
  const words = wordsIn(row);
  const flags = [...oneOrMany(row.malicious), ...oneOrMany(row.is_malicious)];
  if (words.includes('malicious') || flags.some(isYes)) return 'malicious';
  return words.includes('suspicious') ? 'suspicious' : words.length > 0 ? 'other' : 'none';
};

const tagsOf = (row: Json): readonly string[] => ['tag', 'tags'].flatMap((name) => textsOf(row[name]));

const aboutOf = (row: Json, search: string | undefined): About => ({
  description: search,
  additionalInformation: textsOf(row.threat_description)[0],
  threat: ['alert_type', 'category', 'threat_category'].flatMap((field) => textsOf(row[field])),
  severity: { value: textsOf(row.urgency)[0] ?? textsOf(row.severity)[0] },
  tlp: [...textsOf(row.tlp), ...tagsOf(row).filter(isTlpTag)],
  judgements: judgementsOf(row),
  lastSeen: textsOf(row._time)[0],
  tags: [...textsOf(row.threat_group), ...textsOf(row.threat_category)],
});

/** A value, and what its field says it is. */
interface Valued extends Text {
  readonly role: Role | undefined;
}

/** Enterprise Security's match with a threat list. `threat_match_field` names the field in which `threat_match_value` stood. */
const matchesIn = (row: Json, place: string): readonly Valued[] => {
  // In mail, the only place where lists of e-mail addresses are matched, `src_user` is the sender; elsewhere it is a login.
  const fields = textsOf(row.threat_match_field).map((field) => (field === 'src_user' ? 'sender' : field));
  return textsIn(place, row, 'threat_match_value').map((value, index) => ({
    ...value,
    role: roleOf(fields[index] ?? fields[0] ?? ''),
  }));
};

const readMatch = ({ place, role, text }: Valued, about: About): Entry =>
  role === undefined
    ? leave(place, 'unsupported-type', 'tiIndicator has no member for what threat_match_field names')
    : take(place, about, observationOf(role, text));

const isSide = (role: Role | undefined): boolean => role === 'source' || role === 'destination';

/** The fields of a row, with every value of those that have several, except what was matched. */
const valuesIn = (row: Json, place: string, matched: ReadonlySet<string>): readonly Valued[] =>
  Object.keys(row).flatMap((field) =>
    textsIn(place, row, field)
      .filter(({ text }) => !matched.has(text))
      .map((value) => ({ ...value, role: roleOf(field) })),
  );

export const readRow = (
  row: Json,
  place: string,
  { search, options }: { readonly search: string | undefined; readonly options: ReadOptions },
) => {
  const about = aboutOf(row, search);
  const matches = matchesIn(row, place);
  const values = valuesIn(row, place, new Set(matches.map(({ text }) => text)));
  const verdict = verdictOf(row);
  const isBad = verdict === 'malicious' || (verdict === 'suspicious' && options.takeSuspicious);
  const isInbound = ['alert_type', 'attack_type', 'category', 'signature']
    .flatMap((field) => textsOf(row[field]))
    .concat(search ?? '')
    .some((word) => inbound.test(word));
  const isOneSided = new Set(values.map(({ role }) => role).filter(isSide)).size === 1;
  const readValue = ({ place: where, role, text }: Valued): Entry | readonly Entry[] => {
    if (role === undefined) return [];
    if (isSide(role) && (!looksLikeAddress(text) || (isInbound && role === 'destination')))
      return leave(where, 'own-asset', 'a host of your own, or the one attacked');
    if (isSide(role) ? isInbound || (isBad && isOneSided) : isBad)
      return take(where, about, observationOf(role, text));
    return verdict === 'none' || isBad
      ? leave(
          where,
          'observed-only',
          'in the row, and no threat_match_field, verdict or name of an attack from outside says that it is bad',
        )
      : leave(where, 'verdict-not-malicious', 'the verdict of the row is not malicious');
  };
  return [
    ...matches.map((match) => readMatch(match, about)),
    ...refuseStrangers(place, row, 'threat_match_value'),
    ...values.flatMap(readValue),
  ];
};

const readAlert = (alert: Json, place: string, options: ReadOptions): readonly Entry[] => [
  ...orNoIndicator(
    place,
    'its result has no field for an observable',
    eachObject(listedIn(place, alert, 'result'), 'a row of the search, as an object', (row, where) =>
      readRow(row, where, { search: textOf(alert.search_name), options }),
    ),
  ),
  ...leaveNamed(place, alert, {
    names: ['results_link'],
    why: ['link', 'a link to the results, no indicator'],
  }),
];

/** Splunk's webhook action. `result` is the first row of a search; its users name the fields, usually by the CIM. */
export const splunk = format({
  name: 'splunk',
  marks: ['results_link'],
  expects: 'a Splunk webhook: sid, results_link, search_name and result',
  one: 'a Splunk alert',
  is: (item) =>
    allOf(
      typeof objectOf(item).sid === 'string' || 'sid',
      hasMembers(item, 'results_link'),
      hasOneOf(item, 'result', 'search_name'),
    ),
  anyObject: true,
  read: readAlert,
});
