// Over sixty lines: whose end of a connection is bad, which its own verdict does not say.
import { objectOf, textOf } from '../../codec/json-value';
import { isNotPublic } from '../../indicator/guard/address';
import { leave, type Direction, type Observation, type ReadOptions } from '../format';
import { orNoIndicator, take, type About, type Entry } from '../kit';
import { ownAsset } from './entity';
import { notCondemned } from './evidence';
import { bareWord, membersOfAnySdk, textIn, valueIn, type Member, type MemberMap } from './members';
import { rolesIn, whyOfRole } from './role';

/** The end that an address is at, by its roles in the attack. */
export const directionOfRoles = (roles: readonly string[]): Direction | undefined => {
  if (roles.some((role) => role === 'destination' || role === 'commandandcontrol')) return 'destination';
  return roles.some((role) => role === 'source' || role === 'attacker') ? 'source' : undefined;
};

/** What is said of a thing, with what its roles add. */
export const ofRoles = (roles: readonly string[], about: About): About => ({
  ...about,
  threat: [...(roles.includes('commandandcontrol') ? ['c2'] : []), ...(about.threat ?? [])],
});

/** One end: evidence of an address, which may have a verdict and roles of its own. */
interface End {
  readonly place: string;
  readonly direction: Direction;
  readonly address: string;
  readonly members: MemberMap;
}

const endOf = (direction: Direction, member: Member | undefined): readonly End[] => {
  const { place = '', value } = member ?? {};
  const members = membersOfAnySdk(place, objectOf(value));
  const address = textOf(value) ?? textIn(members, 'ipaddress');
  return address === undefined ? [] : [{ place, direction, address, members }];
};

const protocols: ReadonlyMap<string, number> = new Map([
  ['tcp', 6],
  ['udp', 17],
]);

/** Reads the ends of a connection. Where only the whole is condemned, the end in public use is, if the other one is not. */
export const readConnection = (
  { place, members }: { readonly place: string; readonly members: MemberMap },
  about: About,
  options: ReadOptions,
): readonly Entry[] => {
  const ends = (['destination', 'source'] as const).flatMap((end) =>
    endOf(end, members.get(`${end}address`)),
  );
  const own = ends.filter(({ address }) => isNotPublic(address));
  const read = ({ place: where, direction, address, members: end }: End): Entry => {
    const ofEnd = valueIn(end, 'verdict');
    const isSilent = ['', 'unknown'].includes(bareWord(ofEnd));
    const verdict = isSilent && own.length === 1 ? valueIn(members, 'verdict') : ofEnd;
    const why =
      (own.some((one) => one.place === where) ? ownAsset : whyOfRole(end)) ??
      notCondemned(verdict, options, 'no verdict says that this end of the connection is malicious');
    if (why !== undefined) return leave(where, ...why);
    // Any port may call, so only the port that was called says something.
    const port = direction === 'destination' ? valueIn(members, 'destinationport') : undefined;
    const protocol = protocols.get(bareWord(valueIn(members, 'protocol')));
    const observed: readonly Observation[] = [
      { kind: 'ip', value: address, direction, port },
      ...(protocol === undefined
        ? []
        : [{ kind: 'number', member: 'networkProtocol', value: protocol } as const]),
    ];
    return take(where, ofRoles(rolesIn(end), about), observed);
  };
  return orNoIndicator(place, 'a connection without addresses', ends.map(read));
};
