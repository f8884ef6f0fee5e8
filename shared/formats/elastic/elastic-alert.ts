// Over sixty lines: three ways in which a rule says what matched.
import { itemsOf, listed, type Item } from '../../codec/items';
import { isObject, textOf, textsOf, type Json } from '../../codec/json-value';
import { judgingTags } from '../../indicator/judgement';
import { isTlpTag } from '../../indicator/tlp';
import { leave, withdraw, type Direction, type Format, type Observation, type Skipped } from '../format';
import { format, observe, orNoIndicator, saidByItem, type About, type Entry } from '../kit';
import { candidatesOf, plainObservation, readCandidates, type Candidate, type Names } from './candidate';
import { fieldsBelow, fieldsOf, textsAt, valueAt, type Field } from './field';
import { aboutIndicator, aboutThreat, listedSources, type Source } from './source';

/** Kinds of observable by the end of a field's name: what matched is a field of the event, not of `threat.indicator`. */
const names: Names = {
  hash: /(?:^|\.)hash\.\w+$/,
  url: /(?:^|\.)url(?:\.full|\.original)?$/,
  email: /(?:^|\.)email\.(?:\w+\.)?address$/,
  domain: /(?:^|\.)domain$|^dns\.question\.name$/,
  ip: /(?:^|\.)ip$/,
};

const directionOf = (field: string): Direction | undefined =>
  /^(?:source|client)\./.test(field)
    ? 'source'
    : /^(?:destination|server)\./.test(field)
      ? 'destination'
      : undefined;

const observationOf = ({ kind, field, text }: Candidate, matched: Field | undefined): Observation => {
  if (kind === 'hash') return observe.hashOf(field.name.split('.').at(-1) ?? '')(text);
  if (kind !== 'ip') return plainObservation(kind, text);
  return observe.ip(
    text,
    textsOf(matched?.value).includes(text) ? directionOf(matched?.name ?? '') : undefined,
  );
};

/** What an enrichment says of its indicator, and the event's field that matched it; `matched` holds the name of that field. */
interface Match extends Source {
  readonly matched: Field | undefined;
}

const matchOf = (source: Source): Match => {
  const atomic = source.beside.find(({ name }) => name.endsWith('matched.atomic'));
  const [name = ''] = textsAt(source.beside, /matched\.field$/);
  return { ...source, matched: atomic === undefined ? undefined : { ...atomic, name } };
};

const isTelling = ({ indicator, matched }: Match): boolean =>
  matched !== undefined || candidatesOf(names, indicator).length > 0;

/** The enrichments, which are an array, and an indicator in the alert itself (`threat.indicator`, an array before 7.13). */
const matchesOf = (alert: readonly Field[], place: string): readonly Match[] => {
  const listed = listedSources(alert).map(matchOf);
  const own = matchOf({ place, indicator: fieldsBelow('threat.indicator.', alert), beside: alert });
  return isTelling(own) ? [...listed, own] : listed;
};

const aboutAlert = (alert: readonly Field[]): About => ({
  ...aboutThreat(alert),
  description: textsAt(alert, 'kibana.alert.rule.name')[0],
  severity: { value: textsAt(alert, 'kibana.alert.severity')[0] },
  tlp: textsAt(alert, /^(?:tags|kibana\.alert\.(?:rule\.tags|workflow_tags))$/).filter(isTlpTag),
  judgements: judgingTags(textsAt(alert, /^(?:tags|kibana\.alert\.workflow_tags)$/)),
});

const aboutMatch = (match: Match, ofAlert: About): About => {
  const { indicator, beside } = match;
  const about = aboutIndicator(match, textsAt(indicator, 'description')[0] ?? ofAlert.description);
  return {
    ...ofAlert,
    ...about,
    tlp: [...(about.tlp ?? []), ...(ofAlert.tlp ?? [])],
    lastSeen: valueAt(beside, 'matched.occurred') ?? valueAt(indicator, 'last_seen'),
    tags: [...(about.tags ?? []), ...textsAt(beside, 'feed.name')],
  };
};

/** Reads the indicator that the type names; where it holds nothing, the value that it matched in the event. */
const readMatch = (match: Match, ofAlert: About): readonly Entry[] =>
  readCandidates(match, {
    names,
    about: aboutMatch(match, ofAlert),
    observe: (candidate) => [observationOf(candidate, match.matched)],
    instead: match.matched,
    whyNothing: () => ['no-indicator', 'what matched is nothing that tiIndicator has a member for'],
    besideIt: 'seen beside the indicator',
  });

