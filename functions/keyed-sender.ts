import { type HttpResponseInit } from '@azure/functions';
import { timingSafeEqual } from 'node:crypto';
import { forwardedAddress, isWithin } from '../shared/door/network';
import { type Profile } from '../shared/profile/profile';
import { type Sender } from '../shared/profile/sender';
import { type Handler } from './answering';
import { problem } from './problem';

type Senders = Pick<Profile, 'senders' | 'sendersOnly'>;

const isSame = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(one, 'hex'), Buffer.from(other, 'hex'));

/** Whose key it is, by its SHA-256; undefined: no sender's. Each is compared in constant time, whichever it is. */
export const senderOfKey = ({ senders }: Senders, keySha256: string | null): Sender | undefined => {
  const hits = senders.filter(
    (sender) =>
      sender.scheme === 'function-key' &&
      keySha256 !== null &&
      sender.keySha256.map((known) => isSame(known, keySha256)).includes(true),
  );
  return hits[0];
};

const notASender: HttpResponseInit = problem({
  slug: 'not-a-sender',
  title: "The key is no sender's",
  status: 401,
  detail: 'the profile takes events of its senders only; send with the key that was made for you',
});

const sendingOnly: HttpResponseInit = problem({
  slug: 'sending-only',
  title: 'The key of a sender opens sending only',
  status: 401,
  detail: "reading and changing what is kept need a key that is no sender's",
});

/**
 * A handler for senders: it is told who sends. Refused is a key that is no sender's where the profile takes
 * senders only, and that of a sender from a network that is not its own.
 */
export const forSenders =
  (profile: Senders, handler: (sender: Sender | undefined) => Handler): Handler =>
  (request, context, budget, keySha256) => {
    const sender = senderOfKey(profile, keySha256);
    const from = forwardedAddress(request.headers.get('x-forwarded-for'));
    const isRefused = sender === undefined ? profile.sendersOnly : !isWithin(sender.networks, from);
    return isRefused ? notASender : handler(sender)(request, context, budget, keySha256);
  };

/** A handler that reads or changes what others sent: no sender's key opens it, wherever that key was made. */
export const notForSenders =
  (profile: Senders, handler: Handler): Handler =>
  (request, context, budget, keySha256) =>
    senderOfKey(profile, keySha256) === undefined
      ? handler(request, context, budget, keySha256)
      : sendingOnly;
