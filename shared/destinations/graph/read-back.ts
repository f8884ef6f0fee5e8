import { isObject } from '../../codec/json-value';
import { filledText, isSuccess } from '../answers';
import { type ProductEntry, type ReadBack } from '../destination';
import { isSame, isSameMoment } from '../shown-as-sent';
import { tiIndicators } from './graph-collection';

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
      externalId: filledText(item.externalId) ?? null,
      revoked: item.isActive === false,
      unparsed: false,
      members,
    },
  ];
};

/** The part of a link that continues below the root. The rest of the link is ignored, so that the token goes nowhere else. */
const linked = (link: unknown): string | null => {
  const text = filledText(link) ?? '';
  const question = text.indexOf('?');
  return question === -1 ? null : `${tiIndicators}${text.slice(question)}`;
};

/**
 * The list of what this app created, page by page. A 404 may mean that there is nothing, or that there is no API, so it is no
 * page.
 */
export const graphReadBack: ReadBack = {
  endpoint: null,
  page: (next) => ({ method: 'GET', path: next ?? `${tiIndicators}?$top=500`, body: undefined }),
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
