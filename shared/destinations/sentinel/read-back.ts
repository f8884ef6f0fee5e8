import { isObject, textOf, type Json } from '../../codec/json-value';
import { isSuccess } from '../answers';
import {
  type Endpoint,
  type HttpAnswer,
  type ProductEntry,
  type ProductPage,
  type ReadBack,
} from '../destination';
import { isSame, isSameMoment } from '../shown-as-sent';
import { comparisonsOf, patternOf } from './pattern';
import { stixIdsOf } from './stix-object';

interface Reading {
  /** The workspace's resource in Azure Resource Manager. */
  readonly endpoint: Endpoint;
  readonly source: string;
  readonly visibleAfterMinutes: number;
}

/** A stable version, which other apps were seen to query with in April 2026. */
const path =
  '/providers/Microsoft.SecurityInsights/threatIntelligence/main/queryIndicators?api-version=2025-09-01';

/** What Microsoft's own example asks for; the most that is taken is not documented. */
const perPage = 100;

/**
 * Sentinel's own source name, under which it sends live objects again every few days, so that rules find them. The objects are
 * the same.
 */
const republisher = 'LogARepublisher';

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The external reference that names an object's indicator. */
const externalIdIn = ({ externalReferences }: Json, source: string): string | null => {
  const own = listIn(externalReferences).find((one) => isObject(one) && one.sourceName === source);
  return isObject(own) ? (textOf(own.externalId) ?? null) : null;
};

const entryIn =
  (source: string) =>
  (item: unknown): readonly ProductEntry[] => {
    const shown = isObject(item) && isObject(item.properties) ? item.properties : {};
    const id = textOf(shown.externalId);
    if (id === undefined) return [];
    return [
      {
        id,
        externalId: externalIdIn(shown, source),
        revoked: shown.revoked === true,
        // Some answers leave this out; then it is not known.
        unparsed: Array.isArray(shown.parsedPattern) && shown.parsedPattern.length === 0,
        members: shown,
      },
    ];
  };

/** The token for the next query, used as other apps do. The rest of the link is ignored, so that the token goes nowhere else. */
const tokenIn = (link: unknown): string | null => {
  const [, token] = /[?&](?:\$|%24)?skipToken=([^&]+)/i.exec(textOf(link) ?? '') ?? [];
  if (token === undefined) return null;
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
};

const entriesIn =
  (source: string) =>
  (answer: HttpAnswer): ProductPage | null => {
    const { body } = answer;
    if (!isSuccess(answer) || !isObject(body) || !Array.isArray(body.value)) return null;
    const next = tokenIn(body.nextLink);
    // A link that can't be followed means that there is more, which is not seen.
    const isPartial = next === null && textOf(body.nextLink) !== undefined;
    return { entries: listIn(body.value).flatMap(entryIn(source)), next, isPartial };
  };

const toleranceMs = 60_000;

const bare = (pattern: unknown): string => (textOf(pattern) ?? '').replace(/\s+/g, '');

/**
 * The management query of a workspace's indicators (api-version 2025-09-01, POST …/threatIntelligence/main/queryIndicators),
 * those of one source. Names of members as in Microsoft's definition of it; never tried by us.
 */
export const sentinelReadBack = ({ endpoint, source, visibleAfterMinutes }: Reading): ReadBack => ({
  endpoint,
  page: (next) => ({
    method: 'POST',
    path,
    body: {
      pageSize: perPage,
      includeDisabled: true,
      sources: [source, republisher],
      ...(next === null ? {} : { skipToken: next }),
    },
  }),
  entriesIn: entriesIn(source),
  // For a row that says no more, the first object stands for all.
  idsOf: ({ id, indicator, generation }) => (indicator === null ? [id] : stixIdsOf(indicator, generation)),
  differences: ({ expires, indicator, generation }, { id, members }) => {
    const place = indicator === null ? -1 : stixIdsOf(indicator, generation).indexOf(id);
    const comparison = indicator === null ? undefined : comparisonsOf(indicator)[place];
    const isPatternKept =
      comparison === undefined ||
      members.pattern === undefined ||
      bare(patternOf(comparison)) === bare(members.pattern);
    const isSureAsSent =
      indicator?.confidence === undefined ||
      members.confidence === undefined ||
      isSame(indicator.confidence, members.confidence);
    return [
      ...(isPatternKept ? [] : ['pattern']),
      ...(isSureAsSent ? [] : ['confidence']),
      ...(isSameMoment(expires, members.validUntil, toleranceMs) ? [] : ['validUntil']),
    ];
  },
  visibleAfterMinutes,
  dropsByRule: true,
});
