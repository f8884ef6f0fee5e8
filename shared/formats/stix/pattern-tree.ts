/** A constant of a pattern; `text` without quotes, prefix and escapes. */
export interface Constant {
  readonly kind: 'string' | 'integer' | 'float' | 'hex' | 'binary' | 'timestamp' | 'boolean';
  readonly text: string;
}

/** `.name`, or `[0]` and `[*]`. */
export type PathStep =
  { readonly _tag: 'Name'; readonly name: string } | { readonly _tag: 'Index'; readonly index: number | '*' };

/** `file:hashes.'SHA-256'`: a type of object, and the way to one of its properties. */
export interface ObjectPath {
  readonly type: string;
  readonly steps: readonly PathStep[];
}

export type Operator =
  '=' | '!=' | '<' | '<=' | '>' | '>=' | 'IN' | 'LIKE' | 'MATCHES' | 'ISSUBSET' | 'ISSUPERSET';

/** A test of one property; `values` holds one constant, or those of a set. */
export interface Test {
  readonly _tag: 'Test';
  readonly path: ObjectPath;
  readonly negated: boolean;
  readonly operator: Operator;
  readonly values: readonly Constant[];
}

export interface Joined<Word extends string, Operand> {
  readonly _tag: 'Joined';
  readonly by: Word;
  /** Two or more. */
  readonly operands: readonly Operand[];
}

/** What stands between square brackets: the conditions on one observation. */
export type Comparison =
  Test | { readonly _tag: 'Exists'; readonly path: ObjectPath } | Joined<'AND' | 'OR', Comparison>;

export type Qualifier =
  | { readonly _tag: 'Within'; readonly seconds: number }
  | { readonly _tag: 'Repeats'; readonly times: number }
  | { readonly _tag: 'Start'; readonly start: string; readonly stop: string };

/** Observations, and how they are combined. */
export type Pattern =
  | { readonly _tag: 'Observation'; readonly comparison: Comparison }
  | { readonly _tag: 'Qualified'; readonly qualifier: Qualifier; readonly operand: Pattern }
  | Joined<'AND' | 'OR' | 'FOLLOWEDBY', Pattern>;
