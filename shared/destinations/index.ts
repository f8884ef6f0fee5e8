import { type Destination } from './destination';
import { graph } from './graph';

/** Every destination. A new one is one file and one line here; the setting DESTINATIONS switches it on. */
export const destinations: readonly Destination[] = [graph];
