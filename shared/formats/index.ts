import { type Format } from './format';
import { tiIndicator } from './ti-indicator';

/** Every format, in the order in which a payload is tried. A new format is one file and one line here. */
export const formats: readonly Format[] = [tiIndicator];
