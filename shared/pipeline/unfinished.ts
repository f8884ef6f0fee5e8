import { type Failure } from '../failure';
import { type Outcome } from './outcome';

/** Why an event could not be finished, with the outcomes that are settled all the same: nobody else will report them. */
export type Unfinished = Failure & { readonly settled?: readonly Outcome[] };

export const settledOf = ({ settled = [] }: Unfinished): readonly Outcome[] => settled;
