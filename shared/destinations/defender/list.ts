import { isObject } from '../../codec/json-value';
import { isSuccess } from '../answers';
import { type HttpAnswer, type HttpCall } from '../destination';
import { singleCalls } from './defender-settings';

/** Entries a page. The largest documented page is 10,000, which would have to be read at once. */
const perPage = 2_500;

/** Asks for the page after so many entries. */
export const listCall = (skip: number): HttpCall => ({
  method: 'GET',
  path: `/indicators?$top=${perPage}&$skip=${skip}`,
  body: undefined,
  countedAs: singleCalls,
});

/** The ids on a page of the list (Microsoft's page on "list indicators"); null where the answer is no page. */
export const readIds = (answer: HttpAnswer): readonly string[] | null => {
  const { body } = answer;
  if (!isSuccess(answer) || !isObject(body) || !Array.isArray(body.value)) return null;
  const items: readonly unknown[] = body.value;
  return items.flatMap((item) => (isObject(item) && typeof item.id === 'string' ? [item.id] : []));
};
