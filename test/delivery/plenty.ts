import { type Permits } from '../../shared/delivery/batch-wait';

/** A limiter's word that no call was made lately. */
export const plenty = (): Permits => ({ left: 1000, perMinute: 1000 });
