import jsonata from 'jsonata';
import * as t from 'io-ts';
import { faultOf } from './expression-fault';

const syntaxFault = (source: string): string | undefined => {
  try {
    jsonata(source);
    return undefined;
  } catch (error) {
    return `a JSONata expression; this one does not compile${faultOf(error).text.replace('it failed', '')}`;
  }
};

const sourceOf = (u: unknown): string | undefined => {
  if (typeof u === 'string') return u;
  const isLines = Array.isArray(u) && u.every((line): line is string => typeof line === 'string');
  return isLines ? u.join('\n') : undefined;
};

/**
 * The source of a JSONata expression that compiles, in a document: text, or an array of its lines. It is only parsed here,
 * never evaluated. An error gives the position in the expression, not the text there.
 */
export const expression: t.Type<string, unknown> = new t.Type<string, unknown, unknown>(
  'a JSONata expression, as text or as an array of its lines',
  (u): u is string => typeof u === 'string',
  (u, c) => {
    const source = sourceOf(u);
    if (source === undefined) return t.failure(undefined, c);
    const wrong = syntaxFault(source);
    return wrong === undefined ? t.success(source) : t.failure(undefined, c, wrong);
  },
  t.identity,
);
