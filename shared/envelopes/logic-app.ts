import * as E from 'fp-ts/Either';
import { isObject } from '../codec/json-value';
import { textFromBase64 } from './base64';
import { type Envelope } from './envelope';
import { listMark } from './list-mark';

/** What stands beside `body` in the outputs of a Logic App's trigger or action. */
const beside = new Set(['body', 'headers', 'method', 'queries', 'relativePathParameters', 'statusCode']);

/**
 * What a Logic App makes of a body it passes on: `{"body":…}` with the rest of the outputs it came in, or
 * `{"$content-type":…,"$content":…}` in base64 where it did not take it for JSON. Neither has an origin of its own.
 */
export const logicApp: Envelope = (value, outer) => {
  if (!isObject(value)) return null;
  if (typeof value['$content-type'] === 'string' && Object.hasOwn(value, '$content'))
    return {
      origin: { ...outer, ...listMark(value['$content-type']) },
      member: '$content',
      content: textFromBase64(value.$content),
    };
  return Object.hasOwn(value, 'body') && Object.keys(value).every((name) => beside.has(name))
    ? { origin: outer, member: 'body', content: E.right(value.body) }
    : null;
};
