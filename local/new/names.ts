export type Kind = 'format' | 'destination';

export const isKind = (word: string | undefined): word is Kind => word === 'format' || word === 'destination';

/** What a new file is called in the lists and in code. */
export interface Name {
  /** In kebab-case, as the lists have it. */
  readonly name: string;
  /** In camelCase, as it is exported. */
  readonly constant: string;
  /** In words. */
  readonly title: string;
}

const kebabCase = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Reserved words of JavaScript, and names that the new files use themselves. */
const taken = new Set([
  ...['await', 'break', 'case', 'catch', 'class', 'const', 'continue', 'debugger', 'default', 'delete', 'do'],
  ...[
    'else',
    'enum',
    'export',
    'extends',
    'false',
    'finally',
    'for',
    'function',
    'if',
    'implements',
    'import',
  ],
  ...['in', 'instanceof', 'interface', 'let', 'new', 'null', 'package', 'private', 'protected', 'public'],
  ...[
    'return',
    'static',
    'super',
    'switch',
    'this',
    'throw',
    'true',
    'try',
    'typeof',
    'var',
    'void',
    'while',
  ],
  ...[
    'with',
    'yield',
    'arguments',
    'eval',
    'undefined',
    'formats',
    'destinations',
    'read',
    'sample',
    'intake',
  ],
  ...['address', 'alert', 'answer', 'item', 'place', 'said', 'status', 'tag', 'describe', 'it', 'expect'],
]);

const capital = (letters: string): string => letters.replace(/^./, (letter) => letter.toUpperCase());

/**
 * The name in all its spellings; undefined where it is not in kebab-case. In code, its kind is appended where the name has
 * another meaning.
 */
export const nameOf = (name: string, kind: Kind, exported: ReadonlySet<string>): Name | undefined => {
  if (!kebabCase.test(name) || name.length > 40) return undefined;
  const [first = '', ...others] = name.split('-');
  const plain = [first, ...others.map(capital)].join('');
  const constant = taken.has(plain) || exported.has(plain) ? `${plain}${capital(kind)}` : plain;
  return { name, constant, title: [first, ...others].map(capital).join(' ') };
};
