import { createContext, runInContext } from 'node:vm';
import * as E from 'fp-ts/Either';
import { type Task } from 'fp-ts/Task';
import * as t from 'io-ts';
import jsonata from 'jsonata';
import { isObject, unpacked } from '../codec/json-value';

/** Why an expression gave nothing: what it broke, and JSONata's own code and place in the expression. Never a value. */
export interface ExpressionFault {
  readonly text: string;
}

/** A JSONata expression that compiles. It sees the payload and the time, nothing else, and is stopped after `mostMs`. */
export interface Expression {
  readonly evaluate: (input: unknown, now: Date, mostMs: number) => Task<E.Either<ExpressionFault, unknown>>;
}

/** JSONata counts evaluations that wait for each other, which a mapping with many members has without any recursion. */
const mostPending = 1000;

/** Items in any one sequence on the way to the result. */
const mostItems = 100_000;

const broken: ReadonlyMap<string, string> = new Map<string, string>([
  ['D1011', `it holds more than ${mostPending} evaluations at once, as without end`],
  ['D1012', 'it took too long'],
  ['D2014', 'a range in it is too long'],
  ['D2015', `it made a sequence of more than ${mostItems} items`],
  ['ERR_SCRIPT_EXECUTION_TIMEOUT', 'a regular expression in it took too long'],
]);

const tooLong = Object.assign(new Error('D1012'), { code: 'D1012' });

const fault = (error: unknown): ExpressionFault => {
  const { code, position } = isObject(error) ? error : {};
  const name = typeof code === 'string' ? code : 'unknown';
  const where = typeof position === 'number' ? ` at character ${position}` : '';
  return { text: `${broken.get(name) ?? 'it failed'} (JSONata error ${name}${where})` };
};

/** What would make the same payload give another result, or turn a payload into code. */
const removed = ['eval', 'random', 'shuffle'];

/** JSONata's own compares each with each, and its time limit does not reach into it. */
const distinct = (value: unknown): unknown => {
  if (!Array.isArray(value)) return value;
  const first = new Map<string, unknown>();
  for (const item of value as readonly unknown[]) {
    const key = `${typeof item} ${JSON.stringify(item)}`;
    if (!first.has(key)) first.set(key, item);
  }
  return [...first.values()];
};

/** Regular expressions that the clock stops: JSONata's limit does not reach into a match that backtracks without end. */
const stoppedAt = (deadline: number): RegExpConstructor => {
  const sandbox = createContext({});
  class StoppedRegExp extends RegExp {
    override exec(text: string): RegExpExecArray | null {
      sandbox.match = (): RegExpExecArray | null => super.exec(text);
      // Past the deadline nothing matches any more; the evaluation is refused as a whole then.
      const timeout = deadline - Date.now();
      return timeout <= 0 ? null : (runInContext('match()', sandbox, { timeout }) as RegExpExecArray | null);
    }
  }
  return StoppedRegExp as RegExpConstructor;
};

const compile = (source: string, deadline: number, mostMs: number): jsonata.Expression => {
  const compiled = jsonata(source, {
    timeout: mostMs,
    stack: mostPending,
    sequence: mostItems,
    RegexEngine: stoppedAt(deadline),
  });
  for (const name of removed) compiled.assign(name, undefined);
  compiled.registerFunction('distinct', distinct, '<x:x>');
  compiled.registerFunction('parseJson', unpacked, '<x-:x>');
  return compiled;
};

const run = async (source: string, input: unknown, now: Date, mostMs: number): Promise<unknown> => {
  const deadline = Date.now() + mostMs;
  const result: unknown = await compile(source, deadline, mostMs).evaluate(input, {
    now: () => now.toISOString(),
    millis: () => now.getTime(),
  });
  return Date.now() >= deadline ? Promise.reject(tooLong) : result;
};

/** Compiled anew for each evaluation, 0.1 ms, so that each has its own clock. */
const expressionOf = (source: string): Expression => ({
  evaluate: (input, now, mostMs) => () =>
    mostMs <= 0
      ? Promise.resolve(E.left(fault(tooLong)))
      : run(source, input, now, mostMs).then(
          (result) => E.right(result),
          (error: unknown) => E.left(fault(error)),
        ),
});

const syntaxFault = (source: string): string | undefined => {
  try {
    jsonata(source);
    return undefined;
  } catch (error) {
    return `a JSONata expression; this one does not compile${fault(error).text.replace('it failed', '')}`;
  }
};

const sourceOf = (u: unknown): string | undefined => {
  if (typeof u === 'string') return u;
  const isLines = Array.isArray(u) && u.every((line): line is string => typeof line === 'string');
  return isLines ? u.join('\n') : undefined;
};

/**
 * A JSONata expression in a document: text, or an array of its lines. An error says where in the expression it is, not what
 * stands there.
 */
export const expression: t.Type<Expression, unknown> = new t.Type<Expression, unknown, unknown>(
  'a JSONata expression, as text or as an array of its lines',
  (u): u is Expression => isObject(u) && 'evaluate' in u,
  (u, c) => {
    const source = sourceOf(u);
    if (source === undefined) return t.failure(undefined, c);
    const wrong = syntaxFault(source);
    return wrong === undefined ? t.success(expressionOf(source)) : t.failure(undefined, c, wrong);
  },
  t.identity,
);
