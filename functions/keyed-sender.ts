import { type HttpResponseInit } from '@azure/functions';
import { timingSafeEqual } from 'node:crypto';
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

/** A handler for senders: it is told who sends; a key that is no sender's is refused where the profile takes senders only. */
export const forSenders =
  (profile: Senders, handler: (sender: Sender | undefined) => Handler): Handler =>
  (request, context, budget, keySha256) => {
    const sender = senderOfKey(profile, keySha256);
    return sender === undefined && profile.sendersOnly
      ? notASender
      : handler(sender)(request, context, budget, keySha256);
  };

/** A handler that reads or changes what others sent: no sender's key opens it, wherever that key was made. */
export const notForSenders =
  (profile: Senders, handler: Handler): Handler =>
  (request, context, budget, keySha256) =>
    senderOfKey(profile, keySha256) === undefined
      ? handler(request, context, budget, keySha256)
      : sendingOnly;
