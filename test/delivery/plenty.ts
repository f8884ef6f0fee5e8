import { type Permits } from '../../shared/delivery/batches/batch-wait';

/** What a limiter says when no call was made lately. */
export const plenty = (): Permits => ({ left: 1000, perMinute: 1000 });
