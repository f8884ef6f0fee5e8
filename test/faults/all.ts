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

/** Of what is around the app. */
export const faultsAround: readonly Fault[] = [
  ...tokenFaults,
  ...statusFaults,
  ...partialFaults,
  ...lineFaults,
  ...liesFaults,
  ...storageFaults,
  ...peersFaults,
];

/** Of its own process, which most of them start anew. */
export const faultsWithin: readonly Fault[] = [...endedFaults, ...processFaults];
