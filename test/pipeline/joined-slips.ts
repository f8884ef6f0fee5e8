import { identity } from 'fp-ts/function';
import { type Slip } from '../../shared/pipeline/record/record-store';
import { groupSlips, joinSlips } from '../../shared/pipeline/record/slips';

/** As slips are kept that come together: several intakes to one. */
export const joinedSlips = (slips: readonly Slip[]): readonly Slip[] =>
  groupSlips(slips, identity).map(joinSlips);
