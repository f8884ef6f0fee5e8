import * as E from 'fp-ts/Either';
import { at } from './codec/json-pointer';
import { didYouMean } from './codec/near-names';
import { required, text } from './codec/text-value';
import { violations, type Violation } from './codec/violation';
import { type Instance } from './destinations/destination';
import { keysAddress } from './door/keys-address';
import { type Format } from './formats/format';
import { type Profile } from './profile/profile';
import { type Sender } from './profile/sender';

type Variables = Readonly<Record<string, string | undefined>>;

/** The secrets of all senders, by the name of their setting. */
export type SenderSecrets = ReadonlyMap<string, string>;

const unknownNames = (
  given: readonly string[],
  known: readonly string[],
  { pointer, what }: { readonly pointer: string; readonly what: string },
): readonly Violation[] =>
  given.flatMap((name, index) =>
    known.includes(name)
      ? []
      : [{ pointer: at(pointer, index), expected: `the name of ${what}${didYouMean(name, known)}` }],
  );

/** Formats and destinations that a sender is allowed and that do not exist: its events would go nowhere and be lost. */
export const unknownRights = (
  { senders, custom }: Profile,
  {
    formats,
    destinations,
  }: {
    readonly formats: readonly Format[];
    readonly destinations: readonly Pick<Instance, 'name' | 'standby'>[] | null;
  },
  root = '',
): readonly Violation[] => {
  const names = [...custom, ...formats].map(({ name }) => name);
  return senders.flatMap((sender, index) => {
    const place = `${root}${at('/senders', index)}`;
    const wrong = unknownNames(sender.formats, names, { pointer: `${place}/formats`, what: 'a format' });
    if (destinations === null) return wrong;
    const known = destinations.map(({ name }) => name);
    const missing = unknownNames(sender.destinations, known, {
      pointer: `${place}/destinations`,
      what: 'a destination that is switched on',
    });
    const reached = destinations.some(({ name, standby }) => !standby && sender.destinations.includes(name));
    const nowhere =
      sender.destinations.length === 0 || reached || missing.length > 0
        ? []
        : [{ pointer: `${place}/destinations`, expected: 'a destination among them that does not stand by' }];
    return [...wrong, ...missing, ...nowhere];
  });
};

/** What a scheme needs besides what the profile says of it. */
const schemeFaults = (sender: Sender, place: string, certificatesAsked: boolean): readonly Violation[] => {
  if (sender.scheme === 'certificate' && !certificatesAsked)
    return [
      {
        pointer: `${place}/scheme`,
        expected:
          'another scheme, or CLIENT_CERTIFICATES=required where the platform asks for client certificates: else anybody may send their header',
      },
    ];
  return sender.scheme === 'entra' && keysAddress(sender.entra) === null
    ? [{ pointer: `${place}/entra/keys`, expected: "the address of the issuer's key set (jwks_uri)" }]
    : [];
};

/** The senders whose scheme cannot work in this app's set-up. */
export const unusableSchemes = (
  { senders }: Profile,
  certificatesAsked: boolean,
  root = '',
): readonly Violation[] =>
  senders.flatMap((sender, index) =>
    schemeFaults(sender, `${root}${at('/senders', index)}`, certificatesAsked),
  );

const secretsOf = (sender: Sender): readonly string[] =>
  'secrets' in sender ? sender.secrets.map(({ setting }) => setting) : [];

const secret = required('the secret of a sender', text);

const webhookSecret = required(
  'the secret of a sender in base64, of 16 bytes and more, whsec_ before it',
  (value) => (/^(whsec_)?[A-Za-z0-9+/]{22,}={0,2}$/.test(value) ? value : undefined),
);

/**
 * The secrets that the profile names, or a fault at each name that is not set. An unresolved Key Vault reference counts as not
 * set.
 */
export const senderSecrets = (
  { senders }: Profile,
  variables: Variables,
  root = '',
): E.Either<readonly Violation[], SenderSecrets> => {
  const secrets = new Map<string, string>();
  const faults = senders.flatMap((sender, index) =>
    secretsOf(sender).flatMap((setting, place) => {
      const read = (sender.scheme === 'standard-webhooks' ? webhookSecret : secret).decode(
        variables[setting],
      );
      if (E.isRight(read)) secrets.set(setting, read.right);
      const pointer = `${root}${at('/senders', index)}/secrets/${place}/setting`;
      return E.isRight(read)
        ? []
        : violations(read.left).map(({ expected }) => ({
            pointer,
            expected: `the name of a setting of the app that holds ${expected}`,
          }));
    }),
  );
  return faults.length > 0 ? E.left(faults) : E.right(secrets);
};
