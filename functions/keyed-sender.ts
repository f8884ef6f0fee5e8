import { type HttpResponseInit, type InvocationContext } from '@azure/functions';
import { timingSafeEqual } from 'node:crypto';
import { forwardedAddress, isWithin } from '../shared/door/network';
import { type Profile } from '../shared/profile/profile';
import { type Sender } from '../shared/profile/sender';
import { type Telemetry } from '../shared/telemetry/telemetry';
import { type Handler } from './http/answering';
import { logEntry } from './log-entry';
import { problem } from './http/problem';

type Senders = Pick<Profile, 'senders' | 'sendersOnly'>;

const isSame = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(one, 'hex'), Buffer.from(other, 'hex'));

/**
 * The sender whose key it is, by the SHA-256 of each text that may be it; undefined where it is no sender's. Every comparison
 * takes constant time.
 */
const senderOfKey = ({ senders }: Senders, keySha256: readonly string[]): Sender | undefined => {
  const hits = senders.filter(
    (sender) =>
      sender.scheme === 'function-key' &&
      sender.keySha256.flatMap((known) => keySha256.map((given) => isSame(known, given))).includes(true),
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

interface Watched {
  readonly profile: Senders;
  readonly telemetry: Pick<Telemetry, 'count'>;
}

type Refused = 'sender-unknown' | 'network-wrong' | 'sending-only';

/** Refuses with a count and a line that say why; neither holds the key. */
const refused = (
  { telemetry }: Watched,
  context: InvocationContext,
  { sender, reason }: { readonly sender: string; readonly reason: Refused },
): void => {
  telemetry.count('gateway.unproven', 1, { sender, reason });
  const { invocationId, functionName } = context;
  context.warn(logEntry('door', { intake: invocationId, function: functionName, sender, refused: reason }));
};

const nobody = 'unknown';

/**
 * A handler for senders, which is told who sends. It refuses a key that is no sender's where the profile takes senders only,
 * and a sender's key from outside the sender's networks.
 */
export const forSenders =
  (watched: Watched, handler: (sender: Sender | undefined) => Handler): Handler =>
  (request, context, given) => {
    const { profile } = watched;
    const sender = senderOfKey(profile, given.keySha256);
    const from = forwardedAddress(request.headers.get('x-forwarded-for'));
    const isRefused = sender === undefined ? profile.sendersOnly : !isWithin(sender.networks, from);
    if (!isRefused) return handler(sender)(request, context, given);
    const reason = sender === undefined ? 'sender-unknown' : 'network-wrong';
    refused(watched, context, { sender: sender?.name ?? nobody, reason });
    return notASender;
  };

/** A handler that reads or changes what others sent. No sender's key opens it, wherever that key was made. */
export const notForSenders =
  (watched: Watched, handler: Handler): Handler =>
  (request, context, given) => {
    const sender = senderOfKey(watched.profile, given.keySha256);
    if (sender === undefined) return handler(request, context, given);
    refused(watched, context, { sender: sender.name, reason: 'sending-only' });
    return sendingOnly;
  };
