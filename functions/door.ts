import { type MessageWindow } from '../shared/door/message-window';
import { type ProofEvidence } from '../shared/door/check';
import { type Limiter } from '../shared/delivery/ports';

/** What the doors for senders ask besides the profile. */
export interface Door extends ProofEvidence {
  readonly window: MessageWindow;
  /** Holds a sender to its rate over all instances; undefined where it has no rate. */
  readonly limiterOf: (sender: string) => Limiter | undefined;
  /** How long the oldest job has waited, in seconds; null where that is not known. */
  readonly oldestJobSeconds: () => Promise<number | null>;
  /** The age of the oldest job from which on nothing more is taken; 0: never. */
  readonly maxJobSeconds: number;
}
