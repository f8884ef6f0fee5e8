import { textsOf } from '../../codec/json-value';
import { type Why } from '../kit';
import { bareWord, valueIn, type MemberMap } from './members';

/** What an entity was in the attack, as plain words: `attacked`, `commandandcontrol`. */
export const rolesIn = (members: MemberMap): readonly string[] =>
  ['roles', 'role'].flatMap((name) => textsOf(valueIn(members, name))).map(bareWord);

const victims = new Set(['attacked', 'compromised', 'impacted', 'scanned', 'victim']);

const victim: Why = ['own-asset', 'what was attacked, not what attacked'];

/** Why an entity is left for what it was in the attack. */
export const whyOfRole = (members: MemberMap): Why | undefined =>
  rolesIn(members).some((role) => victims.has(role)) ? victim : undefined;
