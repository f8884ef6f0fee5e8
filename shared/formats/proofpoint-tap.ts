// Over sixty lines: messages and clicks, and a verdict for each part of a message.
import { itemsOf, listedIn, type Item } from '../codec/items';
import { isObject, textOf, textsOf, type Json } from '../codec/json-value';
import { itemsAtPath, textAtPath, textsAtPath } from '../codec/member-path';
import { byWords, type SourceVerdict } from '../indicator/verdict';
import { observe, type Observer } from './kit';
import { allOf, hasMembers, hasOneOf } from './recognition';
import { ofVictim, seen, tableFormat } from './table';

const lists = ['messagesBlocked', 'messagesDelivered', 'clicksBlocked', 'clicksPermitted'] as const;

const observers: ReadonlyMap<string, Observer> = new Map<string, Observer>([
  ['url', observe.urlOrHost],
  ['attachment', observe.hash],
]);

/** The verdict on a threat. Spam and impostors hold nothing that others could be protected from. */
const statusOf = (threat: Json): SourceVerdict => {
  const status = byWords(
    { malicious: ['active'], harmless: ['cleared', 'falsepositive'] },
    textsOf(threat.threatStatus),
  );
  const isBad = /^(?:malware|phish|phishing|toad)$/i.test(textOf(threat.classification) ?? '');
  return status === 'malicious' && !isBad ? 'clean' : status;
};

/** A part of a mail has the verdict of the threat with its hash. */
const ofPart = (part: Json, mail: Json): SourceVerdict => {
  const hash = textOf(part.sha256);
  const threat = itemsAtPath({ place: '', item: mail }, 'threatsInfoMap').find(
    ({ item }) => textAtPath(item, 'threat') === hash,
  );
  return isObject(threat?.item) ? statusOf(threat.item) : 'unsaid';
};

const eventsIn = (payload: unknown): readonly Item[] => {
  const named = isObject(payload) ? lists.filter((name) => payload[name] !== undefined) : [];
  if (named.length === 0)
    return itemsOf(payload, (item) => isObject(item) && item.GUID !== undefined, ['events', 'value']);
  return named.flatMap((name) => listedIn('', payload as Json, name));
};

/**
 * Messages and clicks of Proofpoint's Targeted Attack Protection (SIEM API): active threats are taken, cleared ones taken back.
 */
export const proofpointTap = tableFormat({
  name: 'proofpoint-tap',
  marks: ['threatsinfomap', 'clickip', 'clicktime', 'events', ...lists.map((name) => name.toLowerCase())],
  expects:
    'events of Proofpoint TAP: messages with threatsInfoMap, clicks with url, threatStatus and clickIP',
  one: 'a message or a click of Proofpoint TAP',
  items: eventsIn,
  empty: 'no message and no click',
  is: (item) =>
    hasMembers(item, 'threatsInfoMap') === true ||
    allOf(hasMembers(item, 'url', 'threatStatus'), hasOneOf(item, 'clickIP', 'clickTime')),
  id: 'GUID',
  about: (event) => ({
    description: textAtPath(event, 'threatsInfoMap.classification', 'classification'),
    threat: textsAtPath(event, 'classification').map((word) => word.toLowerCase()),
    lastSeen: event.messageTime ?? event.clickTime,
    tags: textsAtPath(event, 'campaignId', 'threatsInfoMap.campaignID'),
  }),
  parts: [
    {
      at: 'threatsInfoMap',
      verdict: statusOf,
      says: 'threatStatus',
      about: (threat) => ({
        threat: textsOf(threat.classification).map((word) => word.toLowerCase()),
        lastSeen: threat.threatTime,
        activityGroups: textsAtPath(threat, 'actors.name'),
      }),
      typed: { type: 'threatType', value: 'threat', as: observers },
    },
    {
      at: 'messageParts',
      verdict: ofPart,
      says: 'threatsInfoMap, which names no threat of that hash',
      about: () => ({ threat: ['malware'] }),
      files: [{ name: 'filename', hashes: { sha256: 'sha256', md5: 'md5' } }],
    },
    { at: '', verdict: statusOf, says: 'threatStatus', values: [{ at: 'url', as: observe.urlOrHost }] },
  ],
  leaves: [
    [seen, 'sender', 'senderIP'],
    [ofVictim, 'clickIP', 'recipient'],
  ],
  none: 'an event without a threat',
});
