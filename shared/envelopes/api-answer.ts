import * as E from 'fp-ts/Either';
import { isObject, textOf } from '../codec/json-value';
import { nothingFound, wrapped, type Wrapper } from './wrapper';

/** Names that do not judge their content. Under `revoked` or `allowlist`, indicators would mean the opposite. */
const neutral = new Set([
  ...['alert', 'alerts', 'body', 'content', 'data', 'detail', 'details', 'detections', 'entries', 'events'],
  ...['findings', 'incident', 'incidents', 'indicators', 'items', 'Items', 'message', 'objects'],
  ...[
    'payload',
    'pulses',
    'record',
    'records',
    'Records',
    'reply',
    'resource',
    'resources',
    'response',
    'result',
  ],
  ...['results', 'Results', 'rows', 'urls', 'value', 'Messages'],
]);

/** Members beside the content that describe the answer alone. */
const aboutAnswer = new Set([
  ...[
    'meta',
    'metadata',
    'error',
    'errors',
    'warnings',
    'links',
    '_links',
    'paging',
    'pagination',
    'extensions',
  ],
  ...['pageInfo', 'page_info', 'cursor', 'next', 'previous', 'prev', 'next_page', 'nextLink', 'next_link'],
  ...[
    'count',
    'counts',
    'total',
    'totalCount',
    'total_count',
    'result_count',
    'size',
    'limit',
    'offset',
    'page',
    'pages',
    'per_page',
  ],
  ...['hasMore', 'has_more', 'more', 'took', 'time_taken', 'apiVersion', 'api_version', 'version', 'schema'],
  ...['request_id', 'requestId', 'trace_id', 'correlationId', 'preview', 'init_offset', 'lastrow'],
]);

/** Members that say whether the call succeeded. Any other value, such as `deleted`, may speak of the content. */
const states = new Set([
  'status',
  'statusCode',
  'status_code',
  'code',
  'success',
  'ok',
  'query_status',
  'response_code',
]);

const isSettled = (value: unknown): boolean =>
  value === true || /^(?:0|2\d\d|ok|success|succeeded|completed?|done)$/i.test(textOf(value) ?? '');

const isBeside = ([name, value]: readonly [string, unknown]): boolean =>
  aboutAnswer.has(name) ||
  name.startsWith('@odata.') ||
  (states.has(name) && isSettled(value)) ||
  value === null;

/** Whether an API of abuse.ch says that it knows nothing of what was asked. */
const isUnknown = (status: unknown): boolean => /^no_results?$|_not_found$/.test(textOf(status) ?? '');

const holdsData = (value: unknown): boolean =>
  (typeof value === 'object' && value !== null) || (typeof value === 'string' && /^\s*[{[]/.test(value));

/** The answer of an API, or content wrapped by hand: `{"data":…}`, `{"meta":…,"resources":[…]}`, `{"results":[…],"next":…}`. */
export const apiAnswer: Wrapper = (value, outer) => {
  if (!isObject(value)) return null;
  if (isUnknown(value.query_status)) return { origin: outer, path: [], content: E.left(nothingFound) };
  const members = Object.entries(value);
  const held = members.filter(([name, content]) => neutral.has(name) && holdsData(content));
  const [first, ...others] = held;
  const rest = members.filter((member) => member !== first);
  return first !== undefined && others.length === 0 && rest.every(isBeside)
    ? wrapped(outer, [first[0]], first[1])
    : null;
};
