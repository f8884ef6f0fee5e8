import { type Failure } from '../failure';
import { type Outcome } from './outcome';

/** Why an event could not be finished, with what is settled of it all the same: nobody else will say so. */
export type Unfinished = Failure & { readonly settled?: readonly Outcome[] };

export const settledOf = ({ settled = [] }: Unfinished): readonly Outcome[] => settled;
