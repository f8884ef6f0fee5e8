// Over sixty lines: an indicator in two spellings.
import { textsOf, type Json } from '../../codec/json-value';
import { leave, withdraw } from '../format';
import { format, observe, takeTyped, type About, type Entry, type Observer } from '../kit';
import { hasMembers } from '../recognition';
import { membersOf, textIn, valueIn, wordIn, type MemberMap } from './members';

/** Observers by the plain word of `indicatorType`; certificates have no member. Defender looks at destination addresses only. */
const observers: ReadonlyMap<string, Observer> = new Map<string, Observer>([
  ['filesha1', observe.hashOf('sha1')],
  ['filesha256', observe.hashOf('sha256')],
  ['filemd5', observe.hashOf('md5')],
  ['ipaddress', (value) => observe.ip(value, 'destination')],
  ['domainname', observe.domain],
  ['url', observe.urlOrHost],
]);

/** The documented actions, with those from before 2022; any other is left to the profile. */
const actionOf = (word: string): About['action'] => {
  if (/^(?:alert|audit|warn)$/.test(word)) return 'alert';
  return /^(?:alertandblock|block|blockandremediate)$/.test(word) ? 'block' : undefined;
};

const aboutOf = (members: MemberMap): About => ({
  action: actionOf(wordIn(members, 'action')),
  description: textIn(members, 'title') ?? textIn(members, 'description'),
  additionalInformation: textIn(members, 'description'),
  severity: { value: valueIn(members, 'severity') },
  expires: valueIn(members, 'expirationtime'),
  lastSeen: valueIn(members, 'lastupdatetime') ?? valueIn(members, 'creationtimedatetimeutc'),
  threat: textsOf(valueIn(members, 'category')),
  tags: textsOf(valueIn(members, 'mitretechniques')),
});

const readIndicator = (indicator: Json, place: string): Entry => {
  const members = membersOf(place, indicator);
  const taken = takeTyped(place, aboutOf(members), {
    observers,
    type: wordIn(members, 'indicatortype'),
    value: valueIn(members, 'indicatorvalue'),
    expected: 'an indicator with indicatorType and indicatorValue',
  });
  // An allowed one is read to take back what was said of it. Taken as a threat, it would block what is to be let through.
  return wordIn(members, 'action').startsWith('allow')
    ? withdraw(leave(place, 'called-benign', 'it lets through what it matches (action)'), [taken])
    : taken;
};

/** Defender for Endpoint's own indicators, as its API imports and lists them. */
export const defenderIndicator = format({
  name: 'defender-indicator',
  marks: ['indicatortype'],
  expects:
    'an indicator of Defender for Endpoint with indicatorType and indicatorValue, or {"Indicators":[…]}',
  one: 'an indicator of Defender for Endpoint',
  items: ['Indicators', 'indicators', 'value'],
  // The portal's CSV has the names in capitals. With a sign in them they are anybody's.
  is: (item) =>
    hasMembers(item, 'IndicatorType', 'IndicatorValue') === true ||
    hasMembers(item, 'indicatorType', 'indicatorValue'),
  anyObject: true,
  empty: 'the list of indicators is empty',
  read: readIndicator,
});