/** An event holds attacker and victim alike, and does not say which is which. */
const seen =
  /^(?:(?:source|destination|client|server)\.(?:ip|domain)|url\.(?:full|original)|dns\.question\.name|email\.(?:from|sender)\.address)$|^(?:file|dll|process(?:\.parent)?)\.hash\.\w/;

const own = /^(?:host\.ip|email\.to\.address)$/;

/** Answers "why not this one?" for what stands in the event itself and was not matched. */
const leaveRest = (alert: readonly Field[], taken: ReadonlySet<string>): readonly Skipped[] =>
  alert.flatMap((field) => {
    if (textOf(field.value) === undefined && textsOf(field.value).length === 0) return [];
    if (own.test(field.name)) return [leave(field.place, 'own-asset', 'of the host or person attacked')];
    return seen.test(field.name) && !textsOf(field.value).some((text) => taken.has(text))
      ? [leave(field.place, 'observed-only', 'seen in the event, and no threat.enrichments says it is bad')]
      : [];
  });

const isBenign = (alert: readonly Field[]): boolean =>
  [...textsAt(alert, 'kibana.alert.workflow_reason'), ...textsAt(alert, 'kibana.alert.workflow_tags')].some(
    (reason) => /^(?:false|benign)[ _-]?positive$/i.test(reason),
  );

const readAlert = (item: Json, place: string): readonly Entry[] => {
  const alert = fieldsOf(item, place);
  const matches = matchesOf(alert, place);
  const ofAlert = aboutAlert(alert);
  const taken = new Set(
    matches
      .flatMap(({ indicator, matched }) => [...indicator, ...(matched === undefined ? [] : [matched])])
      .flatMap(({ value }) => textsOf(value)),
  );
  const matched = matches.flatMap((match) => readMatch(match, ofAlert));
  const entries = saidByItem(textsAt(alert, 'kibana.alert.uuid')[0], matched);
  if (isBenign(alert)) {
    const left = leave(place, 'closed-as-benign', 'an analyst closed the alert as a false positive');
    return [withdraw(left, entries)];
  }
  return orNoIndicator(place, 'the alert matched no indicator', [...entries, ...leaveRest(alert, taken)]);
};

const isAlert = (item: unknown): boolean =>
  isObject(item) &&
  Object.keys(item).some((key) => key.startsWith('kibana')) &&
  fieldsOf(item, '').filter(({ name }) => name.startsWith('kibana.alert.')).length > 1;

/** Whether it is what a rule matched with a threat feed, sent without the alert's fields around it. */
const hasMatch = (item: unknown): boolean =>
  isObject(item) &&
  Object.keys(item).some((key) => /threat|matched/.test(key)) &&
  matchesOf(fieldsOf(item, ''), '').some(isTelling);

const isOurs = (item: unknown): boolean => isAlert(item) || hasMatch(item);

/** One alert, an array, `{"value":[…]}`, or `{"alerts":[…]}` as the webhook connector is mostly set up. */
const alertsOf = (payload: unknown): readonly Item[] => {
  const alerts = isObject(payload) ? payload.alerts : undefined;
  return isObject(alerts) && !isAlert(payload) && isOurs(alerts)
    ? listed('/alerts', alerts)
    : itemsOf(payload, isAlert, ['alerts', 'value']);
};

const anyAlert = format({
  name: 'elastic-alert',
  marks: ['kibana', 'alerts'],
  expects: 'a Kibana security alert with kibana.alert.* fields, an array of them, or {"alerts":[…]}',
  one: 'a Kibana alert',
  items: alertsOf,
  is: (item) =>
    isAlert(item) || [
      (isObject(item) && Object.keys(item).some((key) => key.startsWith('kibana'))) || 'kibana',
      'kibana.alert.* fields',
    ],
  anyObject: true,
  read: readAlert,
});

/** Alerts of Elastic Security as Kibana stores them. Only what a threat feed matched is taken. */
export const elasticAlert: Format = {
  ...anyAlert,
  recognises: (payload) =>
    anyAlert.recognises(payload) ||
    alertsOf(payload).some(({ place, item }) => /^\/alerts(?:\/|$)/.test(place) && hasMatch(item)),
};
