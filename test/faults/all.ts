import { endedFaults } from './ended';
import { type Fault } from './fault';
import { liesFaults } from './lies';
import { lineFaults } from './line';
import { partialFaults } from './partial';
import { peersFaults } from './peers';
import { processFaults } from './process';
import { statusFaults } from './status';
import { storageFaults } from './storage';
import { tokenFaults } from './token';

/** Faults in what surrounds the app. */
export const faultsAround: readonly Fault[] = [
  ...tokenFaults,
  ...statusFaults,
  ...partialFaults,
  ...lineFaults,
  ...liesFaults,
  ...storageFaults,
  ...peersFaults,
];

/** Faults in the app's own process; most of them start it anew. */
export const faultsWithin: readonly Fault[] = [...endedFaults, ...processFaults];
