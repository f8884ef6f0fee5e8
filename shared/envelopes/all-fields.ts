import { isObject } from '../codec/json-value';
import { wrapped, type Wrapper } from './wrapper';

/**
 * A message for people with an alert inside, as Wazuh's integrations for Shuffle and chats write it. The alert is in `all_fields`,
 * beside a title, or in one of the `attachments`.
 */
export const allFields: Wrapper = (value, outer) => {
  if (!isObject(value)) return null;
  if (isObject(value.all_fields)) return wrapped(outer, ['all_fields'], value.all_fields);
  return Array.isArray(value.attachments) &&
    value.attachments.some((one: unknown) => isObject(one) && isObject(one.all_fields))
    ? wrapped(outer, ['attachments'], value.attachments)
    : null;
};
