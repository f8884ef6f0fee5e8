import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { canonicalHost } from '../../codec/host';
import { isObject } from '../../codec/json-value';
import { setting } from '../../codec/setting';
import { integerText, secureUrl, text, withDefault } from '../../codec/text-value';
import { type Indicator } from '../../indicator/indicator';
import { everyOne, isSuccess, errorDetailOf } from '../answers';
import { deletion, deletionCalls, isAloneGone, readDeleted } from './graph-deletion';
import {
  type Answer,
  type Destination,
  type HttpAnswer,
  type ProductEntry,
  type ReadBack,
  type ErrorDetail,
  type Update,
  type Verdict,
} from '../destination';
import { isSame, isSameMoment } from '../shown-as-sent';

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Clouds without tiIndicators (the availability row of the Graph documentation), refused at start. */
const cloudsWithout = ['graph.microsoft.us', 'dod-graph.microsoft.us', 'microsoftgraph.chinacloudapi.cn'];

const graphRoot = (value: string): string | undefined => {
  const url = secureUrl(value);
  if (url === undefined) return undefined;
  const { hostname, pathname } = new URL(url);
  return pathname.length > 1 && !cloudsWithout.includes(canonicalHost(hostname) ?? '') ? url : undefined;
};

const settings = {
  baseUrl: setting({
    codec: withDefault(
      'the Graph root with its version, such as https://graph.microsoft.com/beta; https, or http on this machine; tiIndicators are not in the US Government and China clouds',
      graphRoot,
      'https://graph.microsoft.com/beta',
    ),
    about: 'the token is sent to this origin and to no other',
    sample: 'http://127.0.0.1:7072/beta',
    leftOut: 'the default is the only cloud that has tiIndicators',
    pointsSomewhere: true,
  }),
  scope: setting({
    codec: withDefault('the scope of the token', text, 'https://graph.microsoft.com/.default'),
    about: '',
    leftOut: 'goes with the base URL',
    pointsSomewhere: true,
  }),
  // The documented limit of any operation on tiIndicator, for one app in one tenant (Graph throttling limits).
  requestsPerMinute: setting({
    codec: withDefault('an integer from 1 to 100000, or 0 for no limit', integerText(0, 100_000), 1000),
    about: 'what Graph documents for one app in one tenant, kept over all instances of the app',
    leftOut: 'the default is what Graph documents',
  }),
};

/** What Graph writes in place of an id when a bulk item failed at its provider. */
const failedIdMarker = /^failed to create/i;

/** Codes that pass and are not about the indicator. Names as in Graph's error list and as seen live. */
const passing = new Set(
  [
    'TooManyRequests',
    'activityLimitReached',
    'serviceNotAvailable',
    'ServiceUnavailable',
    'generalException',
    'InternalServerError',
    'UnknownError',
    'Timeout',
    'GatewayTimeout',
    'resourceModified',
  ].map((code) => code.toLowerCase()),
);

interface GraphError {
  readonly code: string;
  readonly message: string;
}

const parseJson = (value: string): unknown =>
  E.toUnion(
    E.tryCatch(
      (): unknown => JSON.parse(value),
      () => value,
    ),
  );

/** Sentinel's provider writes `Code: what is wrong`. */
const fromSentence = (sentence: string): GraphError => {
  const colon = sentence.indexOf(': ');
  const code = sentence.slice(0, Math.max(colon, 0));
  return code.length <= 60 && /^[A-Za-z]{3,}$/.test(code) && colon + 2 < sentence.length
    ? { code, message: sentence.slice(colon + 2) }
    : { code: 'unknown', message: sentence };
};

/** The error of an answer, or the `Error` of a bulk item: an object, JSON in a string, or plain text. */
const errorOf = (value: unknown): GraphError => {
  const parsed = typeof value === 'string' ? parseJson(value) : value;
  const inner = isObject(parsed) && isObject(parsed.error) ? parsed.error : parsed;
  return isObject(inner)
    ? { code: textOf(inner.code) ?? 'unknown', message: textOf(inner.message) ?? '' }
    : fromSentence(textOf(inner) ?? '');
};

const detailOf = (answer: HttpAnswer, { code, message }: GraphError): ErrorDetail =>
  errorDetailOf(answer, code, message);

type Done = 'Created' | 'Updated';

/** Whether Graph does not hold the id of an update (any more). */
const isGone = (done: Done, { code }: GraphError): boolean =>
  done === 'Updated' && ['resourcenotfound', 'itemnotfound'].includes(code.toLowerCase());

