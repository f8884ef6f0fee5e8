import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { members } from '../../codec/members';
import { isOverlong } from '../../codec/size';
import { type TiIndicator } from '../../codec/ti-indicator';
import { type Draft, type Observation } from '../../formats/format';
import {
  domainMembers,
  hashMembers,
  ipMembers,
  numberMembers,
  textMembers,
  urlMembers,
  type Members,
  type Side,
  type Unusable,
} from '../../indicator/normalise';

type TargetProduct = TiIndicator['targetProduct'];

/** Defender reads destination addresses only (Graph documentation), so an address of unknown direction becomes one. */
const sideOf = (observation: Observation, product: TargetProduct): Side => {
  if (product === 'Microsoft Defender ATP') return 'Destination';
  const direction = observation.kind === 'ip' ? observation.direction : undefined;
  return direction === undefined ? '' : direction === 'source' ? 'Source' : 'Destination';
};

const portOf = (port: unknown): number | undefined => {
  const number = typeof port === 'string' && /^\d{1,5}$/.test(port) ? Number(port) : port;
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
};

const overlong: Unusable = { code: 'observable-invalid', expected: 'an observable of at most 8 KiB' };

const membersOf =
  (product: TargetProduct) =>
  (observation: Observation): E.Either<Unusable, Members> => {
    if (typeof observation.value === 'string' && isOverlong(observation.value)) return E.left(overlong);
    switch (observation.kind) {
      case 'ip':
        return ipMembers(observation.value, sideOf(observation, product), portOf(observation.port));
      case 'domain':
        return domainMembers(observation.value, sideOf(observation, product));
      case 'url':
        return urlMembers(observation.value);
      case 'hash':
        return hashMembers(observation.algorithm, observation.value);
      case 'text':
        return textMembers(observation.member, observation.value);
      case 'number':
        return numberMembers(observation.member, observation.value);
    }
  };

/**
 * Whether it is a number that says nothing. A number only adds to what an indicator is known by; where nobody knows a port or a
 * size, senders write 0 or a word.
 */
const isNoNumber = (observation: Observation): boolean =>
  observation.kind === 'number' &&
  E.match(
    () => true,
    (read: Members) => !members[observation.member].codec.is(read[observation.member]),
  )(numberMembers(observation.member, observation.value));

/** The observations without such numbers, where any others are there. */
const countedIn = ({ observed }: Draft): readonly Observation[] =>
  observed.every(({ kind }) => kind === 'number') ? observed : observed.filter((one) => !isNoNumber(one));

/** The members for all observations of a draft. The first that has no place in a tiIndicator refuses the whole draft. */
export const observedMembers = (draft: Draft, product: TargetProduct): E.Either<Unusable, Members> =>
  pipe(
    countedIn(draft),
    E.traverseArray(membersOf(product)),
    E.map((parts): Members => Object.assign({}, ...parts) as Members),
  );
