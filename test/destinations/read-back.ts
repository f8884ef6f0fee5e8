import * as E from 'fp-ts/Either';
import { parsePattern } from '../../shared/formats/stix/pattern';

/** What a pattern with a single comparison looks for, by the parser of patterns; null where it is no pattern, or has several. */
export const readBack = (pattern: unknown): { readonly type: string; readonly value: string } | null => {
  const tree = parsePattern(String(pattern));
  if (E.isLeft(tree) || tree.right._tag !== 'Observation') return null;
  const { comparison } = tree.right;
  if (comparison._tag !== 'Test' || comparison.operator !== '=' || comparison.negated) return null;
  const [value, ...others] = comparison.values;
  return value === undefined || others.length > 0 ? null : { type: comparison.path.type, value: value.text };
};
