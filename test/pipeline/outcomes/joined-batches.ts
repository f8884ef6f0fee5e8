import { identity } from 'fp-ts/function';
import { type OutcomeBatch } from '../../../shared/pipeline/record/record-store';
import { groupBatches, joinBatches } from '../../../shared/pipeline/record/outcome-batches';

/** As batches are kept that come together: several intakes to one. */
export const joinedBatches = (batches: readonly OutcomeBatch[]): readonly OutcomeBatch[] =>
  groupBatches(batches, identity).map(joinBatches);
