import { byPrecedence } from '../../indicator/precedence';
import { type Planned } from '../outcome';
import { sourceTimeOf } from './source-time';

/** Sorts so that those come first that go first where not all have room. */
export const inPrecedence = <A extends Planned>(items: readonly A[]): readonly A[] =>
  items
    .map((item) => ({ item, indicator: item.indicator, sourceTime: sourceTimeOf(item) }))
    .sort(byPrecedence)
    .map(({ item }) => item);