const verdictOf =
  (answer: HttpAnswer, done: Done) =>
  (externalId: string, item: unknown): Verdict => {
    if (!isObject(item)) {
      const error = { code: 'no-answer-for-item', message: 'the answer has nothing for this indicator' };
      return { _tag: 'Unsettled', externalId, ...detailOf(answer, error) };
    }
    const id = textOf(item.id);
    const failed = item.Error !== undefined && item.Error !== null;
    if (!failed && id !== undefined && !failedIdMarker.test(id)) {
      return { _tag: done, externalId, id, requestIds: answer.requestIds };
    }
    if (!failed && id === undefined) {
      const error = { code: 'no-id-in-answer', message: 'the answer has no id for this indicator' };
      return { _tag: 'Unsettled', externalId, ...detailOf(answer, error) };
    }
    const error = errorOf(failed ? item.Error : id);
    const unmade = passing.has(error.code.toLowerCase()) ? 'Unsettled' : 'Rejected';
    const tag = isGone(done, error) ? 'Gone' : unmade;
    return { _tag: tag, externalId, ...detailOf(answer, error) };
  };

/**
 * Matches items by `externalId`; by position where there is one for each indicator, or where no item of a complete answer
 * carries one.
 */
const correlate = (
  indicators: readonly Indicator[],
  items: readonly unknown[],
): ReadonlyMap<string, unknown> => {
  const named = items.flatMap((item) =>
    isObject(item) && textOf(item.externalId) ? [[String(item.externalId), item] as const] : [],
  );
  const [only] = indicators;
  if (only !== undefined && indicators.length === 1 && items.length === 1)
    return new Map([[only.externalId, items[0]]]);
  return named.length === 0 && items.length === indicators.length
    ? new Map(indicators.map(({ externalId }, index) => [externalId, items[index]]))
    : new Map(named);
};

const readSuccess = (indicators: readonly Indicator[], answer: HttpAnswer, done: Done): Answer => {
  const { body } = answer;
  const items = isObject(body) && Array.isArray(body.value) ? (body.value as readonly unknown[]) : [body];
  const found = correlate(indicators, items);
  return {
    _tag: 'Verdicts',
    verdicts: indicators.map(({ externalId }) => verdictOf(answer, done)(externalId, found.get(externalId))),
  };
};

/** The collection is gone (docs: removal announced for April 2026): an alert, never a retry. */
const isRetired = ({ status }: HttpAnswer, { code }: GraphError): boolean =>
  [404, 405, 410, 501].includes(status) || code.toLowerCase() === 'notsupported';

/** 401 and 403 pass when the role has spread or the token is renewed; 3xx is never followed with a token. */
const isBusy = ({ status, retryAfterSeconds }: HttpAnswer): boolean =>
  status < 400 ||
  [401, 403, 408, 425, 429].includes(status) ||
  (status === 503 && retryAfterSeconds !== null);

/**
 * Trouble of the moment, or a bulk too large for it: 100 gave `UnknownError` where 50 worked (security-api-solutions issue 71).
 */
const isTrouble = ({ status }: HttpAnswer, { code }: GraphError): boolean =>
  status >= 500 || passing.has(code.toLowerCase());

const readRefusal = (indicators: readonly Indicator[], answer: HttpAnswer): Answer => {
  const error = errorOf(isObject(answer.body) ? answer.body : undefined);
  const said = detailOf(
    answer,
    error.code === 'unknown' ? { ...error, code: `http-${answer.status}` } : error,
  );
  if (isRetired(answer, error)) return everyOne('Retired', indicators, said);
  if (isBusy(answer)) return everyOne('Unsettled', indicators, said);
  if (indicators.length > 1) return { _tag: 'Split', said };
  return everyOne(isTrouble(answer, error) ? 'Unsettled' : 'Rejected', indicators, said);
};

const read = (indicators: readonly Indicator[], answer: HttpAnswer): Answer =>
  isSuccess(answer) ? readSuccess(indicators, answer, 'Created') : readRefusal(indicators, answer);

/** The answer to a single update is 204 without a body; 404 is about the id and not about the collection. */
const readUpdate = (updates: readonly Update[], answer: HttpAnswer): Answer => {
  const indicators = updates.map(({ indicator }) => indicator);
  const [only] = updates;
  if (only === undefined || updates.length > 1)
    return isSuccess(answer) ? readSuccess(indicators, answer, 'Updated') : readRefusal(indicators, answer);
  const { externalId } = only.indicator;
  const { requestIds } = answer;
  if (answer.status === 404) {
    const said = detailOf(answer, { code: 'ResourceNotFound', message: 'there is no indicator of this id' });
    return everyOne('Gone', indicators, said);
  }
  return isSuccess(answer)
    ? { _tag: 'Verdicts', verdicts: [{ _tag: 'Updated', externalId, id: only.id, requestIds }] }
    : readRefusal(indicators, answer);
};

const readDeletion = (held: readonly Update[], answer: HttpAnswer): Answer => {
  const indicators = held.map(({ indicator }) => indicator);
  if (isAloneGone(held, answer))
    return everyOne('Gone', indicators, detailOf(answer, { code: 'ResourceNotFound', message: '' }));
  return isSuccess(answer) ? readDeleted(held, answer) : readRefusal(indicators, answer);
};

