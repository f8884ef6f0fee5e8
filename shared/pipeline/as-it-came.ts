import * as E from 'fp-ts/Either';
import { parseJson } from '../codec/json';
import { textFromBase64 } from '../envelopes/base64';
import { readMessageText } from '../envelopes/message-text';

/** What is kept of a queue message. */
export interface AsItCame {
  readonly content: unknown;
  /** The text of the message, where that is base64 and `content` holds what it decodes to. */
  readonly raw?: string;
}

const rewritten = (value: unknown): string | undefined => {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined; // nested too deep for it
  }
};

/** The object or array in a text, where writing it gives the same text again. */
const sameObject = (text: string): unknown => {
  const parsed = parseJson(text);
  const isObject = E.isRight(parsed) && typeof parsed.right === 'object' && parsed.right !== null;
  return isObject && rewritten(parsed.right) === text ? parsed.right : undefined;
};

/**
 * What is kept of a queue message: the object in its text, where writing it gives the same text again; otherwise the text, to
 * the byte. A number such as 9007199254740993 or 89e7073266 changes when it is parsed.
 */
export const asItCame = (text: string): AsItCame => {
  const plain = sameObject(text);
  if (plain !== undefined) return { content: plain };
  const inside = textFromBase64(text);
  const packed = E.isRight(inside) ? sameObject(inside.right) : undefined;
  return packed === undefined ? { content: text } : { content: packed, raw: text };
};

/** The content to read anew from what was kept; text is read as a message is. */
export const contentOf = (kept: unknown): unknown =>
  typeof kept === 'string' ? E.getOrElseW(() => kept)(readMessageText(kept)) : kept;
