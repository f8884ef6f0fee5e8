// Over sixty lines: decisions, alerts and reports of one sender.
import { listedIn, itemsOf, type Item } from '../codec/items';
import { isObject, isYes, textOf, type Json } from '../codec/json-value';
import { textAtPath, textsAtPath } from '../codec/member-path';
import { byWords, type SourceVerdict } from '../indicator/verdict';
import { observe, type Observer, type Why } from './kit';
import { allOf, hasMembers, hasOneOf, type Recognition } from './recognition';
import { ofVictim, tableFormat } from './table';

/** The scopes of a decision. A user name or a country has no member in a tiIndicator. */
const observers: ReadonlyMap<string, Observer> = new Map<string, Observer>([
  ['ip', observe.ip],
  ['range', observe.ip],
]);

const scale = { malicious: ['ban', 'malicious'], suspicious: ['captcha', 'throttle', 'suspicious'] };

/** What CrowdSec decides on an address, or its CTI says of one. An address that it knows to be safe is taken back. */
const verdictOf = (row: Json, whole: Json): SourceVerdict | Why => {
  if (isYes(row.simulated) || isYes(whole.simulated))
    return ['simulated-alert', 'a simulated decision, which nothing is to come of'];
  return byWords(
    { ...scale, harmless: ['safe', 'benign'], unsaid: ['unknown'] },
    textsAtPath(row, 'type', 'reputation'),
  );
};

/** `/v1/decisions/stream` lists new and ended decisions apart. */
const rowsIn = (payload: unknown): readonly Item[] => {
  if (!isObject(payload) || !('new' in payload && 'deleted' in payload))
    return itemsOf(payload, (item) => is(item) === true);
  const over = listedIn('', payload, 'deleted').map(({ place, item }) => ({
    place,
    item: isObject(item) ? { ...item, deleted: true } : item,
  }));
  return [...listedIn('', payload, 'new'), ...over];
};

const is = (item: unknown): Recognition => {
  const isDecision = allOf(
    hasMembers(item, 'scenario', 'scope', 'value', 'type'),
    hasOneOf(item, 'duration', 'origin'),
  );
  const isAlert = allOf(hasMembers(item, 'scenario', 'decisions'), hasOneOf(item, 'source', 'events_count'));
  const isReport = allOf(hasMembers(item, 'ip', 'reputation'), hasOneOf(item, 'behaviors', 'scores'));
  return [isDecision, isAlert, isReport].includes(true) || isDecision;
};

/** Decisions, alerts and CTI reports of CrowdSec. */
export const crowdSec = tableFormat({
  name: 'crowdsec',
  marks: ['scenario', 'decisions', 'reputation', 'new', 'deleted'],
  expects:
    'decisions of CrowdSec with scenario, scope, value, type and duration; alerts with decisions; reports with ip and reputation',
  one: 'a decision, an alert or a report of CrowdSec',
  items: rowsIn,
  empty: 'neither a new decision nor one that is over',
  is,
  id: 'id',
  about: (row) => ({
    description: textAtPath(row, 'scenario', 'behaviors.label'),
    threat: [],
    expires: textAtPath(row, 'decisions.until', 'until'),
    lastSeen: textAtPath(row, 'stop_at', 'created_at', 'history.last_seen'),
    tags: textsAtPath(row, 'origin', 'behaviors.name'),
    confidence: { value: textOf(row.confidence) },
    revoked: isYes(row.deleted),
  }),
  parts: ['', 'decisions'].map((at) => ({
    at,
    verdict: verdictOf,
    says: 'type or reputation',
    typed: { type: 'scope', value: 'value', as: observers },
    values: at === '' ? [{ at: 'ip', as: (value: string) => observe.ip(value, 'source') }] : [],
  })),
  leaves: [[ofVictim, 'machine_id']],
  none: 'an alert without a decision',
});
