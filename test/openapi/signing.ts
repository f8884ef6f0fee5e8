import { createHmac } from 'node:crypto';
import * as TE from 'fp-ts/TaskEither';
import { type Door } from '../../functions/door';
import { unavailable } from '../../shared/failure';
import { type Sender } from '../../shared/profile/sender';
import { profileWith } from '../pipeline/profiles';

const secret = 'the secret of the hub';

export const { senders } = profileWith({
  senders: [{ name: 'hub', scheme: 'github', secrets: [{ setting: 'HUB' }] }],
});

const [hub] = senders as readonly [Sender];

export { hub };

/** What proves that a body is the hub's. */
export const signatureOf = (bytes: Uint8Array): Readonly<Record<string, string>> => ({
  'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`,
});

/** A door that knows the hub; where it is `tooFast`, nothing more may come now. */
export const doorOfHub = (tooFast: boolean): Door => ({
  secretOf: () => secret,
  keysOf: () => () => Promise.reject(new TypeError('fetch failed')),
  certificatesAsked: false,
  window: {
    claim: () => TE.left(unavailable('table', 'ECONNREFUSED')),
    settle: () => TE.left(unavailable('table', 'ECONNREFUSED')),
  },
  limiterOf: () =>
    tooFast
      ? {
          take: () => TE.left({ ...unavailable('destination', 'rate-limited'), retryAfterSeconds: 3 }),
          done: () => undefined,
          permits: () => ({ left: 0, perMinute: 1 }),
          pause: () => undefined,
        }
      : undefined,
  oldestJobSeconds: () => Promise.resolve(null),
  maxJobSeconds: 0,
});
