import { atLimit } from './at-limit';
import { besideBare } from './beside-bare';
import { type Bench } from './bench';
import { ceiling } from './ceiling';
import { coldStart } from './cold-start';
import { delivery } from './delivery';
import { detection } from './detection';
import { door } from './door';
import { endless } from './endless';
import { expressions } from './expressions';
import { feed } from './feed';
import { flood } from './flood';
import { ledger } from './ledger';
import { loneEvent } from './lone-event';
import { mapping } from './mapping';
import { reading } from './reading';
import { routes } from './routes';
import { shadow } from './shadow';
import { storm } from './storm';

export const benches: readonly Bench[] = [
  mapping,
  reading,
  detection,
  expressions,
  routes,
  shadow,
  feed,
  coldStart,
  besideBare,
  loneEvent,
  storm,
  endless,
  door,
  flood,
  ledger,
  delivery,
  ceiling,
  atLimit,
];