const collection = '/security/tiIndicators';
const perCall = 100;

/** Defender's indicators can't be updated in bulk (Graph documentation), so each goes alone. */
const updateCalls = (updates: readonly Update[]): readonly (readonly Update[])[] => {
  const inBulk = updates.filter(({ indicator }) => indicator.targetProduct === 'Azure Sentinel');
  const alone = updates.filter(({ indicator }) => indicator.targetProduct !== 'Azure Sentinel');
  const bulks = Array.from({ length: Math.ceil(inBulk.length / perCall) }, (_, n) =>
    inBulk.slice(n * perCall, (n + 1) * perCall),
  );
  return [...bulks, ...alone.map((update) => [update])];
};

const changed = ({ id, indicator }: Update): unknown => ({ ...indicator, id });

/** Members that say when it was seen, are words for people, or are set by Graph. */
const notCompared: ReadonlySet<string> = new Set([
  'id',
  'externalId',
  'azureTenantId',
  'ingestedDateTime',
  'lastReportedDateTime',
  'additionalInformation',
  'description',
  'knownFalsePositives',
  'tags',
]);

/** Graph was seen to keep the next day (https://github.com/microsoftgraph/security-api-solutions/issues/130). */
const expiryToleranceMs = 24 * 3600 * 1000;

const entryIn = (item: unknown): readonly ProductEntry[] => {
  if (!isObject(item) || typeof item.id !== 'string') return [];
  const members = Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null));
  return [
    {
      id: item.id,
      externalId: textOf(item.externalId) ?? null,
      revoked: item.isActive === false,
      unparsed: false,
      members,
    },
  ];
};

/** The part of a link that continues below the root. The rest of the link is ignored, so that the token goes nowhere else. */
const linked = (link: unknown): string | null => {
  const text = textOf(link) ?? '';
  const question = text.indexOf('?');
  return question === -1 ? null : `${collection}${text.slice(question)}`;
};

/**
 * The list of what this app created, page by page. A 404 may mean that there is nothing, or that there is no API, so it is no
 * page.
 */
const readBack: ReadBack = {
  endpoint: null,
  page: (next) => ({ method: 'GET', path: next ?? `${collection}?$top=500`, body: undefined }),
  entriesIn: (answer) => {
    const { body, status } = answer;
    if (!isSuccess(answer) || !isObject(body) || !Array.isArray(body.value)) return null;
    const items: readonly unknown[] = body.value;
    // 206: a provider behind Graph did not answer.
    return {
      entries: items.flatMap(entryIn),
      next: linked(body['@odata.nextLink']),
      isPartial: status === 206,
    };
  },
  idsOf: ({ id }) => [id],
  differences: ({ indicator, action, expires }, { members }) => {
    const known = indicator ?? (action === null ? {} : { action });
    const others = Object.entries(known)
      .filter(([name]) => name !== 'expirationDateTime' && !notCompared.has(name))
      .filter(([name, value]) => !isSame(value, members[name]))
      .map(([name]) => name);
    const isEndKept = isSameMoment(expires, members.expirationDateTime, expiryToleranceMs);
    return isEndKept ? others : [...others, 'expirationDateTime'];
  },
  visibleAfterMinutes: 5,
  dropsByRule: false,
};

/** Microsoft Graph beta `tiIndicators`: one by create, several by submitTiIndicators (100 a call). */
export const graph: Destination = {
  name: 'graph',
  settings,
  configure: (source) =>
    pipe(
      source(settings),
      E.map(({ baseUrl, scope, requestsPerMinute }) => ({
        endpoint: {
          baseUrl,
          auth: { _tag: 'Entra' as const, scope },
          client: 'graph' as const,
          requestsPerMinute,
        },
      })),
    ),
  perCall,
  unfit: () => null,
  calls: (indicators) => (indicators.length === 0 ? [] : [indicators]),
  request: (indicators) =>
    indicators.length === 1
      ? { method: 'POST', path: collection, body: indicators[0] }
      : { method: 'POST', path: `${collection}/submitTiIndicators`, body: { value: indicators } },
  read,
  updating: {
    calls: updateCalls,
    request: (updates) => {
      const [first] = updates;
      return first !== undefined && updates.length === 1
        ? { method: 'PATCH', path: `${collection}/${encodeURIComponent(first.id)}`, body: changed(first) }
        : { method: 'POST', path: `${collection}/updateTiIndicators`, body: { value: updates.map(changed) } };
    },
    read: readUpdate,
  },
  revoking: { calls: deletionCalls, request: deletion, read: readDeletion },
  capacity: null,
  readBack,
  permission: 'ThreatIndicators.ReadWrite.OwnedBy',
  // Without $top a large collection is answered UnknownError (security-api-solutions issue 71).
  probe: { call: { method: 'GET', path: `${collection}?$top=1`, body: undefined }, expected: [] },
};
