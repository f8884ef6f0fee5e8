import { parse } from 'tldts';
import { type WarningList } from '../warning-list/warning-list';
import { danger, type Judge, type GuardSubject } from './judge';
import { hasPath } from './path';
import { type HostPlace, type Place } from './place';

const isPublicSuffix = (name: string): boolean => parse(name, { allowPrivateDomains: true }).domain === null;

/**
 * Whether the host or a name above it is listed. Below a public suffix such as `github.io` everything belongs to some customer.
 */
const isBelow = ({ hosts }: WarningList, host: string): boolean => {
  for (let name = host; name !== ''; name = name.slice(name.indexOf('.') + 1 || name.length))
    if (hosts.has(name)) return name === host || host === `www.${name}` || !isPublicSuffix(name);
  return false;
};

const isMailbox = (kind: string): boolean => kind === 'emailSenderAddress' || kind === 'emailRecipient';

const isListedHost = (list: WarningList, { host, observable }: HostPlace): boolean => {
  // A mailbox belongs to its owner, unless the list says that it is about mailboxes.
  if (isMailbox(observable.kind)) return list.kinds !== null && isBelow(list, host);
  return !hasPath(observable) && (isBelow(list, host) || list.hosts.isAbove(host) || list.values.has(host));
};

const isListedPlace = (list: WarningList, place: Place): boolean =>
  place._tag === 'Network' ? list.networks.overlaps(place.block) : isListedHost(list, place);

/** Whether the list is about a place: a listed address or name also stands for the host of a URL. */
const speaksOfPlace = ({ kinds }: WarningList, { _tag, observable: { kind } }: Place): boolean =>
  kinds === null ||
  kinds.has(kind) ||
  (kind === 'url' && kinds.has(_tag === 'Network' ? 'networkIPv4' : 'domainName'));

const isOn = ({ observables, places }: GuardSubject, list: WarningList): boolean => {
  const speaksOf = (kind: string): boolean => list.kinds?.has(kind) ?? true;
  return (
    places.some((place) => speaksOfPlace(list, place) && isListedPlace(list, place)) ||
    observables.some(({ kind, value }) => {
      const text = value.toLowerCase();
      return speaksOf(kind) && (list.values.has(text) || list.parts.isIn(text));
    })
  );
};

/** Refuses what one of the operator's own lists warns of. */
export const judgeWarningLists: Judge = (suspect, { warningLists }) => {
  const list = warningLists.find((one) => isOn(suspect, one));
  return list === undefined
    ? undefined
    : danger('on-warning-list', `it is on, or around something on, the warning list "${list.name}"`);
};
