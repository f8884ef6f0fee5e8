import ts from 'typescript';

/** A regular expression in a source text. */
export interface Expression {
  readonly source: string;
  readonly flags: string;
  /**
   * Whether it is searched for again and again in one text, from where the last match ended: by the flag g or y, or where a
   * text is split at it.
   */
  readonly isRepeated: boolean;
}

export interface Expressions {
  readonly found: readonly Expression[];
  /** Expressions built from what only running the code would tell, as they stand in the source. */
  readonly opaque: readonly string[];
}

/** Initialisers of the file's constants; null where a name stands for several. */
type Constants = ReadonlyMap<string, ts.Expression | null>;

const descendants = (node: ts.Node): readonly ts.Node[] => {
  const found: ts.Node[] = [];
  const walk = (one: ts.Node): void => {
    found.push(one);
    ts.forEachChild(one, walk);
  };
  walk(node);
  return found;
};

const constantsOf = (nodes: readonly ts.Node[]): Constants => {
  const constants = new Map<string, ts.Expression | null>();
  for (const node of nodes) {
    if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name)) continue;
    const isConstant = (node.parent.flags & ts.NodeFlags.Const) !== 0 && !constants.has(node.name.text);
    constants.set(node.name.text, isConstant ? (node.initializer ?? null) : null);
  }
  return constants;
};

/** The text that a piece of an expression gives; undefined where the file does not say. */
const textOf = (node: ts.Expression, constants: Constants): string | undefined => {
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return node.text;
  if (ts.isParenthesizedExpression(node)) return textOf(node.expression, constants);
  if (ts.isIdentifier(node)) {
    const constant = constants.get(node.text);
    return constant === null || constant === undefined ? undefined : textOf(constant, constants);
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left, constants), textOf(node.right, constants)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
  if (!ts.isTemplateExpression(node)) return undefined;
  const pieces = node.templateSpans.map(({ expression, literal }) => {
    const text = textOf(expression, constants);
    return text === undefined ? undefined : text + literal.text;
  });
  return pieces.includes(undefined) ? undefined : node.head.text + pieces.join('');
};

/** Methods of a string that make a regular expression of a string. */
const making = ['match', 'matchAll', 'search'];

const methodOf = (call: ts.Node): string | undefined =>
  ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression)
    ? call.expression.name.text
    : undefined;

/** The pieces that a node builds an expression of; undefined where it builds none. */
const builtOf = (node: ts.Node): readonly ts.Expression[] | undefined => {
  if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
    if (ts.isIdentifier(node.expression) && node.expression.text === 'RegExp') return node.arguments ?? [];
  }
  const [first] = ts.isCallExpression(node) ? node.arguments : [];
  const isText = first !== undefined && (ts.isStringLiteralLike(first) || ts.isTemplateExpression(first));
  return isText && making.includes(methodOf(node) ?? '') ? [first] : undefined;
};

const literal = /^\/(.*)\/([a-z]*)$/s;

/** Every regular expression in a TypeScript text: literals, and those made by `RegExp` or of a string. */
export const expressionsIn = (text: string): Expressions => {
  const nodes = descendants(ts.createSourceFile('any.ts', text, ts.ScriptTarget.Latest, true));
  const constants = constantsOf(nodes);
  const separators = new Set(
    nodes.flatMap((node) => {
      const [first] = ts.isCallExpression(node) && methodOf(node) === 'split' ? node.arguments : [];
      const named = first !== undefined && ts.isIdentifier(first) ? constants.get(first.text) : first;
      return named === undefined || named === null ? [] : [named];
    }),
  );
  const found: Expression[] = [];
  const opaque: string[] = [];
  const add = (node: ts.Node, source: string, flags: string): number =>
    found.push({ source, flags, isRepeated: /[gy]/.test(flags) || separators.has(node as ts.Expression) });
  for (const node of nodes) {
    if (ts.isRegularExpressionLiteral(node)) {
      const [, source = '', flags = ''] = literal.exec(node.text) ?? [];
      add(node, source, flags);
    }
    const built = builtOf(node)?.map((piece) => textOf(piece, constants));
    const [source, flags = ''] = built ?? [];
    if (built === undefined) continue;
    if (source === undefined || built.includes(undefined)) opaque.push(node.getText());
    else add(node, source, flags);
  }
  return { found, opaque };
};
