import { isObject } from '../codec/json-value';

/** Why an expression gave nothing: what it broke, and JSONata's own code and place in the expression. Never a value. */
export interface ExpressionFault {
  readonly text: string;
}

/**
 * The most pending evaluations. JSONata counts those that wait for each other, which a mapping with many members has without
 * any recursion.
 */
export const maxPending = 1000;

/** The most items in any sequence on the way to the result. */
export const maxSequence = 100_000;

const broken: ReadonlyMap<string, string> = new Map<string, string>([
  ['D1011', `it holds more than ${maxPending} evaluations at once, as without end`],
  ['D2014', 'a range in it is too long'],
  ['D2015', `it made a sequence of more than ${maxSequence} items`],
]);

/** What JSONata threw, in the gateway's own words. */
export const faultOf = (error: unknown): ExpressionFault => {
  const { code, position } = isObject(error) ? error : {};
  const name = typeof code === 'string' && /^[A-Z]\d{4}$/.test(code) ? code : 'unknown';
  const where = typeof position === 'number' ? ` at character ${position}` : '';
  return { text: `${broken.get(name) ?? 'it failed'} (JSONata error ${name}${where})` };
};
