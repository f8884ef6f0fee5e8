import { joinedCalls } from '../../delivery/joined-calls';
import { groupMessages, joinMessages } from './outcome-messages';

/** Two at once hide the time of a call, and more would leave less to join. */
const atOnce = 2;

/**
 * Writes messages of outcomes, those of concurrent callers together: a hundred events of one outcome that come at once take a
 * message or two, and each caller waits until its own is written. `isWritten` never rejects; where it gives false for a joined
 * message, it does for each of it.
 */
export const joinedWrites = (
  isWritten: (message: string) => Promise<boolean>,
): ((message: string) => Promise<boolean>) =>
  joinedCalls({
    atOnce,
    groupsOf: (messages: readonly string[]) => groupMessages(messages, (message) => message),
    call: (group) => isWritten(joinMessages(group)),
  });
