// Over sixty lines: a grammar.
import { type Joined } from './pattern-tree';
import { type Token, type TokenKind } from './pattern-tokens';

/** Why a text is no pattern: where (UTF-16 units from its start) and what should have stood there. */
export interface PatternFault {
  readonly at: number;
  readonly expected: string;
}

/** The deepest nesting of brackets; real patterns have three or four. */
export const maxBrackets = 200;

/** Reads token by token. A rule gives null when it fails; the first fault is kept. */
export interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  brackets: number;
  fault: PatternFault | null;
}

export const ending: Token = { kind: 'end', text: '', at: 0 };

export const next = ({ tokens, at }: Reader): Token => tokens[at] ?? ending;

export const is = (token: Token, kind: TokenKind, ...texts: readonly string[]): boolean =>
  token.kind === kind && (texts.length === 0 || texts.includes(token.text));

export const fail = (reader: Reader, expected: string): null => {
  reader.fault ??= { at: next(reader).at, expected };
  return null;
};

/** The next token, if it is one of these. */
export const accept = (reader: Reader, kind: TokenKind, ...texts: readonly string[]): Token | null => {
  const token = next(reader);
  if (!is(token, kind, ...texts)) return null;
  reader.at += 1;
  return token;
};

export const need = (
  reader: Reader,
  expected: string,
  kind: TokenKind,
  ...texts: readonly string[]
): Token | null => accept(reader, kind, ...texts) ?? fail(reader, expected);

/** Reads what stands between `(` and `)`. Only so many may be open at once. */
export const bracketed = <A>(reader: Reader, rule: (reader: Reader) => A | null): A | null => {
  if (reader.brackets >= maxBrackets)
    return fail(reader, `at most ${maxBrackets} brackets inside each other`);
  reader.brackets += 1;
  const inner = rule(reader);
  reader.brackets -= 1;
  return inner === null || need(reader, '")"', 'sign', ')') === null ? null : inner;
};

/** Reads `operand (WORD operand)*`; a single operand stays itself. */
export const joined = <Word extends string, Operand>(
  reader: Reader,
  by: Word,
  operand: (reader: Reader) => Operand | null,
): Operand | Joined<Word, Operand> | null => {
  const operands: Operand[] = [];
  do {
    const one = operand(reader);
    if (one === null) return null;
    operands.push(one);
  } while (accept(reader, 'keyword', by) !== null);
  const [first, second] = operands;
  if (first === undefined) return null;
  return second === undefined ? first : { _tag: 'Joined', by, operands };
};
