// Over sixty lines: what is to be let through is read like the rest, to take back what was said of it.
import { textOf, textsOf, type Json } from '../../codec/json-value';
import { leave, withdraw } from '../format';
import { format, observe, takeTyped, type About, type Entry, type Observer } from '../kit';
import { hasMembers } from '../recognition';
import { membersOf, plainWord, textIn, type MemberMap } from './members';

/** `indicatorType` by its plain word; a certificate has no member in a tiIndicator. */
const observers: ReadonlyMap<string, Observer> = new Map<string, Observer>([
  ['filesha1', observe.hashOf('sha1')],
  ['filesha256', observe.hashOf('sha256')],
  ['filemd5', observe.hashOf('md5')],
  // Defender looks at what is connected to.
  ['ipaddress', (value) => observe.ip(value, 'destination')],
  ['domainname', observe.domain],
  ['url', observe.urlOrHost],
]);

/** The documented actions, those of before 2022 too; any other is left to the profile. */
const actions: ReadonlyMap<string, 'alert' | 'block'> = new Map<string, 'alert' | 'block'>([
  ...(['alert', 'audit', 'warn'] as const).map((word) => [word, 'alert'] as const),
  ...(['alertandblock', 'block', 'blockandremediate'] as const).map((word) => [word, 'block'] as const),
]);

const aboutOf = (members: MemberMap): About => ({
  action: actions.get(plainWord(members.get('action')?.value)),
  description: textIn(members, 'title') ?? textIn(members, 'description'),
  additionalInformation: textIn(members, 'description'),
  severity: { value: members.get('severity')?.value },
  expires: members.get('expirationtime')?.value,
  lastSeen: members.get('lastupdatetime')?.value ?? members.get('creationtimedatetimeutc')?.value,
  threat: textsOf(members.get('category')?.value),
  tags: textsOf(members.get('mitretechniques')?.value),
});

const readIndicator = (indicator: Json, place: string): Entry => {
  const members = membersOf(place, indicator);
  const type = textIn(members, 'indicatortype');
  const taken = takeTyped(place, aboutOf(members), observers, {
    type: type === undefined ? undefined : plainWord(type),
    value: textOf(members.get('indicatorvalue')?.value),
    expected: 'an indicator with indicatorType and indicatorValue',
  });
  // What is to be let through is no threat; taken as one it would be blocked.
  const isAllowed = plainWord(members.get('action')?.value).startsWith('allow');
  return isAllowed
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
  is: (item) => hasMembers(item, 'indicatorType', 'indicatorValue'),
  anyObject: true,
  empty: 'the list of indicators is empty',
  read: readIndicator,
});
