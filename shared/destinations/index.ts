import { type Destination } from './destination';
import { defender } from './defender/defender';
import { graph } from './graph/graph';
import { sentinel } from './sentinel/sentinel';

/** Every destination. A new one is one file, or a folder, and one line here; the setting DESTINATIONS switches it on. */
export const destinations: readonly Destination[] = [graph, sentinel, defender];
