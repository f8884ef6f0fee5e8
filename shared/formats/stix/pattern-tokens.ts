// Over sixty lines: a grammar.
export type TokenKind =
  | 'string'
  | 'integer'
  | 'float'
  | 'hex'
  | 'binary'
  | 'timestamp'
  | 'boolean'
  | 'name'
  | 'quoted-name'
  | 'keyword'
  | 'sign'
  | 'end'
  | 'invalid';

/** One token of a pattern; `text` without quotes, prefix and escapes. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** UTF-16 units from the start of the pattern. */
  readonly at: number;
}

const keywords = new Set(
  (
    'AND OR NOT FOLLOWEDBY LIKE MATCHES ISSUPERSET ISSUBSET EXISTS LAST IN START STOP SECONDS WITHIN ' +
    'REPEATS TIMES'
  ).split(' '),
);

const space = /[ \t-\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|\/\/[^\r\n]*/y;
const word = /[A-Za-z_][A-Za-z0-9_-]*/y;
const number = /[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)/y;
const integer = /^[+-]?(?:0|[1-9][0-9]*)$/;
const sign = /==|!=|<>|<=|>=|[=<>[\]():.,*]/y;

/** RFC 3339 in UTC. Like the OASIS grammar, it allows 31 days in every month. */
const timestamp =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?Z$/;

const typed: ReadonlyMap<string, { readonly kind: TokenKind; readonly fits: (text: string) => boolean }> =
  new Map<string, { readonly kind: TokenKind; readonly fits: (text: string) => boolean }>([
    ['h', { kind: 'hex', fits: (text) => text.length % 2 === 0 && /^[0-9A-Fa-f]*$/.test(text) }],
    [
      'b',
      {
        kind: 'binary',
        fits: (text) => text.length > 0 && text.length % 4 === 0 && /^[A-Za-z0-9+/]{2,}={0,2}$/.test(text),
      },
    ],
    ['t', { kind: 'timestamp', fits: (text) => timestamp.test(text) }],
  ]);

/** What a regular expression with the flag y finds exactly at a place. */
const match = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

/** Where a string that starts at `at` ends, or -1. A backslash may only precede a backslash or a quote. */
const endOfString = (text: string, at: number): number => {
  for (let index = at + 1; index < text.length; index += 1) {
    if (text[index] === "'") return index;
    if (text[index] !== '\\') continue;
    index += 1;
    if (text[index] !== "'" && text[index] !== '\\') return -1;
  }
  return -1;
};

type Found = Token & { readonly end: number };

const quotedAt = (text: string, at: number): Found | undefined => {
  if (text[at] === "'") {
    const end = endOfString(text, at);
    if (end < 0) return undefined;
    return { kind: 'string', text: text.slice(at + 1, end).replace(/\\(.)/gs, '$1'), at, end: end + 1 };
  }
  if (text[at] !== '"') return undefined;
  const end = text.indexOf('"', at + 1);
  return end < 0 ? undefined : { kind: 'quoted-name', text: text.slice(at + 1, end), at, end: end + 1 };
};

const typedAt = (text: string, at: number): Found | undefined => {
  const literal = text[at + 1] === "'" ? typed.get(text[at] ?? '') : undefined;
  const end = literal === undefined ? -1 : text.indexOf("'", at + 2);
  const content = text.slice(at + 2, Math.max(end, at + 2));
  return literal === undefined || end < 0 || !literal.fits(content)
    ? undefined
    : { kind: literal.kind, text: content, at, end: end + 1 };
};

const wordKind = (name: string): TokenKind =>
  name === 'true' || name === 'false' ? 'boolean' : keywords.has(name) ? 'keyword' : 'name';

/** The kind of a number. An integer has no leading zeros. */
const numberKind = (digits: string): TokenKind =>
  digits.includes('.') ? 'float' : integer.test(digits) ? 'integer' : 'invalid';

const tokenAt = (text: string, at: number): Found | undefined => {
  const quoted = quotedAt(text, at) ?? typedAt(text, at);
  if (quoted !== undefined) return quoted;
  const plain = (kind: TokenKind, found: string | undefined): Found | undefined =>
    found === undefined ? undefined : { kind, text: found, at, end: at + found.length };
  const name = match(word, text, at);
  const digits = match(number, text, at);
  return (
    plain(wordKind(name ?? ''), name) ??
    plain(numberKind(digits ?? ''), digits) ??
    plain('sign', match(sign, text, at))
  );
};

/** Where the next token may start: after white space and comments; -1 for a comment without end. */
const skipSpace = (text: string, from: number): number => {
  let at = from;
  for (;;) {
    const blank = match(space, text, at);
    if (blank !== undefined) at += blank.length;
    else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      if (end < 0) return -1;
      at = end + 2;
    } else return at;
  }
};

/** The tokens of a pattern, closed by an `end`, or by an `invalid` where no token can stand. Linear; never throws. */
export const tokensOf = (text: string): readonly Token[] => {
  const tokens: Token[] = [];
  for (let from = 0; ;) {
    const at = skipSpace(text, from);
    if (at === text.length) return [...tokens, { kind: 'end', text: '', at }];
    const token = at < 0 ? undefined : tokenAt(text, at);
    if (token === undefined) return [...tokens, { kind: 'invalid', text: '', at: Math.max(at, from) }];
    tokens.push(token);
    from = token.end;
  }
};
