import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as t from 'io-ts';
import { oneOf } from '../codec/choice';
import { dictionary, list, or, section } from '../codec/document';
import { canonicalDomainName } from '../codec/domain-name';
import { members } from '../codec/members';
import { integerBetween, trueOrFalse } from '../codec/number';
import { violations, type Violation } from '../codec/violation';
import { type GuardRules } from '../indicator/guard/judge';
import { destinationEntry } from './destination-entry';
import { expression } from './expression';
import { otherDefaults } from './other-defaults';
import { networkText, plainText, textWhere } from './profile-text';
import { routeFaults } from './route-faults';
import { routeRules, thresholds } from './route-rule';
import { senderEntry } from './sender';
import { senderFaults } from './sender-faults';
import { warningList } from './warning-list';

const domain = textWhere('a domain name', canonicalDomainName);

const days = integerBetween(1, 3650);
const points = integerBetween(0, 100);
const policy = oneOf(['refuse', 'take']);

const { action, targetProduct, threatType, tlpLevel } = members;

/** What an indicator gets for what its source does not say. */
const defaults = section({
  action: or(action.codec, 'alert'),
  passiveOnly: or(trueOrFalse, false),
  targetProduct: or(targetProduct.codec, 'Azure Sentinel'),
  threatType: or(threatType.codec, 'WatchList'),
  tlpLevel: or(tlpLevel.codec, 'unknown'),
});

/**
 * Days until an indicator expires whose source gives no end, by the kind it is known by: addresses change hands, files do not.
 */
const expiryDays = section({
  ip: or(days, 14),
  network: or(days, 14),
  domain: or(days, 60),
  url: or(days, 30),
  hash: or(days, 365),
  email: or(days, 90),
  other: or(days, 30),
});

/** What a sender's score means. Words have to match an entry (in lower case); a number takes the highest step that it reaches. */
const table = section({
  words: dictionary(points),
  steps: list(section({ from: integerBetween(0, 1_000_000), is: points })),
});

/** The policies for lists of what thousands share (shared/indicator/shared-infrastructure). */
const sharedInfrastructure = section({
  resolvers: or(policy, 'refuse'),
  signIn: or(policy, 'refuse'),
  updates: or(policy, 'refuse'),
  microsoft365: or(policy, 'refuse'),
  fileShares: or(policy, 'refuse'),
  linkShorteners: or(policy, 'refuse'),
  hosting: or(policy, 'refuse'),
  contentNetworks: or(policy, 'refuse'),
  everydaySites: or(policy, 'refuse'),
});

const guard = section({
  ownDomains: list(domain),
  ownNetworks: list(networkText),
  /** The shortest prefix that is accepted. */
  widestIPv4: or(integerBetween(1, 32), 24),
  widestIPv6: or(integerBetween(1, 128), 48),
  /** Documentation ranges and special-use names such as .example, which serve to try the gateway out. */
  specialUse: or(policy, 'refuse'),
  tlpRed: or(policy, 'refuse'),
  /** What to do with an indicator that has only what everybody has: a port, a file's name. */
  tooCommon: or(oneOf(['judge', 'refuse', 'take']), 'judge'),
  sharedInfrastructure,
  /** The operator's own lists in MISP's form. load-profile reads those that are files. */
  warningLists: list(warningList),
  /** What is never taken, whoever sends it: domains with their subdomains, addresses, networks, hashes, URLs. */
  allowList: list(plainText),
});

/** What some sources call dangerous and others do not. */
const take = section({
  suspicious: or(trueOrFalse, false),
  observed: or(trueOrFalse, false),
  freeText: or(trueOrFalse, false),
  /** Sources (`*` at the end stands for anything) whose text is a list of indicators. */
  lists: list(plainText),
});

/** Other defaults for one source (`*` at the end stands for anything) or format. */
const override = section({
  source: or(plainText, '*'),
  format: or(plainText, '*'),
  defaults: otherDefaults,
  tags: list(plainText),
  thresholds,
});

/** The name stands in outcomes and in `?format=`. */
const formatName = textWhere('a name of 1 to 64 letters, digits, dots, dashes and underscores', (value) =>
  /^[\w.-]{1,64}$/.test(value) ? value : undefined,
);

/** A format made of configuration alone: JSONata over the payload. */
const custom = section({ name: formatName, match: expression, mapping: expression });

interface Named {
  readonly name: string;
}

/** Compares names as `?format=` compares them. */
const distinctlyNamed = <A extends Named>(
  what: string,
  codec: t.Type<readonly A[], unknown>,
): t.Type<readonly A[], unknown> =>
  new t.Type<readonly A[], unknown, unknown>(
    codec.name,
    codec.is,
    (u, c) =>
      pipe(
        codec.validate(u, c),
        E.flatMap((items) => {
          const names = items.map(({ name }) => name.toLowerCase());
          const again = names.flatMap((name, index) => (names.indexOf(name) < index ? [index] : []));
          const errors = again.map((index) => ({
            value: undefined,
            context: [...c, { key: String(index), type: codec }, { key: 'name', type: formatName }],
            message: `a name that no other ${what} has`,
          }));
          return errors.length > 0 ? t.failures(errors) : t.success(items);
        }),
      ),
    t.identity,
  );

const profileCodec = section({
  defaults,
  expiryDays,
  maxExpiryDays: or(days, 730),
  /** By the name of the format; `*` stands for all. */
  severity: dictionary(table),
  confidence: dictionary(table),
  /** Words of sources (in lower case) that say what the threat is. */
  threatWords: dictionary(threatType.codec),
  tags: list(plainText),
  sources: list(override),
  guard,
  take,
  custom: distinctlyNamed('custom format', list(custom)),
  destinations: distinctlyNamed('destination', list(destinationEntry)),
  senders: distinctlyNamed('sender', list(senderEntry)),
  /** true: a request with a function key that belongs to no sender is refused. */
  sendersOnly: or(trueOrFalse, false),
  thresholds,
  routes: routeRules,
});

/** A deployment's rules. A document cannot set `guard.ownHosts` (see guarding). */
export type Profile = t.TypeOf<typeof profileCodec> & { readonly guard: Pick<GuardRules, 'ownHosts'> };

/** The same rules with the hosts that the app itself runs on or calls. */
export const guarding = (profile: Profile, ownHosts: readonly string[]): Profile => ({
  ...profile,
  guard: { ...profile.guard, ownHosts },
});

const sound = (profile: Profile): E.Either<readonly Violation[], Profile> => {
  const faults = [...senderFaults(profile), ...routeFaults(profile)];
  return faults.length > 0 ? E.left(faults) : E.right(profile);
};

/** Reads a profile document. Reports all faults at once, by JSON pointer. `undefined` gives the profile with all defaults. */
export const readProfile = (document: unknown): E.Either<readonly Violation[], Profile> =>
  pipe(profileCodec.decode(document), E.mapLeft(violations), E.flatMap(sound));
