import { type MessageWindow } from '../shared/door/message-window';
import { type ProofEvidence } from '../shared/door/check';
import { type Limiter } from '../shared/delivery/ports';

/** What the doors for senders ask besides the profile. */
export interface Door extends ProofEvidence {
  readonly window: MessageWindow;
  /** Holds a sender to its rate over all instances; undefined where it has none. */
  readonly limiterOf: (sender: string) => Limiter | undefined;
  /** How long the oldest job waits, in seconds; null where it is not known. */
  readonly oldestJobSeconds: () => Promise<number | null>;
  /** From which age of it on nothing more is taken; 0: never. */
  readonly maxJobSeconds: number;
}
