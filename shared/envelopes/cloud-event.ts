import * as E from 'fp-ts/Either';
import { isObject, textOf, type Json } from '../codec/json-value';
import { textFromBase64 } from './base64';
import { type Envelope, type Layer } from './envelope';
import { listMark } from './list-mark';
import { fromNumbered } from './numbered-list';

/** 1.0 says by the member's name that it is base64, 0.2 and 0.3 by an attribute. A null attribute is not set. */
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
 * A CloudEvent 0.2 to 1.0 in structured mode (an item of a batch has the same shape): `specversion` and two of its three
 * required attributes. Stricter readers lose events that Azure's own libraries write.
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
