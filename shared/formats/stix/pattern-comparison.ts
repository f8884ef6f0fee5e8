// Over sixty lines: a grammar.
import { hashForm } from './pattern-hash';
import { bracketed, fail, joined, need, next, accept, type Reader } from './pattern-reader';
import {
  type Comparison,
  type Constant,
  type ObjectPath,
  type Operator,
  type PathStep,
} from './pattern-tree';

/** STIX 2.0 allows a hyphen in a name and a name in double quotes; 2.1 wants a string there. All of these are accepted. */
const nameOf = (reader: Reader): PathStep | null => {
  const token = accept(reader, 'name') ?? accept(reader, 'string') ?? accept(reader, 'quoted-name');
  return token === null ? fail(reader, 'the name of a property') : { _tag: 'Name', name: token.text };
};

const indexOf = (reader: Reader): PathStep | null => {
  const token = accept(reader, 'sign', '*') ?? need(reader, 'a number or "*"', 'integer');
  if (token === null || need(reader, '"]"', 'sign', ']') === null) return null;
  return { _tag: 'Index', index: token.text === '*' ? '*' : Number(token.text) };
};

const objectPath = (reader: Reader): ObjectPath | null => {
  const type = need(reader, 'the type of an object', 'name');
  if (type === null || need(reader, '":"', 'sign', ':') === null) return null;
  const steps: PathStep[] = [];
  let step = nameOf(reader);
  while (step !== null) {
    steps.push(step);
    if (accept(reader, 'sign', '.') !== null) step = nameOf(reader);
    else if (accept(reader, 'sign', '[') !== null) step = indexOf(reader);
    else return { type: type.text, steps };
  }
  return null;
};

const orderable = ['string', 'integer', 'float', 'hex', 'binary', 'timestamp'] as const;

const constant = (reader: Reader, ...kinds: readonly Constant['kind'][]): Constant | null => {
  const { kind, text } = next(reader);
  const found = kinds.find((one) => one === kind);
  if (found === undefined) return fail(reader, `a constant (${kinds.join(', ')})`);
  reader.at += 1;
  return { kind: found, text };
};

const anyConstant = (reader: Reader): Constant | null => constant(reader, ...orderable, 'boolean');

const setOf = (reader: Reader): readonly Constant[] | null => {
  if (need(reader, '"("', 'sign', '(') === null) return null;
  if (accept(reader, 'sign', ')') !== null) return [];
  const values: Constant[] = [];
  do {
    const value = anyConstant(reader);
    if (value === null) return null;
    values.push(value);
  } while (accept(reader, 'sign', ',') !== null);
  return need(reader, '"," or ")"', 'sign', ')') === null ? null : values;
};

const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['=', '='],
  ['==', '='],
  ['!=', '!='],
  ['<>', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['IN', 'IN'],
  ['LIKE', 'LIKE'],
  ['MATCHES', 'MATCHES'],
  ['ISSUBSET', 'ISSUBSET'],
  ['ISSUPERSET', 'ISSUPERSET'],
]);

const operatorOf = (reader: Reader): Operator | null => {
  const token = accept(reader, 'sign', ...operators.keys()) ?? accept(reader, 'keyword', ...operators.keys());
  return operators.get(token?.text ?? '') ?? fail(reader, 'a comparison operator');
};

/** The values allowed on the right: any constant, one that has an order, a set, or a string. */
const valuesOf = (reader: Reader, operator: Operator): readonly Constant[] | null => {
  if (operator === 'IN') return setOf(reader);
  const value =
    operator === '=' || operator === '!='
      ? anyConstant(reader)
      : /^[<>]/.test(operator)
        ? constant(reader, ...orderable)
        : constant(reader, 'string');
  return value === null ? null : [value];
};

const propertyTest = (reader: Reader): Comparison | null => {
  if (accept(reader, 'sign', '(') !== null) return bracketed(reader, comparison);
  if (accept(reader, 'keyword', 'EXISTS') !== null) {
    const there = objectPath(reader);
    return there === null ? null : { _tag: 'Exists', path: there };
  }
  const path = objectPath(reader);
  if (path === null) return null;
  const negated = accept(reader, 'keyword', 'NOT') !== null;
  const operator = operatorOf(reader);
  const right = next(reader).at;
  const values = operator === null ? null : valuesOf(reader, operator);
  if (operator === null || values === null) return null;
  const form = /^(?:!?=|IN)$/.test(operator) ? hashForm(path) : undefined;
  if (form !== undefined && !values.every(({ kind, text }) => kind === 'string' && form.test(text))) {
    reader.fault ??= { at: right, expected: 'a hash as long as its algorithm makes it' };
    return null;
  }
  return { _tag: 'Test', path, negated, operator, values };
};

export const comparison = (reader: Reader): Comparison | null =>
  joined(reader, 'OR', (inner) => joined(inner, 'AND', propertyTest));
