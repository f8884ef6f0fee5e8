import { type TaskEither } from 'fp-ts/TaskEither';
import { type Settings } from '../../shared/app-settings';
import { dropDaysBefore } from '../../shared/azure/record/day-tables';
import { sharedText } from '../../shared/azure/shared-text';
import { type Account } from '../../shared/azure/storage';
import { createLimiter } from '../../shared/delivery/limiter/limiter';
import { type SharedText } from '../../shared/delivery/ports';
import { keysAddress } from '../../shared/door/keys-address';
import { createMessageWindow, dayMs, dayName } from '../../shared/door/message-window';
import { remoteKeys } from '../../shared/door/token';
import { type Unavailable } from '../../shared/failure';
import { type Gauges } from '../../shared/health/ports';
import { type Sender } from '../../shared/profile/sender';
import { type SenderSecrets } from '../../shared/sender-config';
import { type Door } from '../door';
import { jobsQueue, limitsTable, messagesTable } from '../names';

interface DoorParts {
  readonly account: Account;
  readonly settings: Pick<
    Settings,
    'HTTP_BUDGET_SECONDS' | 'HTTP_JOBS_MAX_AGE_SECONDS' | 'CLIENT_CERTIFICATES'
  >;
  readonly senders: readonly Sender[];
  readonly secrets: SenderSecrets;
  readonly now: () => Date;
  readonly random: () => number;
  readonly gauges: Pick<Gauges, 'queues'>;
}

const once = <A>(make: (name: string) => A): ((name: string) => A) => {
  const made = new Map<string, A>();
  return (name) => {
    const known = made.get(name) ?? make(name);
    made.set(name, known);
    return known;
  };
};

/** The shortest time between two looks at the queue, whoever asks. */
const lookMs = 10_000;

const oldestJob = ({ gauges, now }: Pick<DoorParts, 'gauges' | 'now'>): Door['oldestJobSeconds'] => {
  let looked: { readonly at: number; readonly age: Promise<number | null> } | null = null;
  const look = async (): Promise<number | null> => {
    const states = await gauges.queues();
    return states._tag === 'Left'
      ? null
      : (states.right.find(({ queue }) => queue === jobsQueue)?.ageSeconds ?? null);
  };
  return () => {
    const at = now().getTime();
    if (looked === null || at - looked.at > lookMs) looked = { at, age: look() };
    return looked.age;
  };
};

/** Forgets senders' messages from before yesterday: the window is today and the day before. */
export const forgetMessages = (account: Account, now: () => Date): TaskEither<Unavailable, void> => {
  const drop = dropDaysBefore(account, messagesTable);
  return () => drop(dayName(now().getTime() - dayMs))();
};

/**
 * The limiter's window, in milliseconds. A whole minute's rate let in at once would hold up other senders for seconds. So a
 * rate of one a second or more is let in by sixths.
 */
const windowOf = (requestsPerMinute: number): number => (requestsPerMinute < 60 ? 60_000 : 10_000);

/** The doors for senders, in the storage account that all instances share. */
export const createDoor = (parts: DoorParts): Door => {
  const { account, settings, senders, secrets, now, random } = parts;
  const limits = sharedText(account, limitsTable);
  const named = (name: string): Sender | undefined => senders.find((sender) => sender.name === name);
  const limiters = new Map(
    senders.flatMap(({ name, requestsPerMinute }) =>
      requestsPerMinute === 0
        ? []
        : [
            [
              name,
              createLimiter({
                name: `sender:${name}`,
                requestsPerMinute,
                windowMs: windowOf(requestsPerMinute),
                shared: limits,
                monotonicMs: () => performance.now(),
                random,
              }),
            ] as const,
          ],
    ),
  );
  const addressOf = (name: string): string => {
    const sender = named(name);
    return sender?.scheme === 'entra' ? (keysAddress(sender.entra) ?? '') : '';
  };
  return {
    secretOf: (setting) => secrets.get(setting) ?? '',
    keysOf: once((name) => remoteKeys(addressOf(name))),
    certificatesAsked: settings.CLIENT_CERTIFICATES === 'required',
    window: createMessageWindow(
      once((day): SharedText => sharedText(account, `${messagesTable}${day}`)),
      now,
      settings.HTTP_BUDGET_SECONDS * 1000,
    ),
    limiterOf: (name) => limiters.get(name),
    oldestJobSeconds: oldestJob(parts),
    maxJobSeconds: settings.HTTP_JOBS_MAX_AGE_SECONDS,
  };
};
