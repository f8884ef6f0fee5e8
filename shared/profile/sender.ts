import * as t from 'io-ts';
import { canonical } from '../codec/canonical';
import { oneOf } from '../codec/choice';
import { list, or, section } from '../codec/document';
import { isObject } from '../codec/json-value';
import { members } from '../codec/members';
import { integerBetween } from '../codec/number';
import { isPlainName, plainName } from '../codec/plain-name';
import { otherDefaults } from './other-defaults';
import { networkText, plainText, textWhere } from './profile-text';
import { headerName, httpsAddress, oneOrTwo, orNull, secretInSetting, sha256Text } from './sender-parts';

/** Sources of what comes without a sender. A sender with such a name could speak for them. */
const taken = ['http', 'event-grid', 'indicator-events'];

const name = canonical({
  expected: `${plainName}; not ${taken.join(', ')}`,
  schema: { type: 'string' },
  parse: (value) => (isPlainName(value) && !taken.includes(value) ? value : undefined),
});

/** What a sender may use; an empty list allows all. */
const rights = {
  name,
  formats: list(plainText),
  destinations: list(plainText),
  actions: list(members.action.codec),
  defaults: otherDefaults,
  tags: list(plainText),
  /** The most requests over all instances; 0: no limit. */
  requestsPerMinute: or(integerBetween(0, 1_000_000), 0),
  networks: list(networkText),
};

const secrets = oneOrTwo(secretInSetting);

/** How a custom signature is put together. */
const hmacRules = section({
  /** The header that holds the signature. */
  header: headerName,
  /** What precedes the signature in its header, such as `sha256=`. */
  prefix: or(
    textWhere('text', (value) => value),
    '',
  ),
  algorithm: or(oneOf(['sha256', 'sha384', 'sha512']), 'sha256'),
  encoding: or(oneOf(['hex', 'base64']), 'hex'),
  /** What is signed, in order; `body` is among them. */
  parts: or(t.readonlyArray(oneOf(['id', 'timestamp', 'body'])), ['body']),
  /** What stands between two parts. */
  separator: or(
    textWhere('text', (value) => value),
    '',
  ),
  /** The header with the time: seconds or milliseconds since 1970, or ISO 8601. Required where the timestamp is a part. */
  timestampHeader: orNull(headerName),
  /** The header with the id by which a repeated message is known. Required where the id is a part. */
  idHeader: orNull(headerName),
  secretEncoding: or(oneOf(['text', 'hex', 'base64']), 'text'),
});

const entraRules = section({
  issuer: httpsAddress,
  audience: plainText,
  /** The role that the token's `roles` has to name. */
  role: plainText,
  /** Where the issuer publishes its keys; Microsoft's are known. */
  keys: orNull(httpsAddress),
});

export type HmacRules = t.TypeOf<typeof hmacRules>;
export type EntraRules = t.TypeOf<typeof entraRules>;

/** How a sender proves its identity, by the name of the scheme. */
const schemes = {
  'function-key': section({ ...rights, scheme: oneOf(['function-key']), keySha256: oneOrTwo(sha256Text) }),
  'standard-webhooks': section({ ...rights, scheme: oneOf(['standard-webhooks']), secrets }),
  github: section({ ...rights, scheme: oneOf(['github']), secrets }),
  stripe: section({ ...rights, scheme: oneOf(['stripe']), secrets }),
  hmac: section({ ...rights, scheme: oneOf(['hmac']), secrets, hmac: hmacRules }),
  entra: section({ ...rights, scheme: oneOf(['entra']), entra: entraRules }),
  certificate: section({
    ...rights,
    scheme: oneOf(['certificate']),
    certificateSha256: oneOrTwo(sha256Text),
  }),
  /** These messages carry no proof: whoever may write to the queue is the sender. */
  queue: section({ ...rights, scheme: oneOf(['queue']), queue: oneOf(['indicator-events']) }),
};

type Schemes = typeof schemes;

export type SchemeName = keyof Schemes;

/** A sender as a profile names it. */
export type Sender = { readonly [S in SchemeName]: t.TypeOf<Schemes[S]> }[SchemeName];

const schemeNames = Object.keys(schemes) as SchemeName[];

const schemeName = oneOf(schemeNames);

/** A sender; its scheme decides which other members are required. */
export const senderEntry: t.Type<Sender, unknown> = new t.Type<Sender, unknown, unknown>(
  'a sender',
  (u): u is Sender => isObject(u),
  (u, c): t.Validation<Sender> => {
    if (!isObject(u)) return t.failure(undefined, c, 'an object with name and scheme');
    const scheme = schemeName.validate(u.scheme, t.appendContext(c, 'scheme', schemeName));
    return scheme._tag === 'Left' ? scheme : schemes[scheme.right].validate(u, c);
  },
  t.identity,
);
