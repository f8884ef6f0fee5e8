// Over sixty lines: a hook, its events and where each holds what.
import { itemsOf, listedIn, type Item } from '../codec/items';
import { holdsObject, isObject, objectOf, textOf, type Json } from '../codec/json-value';
import { textAtPath, textsAtPath } from '../codec/member-path';
import { type SourceVerdict } from '../indicator/verdict';
import { observe, type Why } from './kit';
import { allOf, hasMembers, hasOneOf } from './recognition';
import { ofVictim, seen, tableFormat } from './table';

/** ThreatInsight only judges the caller. Where it was told to block, or is sure, that counts as a verdict. */
const verdictOf = (event: Json): SourceVerdict | Why => {
  const type = textOf(event.eventType) ?? '';
  if (!/^security\.(?:threat\.detected|attack\.start)$/.test(type))
    return [
      'observed-only',
      'an event of a type that judges nobody; eventType security.threat.detected does',
    ];
  const isSure = (textAtPath(event, 'debugContext.debugData.threatDetections') ?? '').includes('"HIGH"');
  const isBlocked = /^(?:DENY|RATE_LIMIT)$/.test(textAtPath(event, 'outcome.result') ?? '');
  return isSure || isBlocked ? 'malicious' : 'suspicious';
};

const isEvent = (item: unknown): boolean => hasMembers(item, 'eventType', 'published') === true;

/** Bare, in a list, or in the `data.events` of an event hook. */
const eventsIn = (payload: unknown): readonly Item[] => {
  const data = isObject(payload) && payload.eventType === 'com.okta.event_hook' ? payload.data : undefined;
  return holdsObject(data)
    ? listedIn('/data', objectOf(data), 'events')
    : itemsOf(payload, isEvent, ['events', 'value']);
};

/**
 * Events of Okta's System Log and its event hooks: an address that ThreatInsight calls suspicious, once it is blocked or sure.
 */
export const okta = tableFormat({
  name: 'okta',
  marks: ['published', 'eventtype'],
  expects: 'events of Okta’s System Log with eventType, published, actor and client',
  one: 'an event of Okta’s System Log',
  items: eventsIn,
  empty: 'the hook holds no event',
  is: (item) =>
    allOf(
      hasMembers(item, 'eventType', 'published'),
      hasOneOf(item, 'client', 'debugContext', 'securityContext'),
    ),
  id: 'uuid',
  about: (event) => ({
    description: textOf(event.displayMessage),
    additionalInformation: textAtPath(event, 'outcome.reason'),
    severity: { value: event.severity },
    lastSeen: event.published,
    tags: textsAtPath(event, 'securityContext.asOrg'),
  }),
  parts: [
    {
      at: '',
      verdict: verdictOf,
      says: 'eventType',
      values: [{ at: 'client.ipAddress', as: (value) => observe.ip(value, 'source') }],
    },
  ],
  leaves: [
    [seen, 'request.ipChain'],
    [ofVictim, 'actor', 'target'],
  ],
  none: 'an event without the address of a client',
});
