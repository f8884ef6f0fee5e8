import * as E from 'fp-ts/Either';
import jsonata from 'jsonata';
import { unpacked } from '../codec/json-value';
import { faultOf, maxPending, maxSequence, type ExpressionFault } from '../profile/expression-fault';

/** Characters of JSON that a mapping may give: 10,000 objects of a kilobyte. */
const maxCharacters = 10 * 1024 * 1024;

/** Functions that would give another result each time, or turn a payload into code. */
const removed = ['eval', 'random', 'shuffle'];

/** JSONata's own `distinct` compares each item with each other. */
const distinct = (value: unknown): unknown => {
  if (!Array.isArray(value)) return value;
  const first = new Map<string, unknown>();
  for (const item of value as readonly unknown[]) {
    const key = `${typeof item} ${JSON.stringify(item)}`;
    if (!first.has(key)) first.set(key, item);
  }
  return [...first.values()];
};

const compile = (source: string): jsonata.Expression => {
  const compiled = jsonata(source, { stack: maxPending, sequence: maxSequence });
  for (const name of removed) compiled.assign(name, undefined);
  compiled.registerFunction('distinct', distinct, '<x:x>');
  compiled.registerFunction('parseJson', unpacked, '<x-:x>');
  return compiled;
};

/** As many as the profile has, since the same few expressions serve each payload. */
const compiled = new Map<string, jsonata.Expression>();

const compiledOnce = (source: string): jsonata.Expression => {
  const known = compiled.get(source) ?? compile(source);
  compiled.set(source, known);
  return known;
};

const tooBig: ExpressionFault = { text: `it gave more than ${maxCharacters} characters of JSON` };

const noJson: ExpressionFault = { text: 'it gave what JSON cannot hold, such as a function' };

const written = (result: unknown): E.Either<ExpressionFault, string | null> => {
  try {
    const text = JSON.stringify(result) as string | undefined;
    return (text?.length ?? 0) > maxCharacters ? E.left(tooBig) : E.right(text ?? null);
  } catch {
    return E.left(noJson);
  }
};

/** Evaluates one expression to JSON text; null where it gives nothing. Never rejects, and ends when the expression does. */
export const evaluate = (
  source: string,
  payload: unknown,
  millis: number,
): Promise<E.Either<ExpressionFault, string | null>> => {
  const time = { now: () => new Date(millis).toISOString(), millis: () => millis };
  return Promise.resolve()
    .then(() => compiledOnce(source).evaluate(payload, time))
    .then(written, (error: unknown) => E.left(faultOf(error)));
};
