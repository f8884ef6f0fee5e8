import { byPrecedence } from '../indicator/precedence';
import { type Planned } from './outcome';
import { sourceTimeOf } from './source-time';

/** Those first that go first where there is not room for all. */
export const inPrecedence = <A extends Planned>(items: readonly A[]): readonly A[] =>
  items
    .map((item) => ({ item, indicator: item.indicator, sourceTime: sourceTimeOf(item) }))
    .sort(byPrecedence)
    .map(({ item }) => item);
