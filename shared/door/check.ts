import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { type JWTVerifyGetKey } from 'jose';
import { type Unavailable } from '../failure';
import { type Sender } from '../profile/sender';
import { clientCertificate } from './certificate';
import { github } from './github';
import { forwardedAddress, isWithin } from './network';
import { plainHmac } from './plain-hmac';
import { type Presented, type Proof } from './proof';
import { standardWebhooks } from './standard-webhooks';
import { stripe } from './stripe';
import { entraToken } from './token';

/** What proofs are checked against. */
export interface ProofEvidence {
  readonly secretOf: (setting: string) => string;
  /** The key set of a sender's issuer. */
  readonly keysOf: (sender: string) => JWTVerifyGetKey;
  /** Whether the platform asks for client certificates, and so writes their header itself. */
  readonly certificatesAsked: boolean;
}

const proofOf = (
  sender: Sender,
  { secretOf, keysOf, certificatesAsked }: ProofEvidence,
  presented: Presented,
): TE.TaskEither<Unavailable, Proof> => {
  const secrets = 'secrets' in sender ? sender.secrets.map(({ setting }) => secretOf(setting)) : [];
  switch (sender.scheme) {
    case 'standard-webhooks':
      return TE.right(standardWebhooks(secrets, presented));
    case 'github':
      return TE.right(github(secrets, presented));
    case 'stripe':
      return TE.right(stripe(secrets, presented));
    case 'hmac':
      return TE.right(plainHmac(sender.hmac, secrets, presented));
    case 'certificate':
      return TE.right(clientCertificate(sender.certificateSha256, certificatesAsked, presented));
    case 'entra':
      return entraToken(sender.entra, keysOf(sender.name))(presented);
    // These schemes prove nothing by themselves.
    case 'function-key':
    case 'queue':
      return TE.right(E.left('sender-unknown'));
  }
};

/**
 * Whether a request is the sender's: it comes from one of its networks, and its proof holds. A Left says that this can't be
 * checked now.
 */
export const checkSender =
  (sender: Sender | undefined, evidence: ProofEvidence) =>
  (presented: Presented): TE.TaskEither<Unavailable, Proof> => {
    if (sender === undefined) return TE.right(E.left('sender-unknown'));
    return isWithin(sender.networks, forwardedAddress(presented.header('x-forwarded-for')))
      ? proofOf(sender, evidence, presented)
      : TE.right(E.left('network-wrong'));
  };
