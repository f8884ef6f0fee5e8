// Over sixty lines: matched patterns, highlighted objects and entities each have a rule.
import { listedIn, type Item } from '../codec/items';
import { objectOf, textOf, textsOf, type Json } from '../codec/json-value';
import { leave, withdraw } from './format';
import {
  eachObject,
  format,
  observe,
  orNoIndicator,
  take,
  type About,
  type Entry,
  type Observer,
} from './kit';
import { allOf, hasMembers, hasOneOf } from './recognition';

/** What a campaign connects to. Of the objects that Workbench marks, only these are not the victim's. */
const remote: ReadonlyMap<string, Observer> = new Map<string, Observer>([
  ['url', observe.url],
  ['domain', observe.domain],
]);

const own = new Set([
  'host',
  'hostname',
  'user_account',
  'account',
  'emailaddress',
  'email_recipient',
  'mailbox',
]);

/** A single comparison of a STIX pattern; the stix format reads the whole language. */
const comparison = /^\s*\[\s*([\w-]+):(value|hashes\.'?[\w-]+'?)\s*=\s*'([^'\\]*)'\s*\]\s*$/;

const patterned: ReadonlyMap<string, Observer> = new Map<string, Observer>([
  ['domain-name', observe.domain],
  ['url', observe.url],
  ['ipv4-addr', observe.ip],
  ['ipv6-addr', observe.ip],
  ['email-addr', observe.text('emailSenderAddress')],
]);

/** What threat intelligence matched is bad by its source. */
const readPattern = ({ pattern }: Json, place: string, about: About): Entry => {
  const [, type = '', path = '', value = ''] = comparison.exec((textOf(pattern) ?? '').slice(0, 8192)) ?? [];
  const observer = path === 'value' ? patterned.get(type) : type === 'file' ? observe.hash : undefined;
  return observer === undefined || value === ''
    ? leave(place, 'unsupported-pattern', 'no single comparison of a value that tiIndicator has a member for')
    : take(place, about, observer(value));
};

const readObject = (
  object: Json,
  place: string,
  { about, isIntelligence }: { readonly about: About; readonly isIntelligence: boolean },
): Entry => {
  const type = textOf(object.type)?.toLowerCase() ?? '';
  if (own.has(type)) return leave(place, 'own-asset', 'a host, an account or a mailbox of yours');
  const observer = remote.get(type);
  const value = textOf(object.value);
  return isIntelligence && observer !== undefined && value !== undefined
    ? take(place, about, observer(value))
    : leave(place, 'observed-only', 'an object that Workbench marked; it may be part of your system');
};

/** An analyst's finding; in older versions only the status tells it. */
const isBenign = ({ investigationResult, investigationStatus }: Json): boolean =>
  [investigationResult, investigationStatus].some((word) =>
    /false[\s_-]?positive|benign/i.test(textOf(word) ?? ''),
  );

const readAlert = (alert: Json, place: string): readonly Entry[] => {
  const about: About = {
    item: textOf(alert.id),
    description: textOf(alert.model),
    additionalInformation: textOf(alert.description),
    severity: { value: alert.severity },
    lastSeen: alert.updatedDateTime ?? alert.createdDateTime,
    tags: textsOf(alert.campaign),
  };
  const isIntelligence = textOf(alert.alertProvider)?.toUpperCase() === 'TI';
  const each = (items: readonly Item[], read: (one: Json, where: string) => Entry): readonly Entry[] =>
    eachObject(items, 'an object', read);
  const entries = [
    ...each(listedIn(place, alert, 'matchedIndicatorPatterns'), (one, where) =>
      readPattern(one, where, about),
    ),
    ...each(listedIn(place, alert, 'indicators'), (one, where) =>
      readObject(one, where, { about, isIntelligence }),
    ),
    ...listedIn(`${place}/impactScope`, objectOf(alert.impactScope), 'entities').map((entity) =>
      leave(entity.place, 'own-asset', 'what was hit, not what hit it'),
    ),
  ];
  return isBenign(alert)
    ? [withdraw(leave(place, 'closed-as-benign', 'the alert was found a false or benign positive'), entries)]
    : orNoIndicator(place, 'an alert without indicators', entries);
};

/**
 * Alerts of Trend Vision One's Workbench: patterns of threat intelligence that matched and, where they were the reason, URLs
 * and domains.
 */
export const trendVisionOne = format({
  name: 'trend-vision-one',
  marks: ['impactscope'],
  expects: 'a Workbench alert of Trend Vision One with workbenchLink, model, impactScope and indicators',
  one: 'a Workbench alert',
  items: ['items', 'value'],
  is: (item) =>
    allOf(
      hasOneOf(item, 'workbenchLink', 'matchedIndicatorPatterns', 'alertProvider'),
      hasMembers(item, 'impactScope', 'model'),
    ),
  read: readAlert,
});
