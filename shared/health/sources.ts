import { type Limiter, type ReadBackStore, type RoomView } from '../delivery/ports';
import { type Exchange, type Instance } from '../destinations/destination';
import { type Gauges, type JobShare, type Permissions, type StorageProbe } from './ports';
import { type ProbedRecord } from './record-finding';
import { type Watch } from '../delivery/watch';

/** A destination that is switched on, with what the deliverer uses to get there. */
export interface ProbedDestination {
  readonly instance: Instance;
  /** Calls the destination without telling the watch: a probe delivers nothing. */
  readonly exchange: Exchange;
  readonly limiter: Pick<Limiter, 'take'>;
  readonly watch: Pick<Watch, 'seen'>;
  /** What the identity that calls it may do. */
  readonly permissions: Permissions;
  /** Absent or null where it takes any number. */
  readonly room?: Pick<RoomView, 'held' | 'max'> | null;
}

export interface ProbedQueue {
  readonly name: string;
  /** A visible message that is older than this has waited too long. */
  readonly stuckSeconds: number;
  /** The code for that; by default `queue-stuck`. */
  readonly stuck?: 'queue-stuck' | 'poison-left';
  /** What its latest messages held; absent where nobody noted it. */
  readonly latestMessages?: () => readonly (readonly JobShare[])[];
}

/** Everything that health looks at. */
export interface HealthSources {
  readonly version: string;
  /** When this instance started. */
  readonly startedAt: Date;
  /** Names of settings for a development machine that are in use. */
  readonly developmentSettings: readonly string[];
  readonly inAzure: boolean;
  readonly storage: StorageProbe;
  readonly destinations: readonly ProbedDestination[];
  readonly queues: readonly ProbedQueue[];
  readonly gauges: Gauges;
  readonly record: ProbedRecord;
  /** The last look at a destination; absent or null where none is kept. */
  readonly lastReadBack?: ReadBackStore['last'] | null;
}
