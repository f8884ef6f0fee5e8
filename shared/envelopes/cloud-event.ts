import * as E from 'fp-ts/Either';
import { isObject, textOf, type Json } from '../codec/json-value';
import { textFromBase64 } from './base64';
import { type Envelope, type Layer } from './envelope';
import { listMark } from './list-mark';
import { fromNumbered } from './numbered-list';

/** Base64 is marked by the member's name in 1.0, by an attribute in 0.2 and 0.3. A null attribute counts as absent. */
const contentOf = (value: Json): Pick<Layer, 'member' | 'content'> => {
  if (value.data_base64 !== undefined && value.data_base64 !== null)
    return { member: 'data_base64', content: textFromBase64(value.data_base64) };
  const isEncoded = textOf(value.datacontentencoding)?.toLowerCase() === 'base64';
  return {
    member: 'data',
    content:
      isEncoded && typeof value.data === 'string'
        ? textFromBase64(value.data)
        : E.right(fromNumbered(value.data)),
  };
};

/**
 * A CloudEvent 0.2 to 1.0 in structured mode; items of a batch have the same shape. `specversion` and two of the three required
 * attributes are enough, since Azure's own libraries leave some out.
 */
export const cloudEvent: Envelope = (value, outer) => {
  if (!isObject(value) || typeof value.specversion !== 'string') return null;
  const { id, source, type } = value;
  if ([id, source, type].filter((attribute) => typeof attribute === 'string').length < 2) return null;
  return {
    origin: {
      eventId: textOf(id) ?? outer.eventId,
      source: textOf(source) ?? outer.source,
      type: textOf(type) ?? null,
      time: textOf(value.time) ?? null,
      ...listMark(value.datacontenttype),
    },
    ...contentOf(value),
  };
};
