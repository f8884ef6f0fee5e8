// Over sixty lines: a grammar.
import * as E from 'fp-ts/Either';
import { comparison } from './pattern-comparison';
import {
  bracketed,
  ending,
  fail,
  is,
  joined,
  maxBrackets,
  need,
  next,
  accept,
  type PatternFault,
  type Reader,
} from './pattern-reader';
import { type Pattern, type Qualifier } from './pattern-tree';
import { tokensOf } from './pattern-tokens';

const qualifier = (reader: Reader): Qualifier | null => {
  const word = need(reader, 'a qualifier', 'keyword', 'WITHIN', 'REPEATS', 'START')?.text;
  if (word === 'START') {
    const start = need(reader, 'a timestamp', 'timestamp');
    const stop = need(reader, 'STOP', 'keyword', 'STOP') && need(reader, 'a timestamp', 'timestamp');
    return start && stop && { _tag: 'Start', start: start.text, stop: stop.text };
  }
  const isPositive = !next(reader).text.startsWith('-');
  const amount = isPositive
    ? (accept(reader, 'integer') ?? (word === 'WITHIN' ? accept(reader, 'float') : null))
    : null;
  if (amount === null) return fail(reader, 'a positive number');
  const unit = word === 'WITHIN' ? 'SECONDS' : 'TIMES';
  if (need(reader, unit, 'keyword', unit) === null) return null;
  return word === 'WITHIN'
    ? { _tag: 'Within', seconds: Number(amount.text) }
    : { _tag: 'Repeats', times: Number(amount.text) };
};

const observation = (reader: Reader): Pattern | null => {
  if (accept(reader, 'sign', '(') !== null) return bracketed(reader, observations);
  if (need(reader, '"[" or "("', 'sign', '[') === null) return null;
  const inner = comparison(reader);
  if (inner === null || need(reader, 'AND, OR or "]"', 'sign', ']') === null) return null;
  return { _tag: 'Observation', comparison: inner };
};

/** An observation may have each kind of qualifier once; one in round brackets may have any number (OASIS validator). */
const qualified = (reader: Reader): Pattern | null => {
  let operand = observation(reader);
  let depth = 0;
  const isPlain = operand?._tag === 'Observation' && !is(reader.tokens[reader.at - 1] ?? ending, 'sign', ')');
  const kinds = new Set<string>();
  while (operand !== null && is(next(reader), 'keyword', 'WITHIN', 'REPEATS', 'START')) {
    if (isPlain && kinds.has(next(reader).text)) return fail(reader, 'each kind of qualifier once');
    if (depth >= maxBrackets) return fail(reader, `at most ${maxBrackets} qualifiers`);
    depth += 1;
    const found = qualifier(reader);
    if (found === null) return null;
    kinds.add(found._tag.toUpperCase());
    operand = { _tag: 'Qualified', qualifier: found, operand };
  }
  return operand;
};

const observations = (reader: Reader): Pattern | null =>
  joined(reader, 'FOLLOWEDBY', (outer) => joined(outer, 'OR', (inner) => joined(inner, 'AND', qualified)));

/** The longest pattern, in UTF-16 units: room for 10,000 addresses, and read without holding up the process. */
const maxPattern = 256 * 1024;

/**
 * Parses a STIX 2.0 or 2.1 pattern into a tree, by the grammar and the checks of the OASIS validator. Linear, and never throws.
 * A pattern has at most 256 Ki characters, brackets 200 deep, and 200 qualifiers in a row.
 */
export const parsePattern = (text: string): E.Either<PatternFault, Pattern> => {
  if (text.length > maxPattern)
    return E.left({ at: maxPattern, expected: `a pattern of at most ${maxPattern} characters` });
  const reader: Reader = { tokens: tokensOf(text), at: 0, brackets: 0, fault: null };
  const pattern = observations(reader);
  if (pattern !== null && next(reader).kind !== 'end') fail(reader, 'the end of the pattern');
  return pattern === null || reader.fault !== null
    ? E.left(reader.fault ?? { at: 0, expected: 'a STIX pattern' })
    : E.right(pattern);
};
