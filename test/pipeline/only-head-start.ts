import { headStartMs } from '../../shared/pipeline/record/recorder';

/** The pauses of a recorder whose store is never away: that before a write ends, and any other would be for ever. */
export const onlyHeadStart = (ms: number): Promise<void> =>
  ms === headStartMs ? Promise.resolve() : new Promise(() => undefined);
