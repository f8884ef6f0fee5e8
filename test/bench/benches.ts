import { type Bench } from './bench';
import { ceiling } from './ceiling';
import { coldStart } from './cold-start';
import { delivery } from './delivery';
import { expressions } from './expressions';
import { mapping } from './mapping';
import { reading } from './reading';
import { storm } from './storm';

export const benches: readonly Bench[] = [mapping, reading, expressions, coldStart, storm, delivery, ceiling];
