import { isObject } from '../../codec/json-value';
import { isSuccess } from '../answers';
import { type HttpAnswer } from '../destination';

/** The ids on a page of the list (Microsoft's page on "list indicators"); null where it is none. */
export const readIds = (answer: HttpAnswer): readonly string[] | null => {
  const { body } = answer;
  if (!isSuccess(answer) || !isObject(body) || !Array.isArray(body.value)) return null;
  const items: readonly unknown[] = body.value;
  return items.flatMap((item) => (isObject(item) && typeof item.id === 'string' ? [item.id] : []));
};
