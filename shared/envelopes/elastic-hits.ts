import { isObject } from '../codec/json-value';
import { wrapped, type Wrapper } from './wrapper';

const ofHit = ['_index', '_id', '_score', '_type'];

/**
 * A document as Elasticsearch and OpenSearch give it: `_source` beside its index or its id, or alone where the search asked for
 * nothing else; `fields`, with a list for each, where it asked for those instead.
 */
export const elasticHit: Wrapper = (value, outer) => {
  if (!isObject(value)) return null;
  const isHit = ofHit.some((name) => name in value) || Object.keys(value).every((name) => name === '_source');
  const held = ['_source', 'fields'].find((name) => isObject(value[name]));
  return isHit && held !== undefined ? wrapped(outer, [held], value[held]) : null;
};

/** What a search answers: `{"hits":{"hits":[…]}}`, or the inner part alone. */
export const elasticHits: Wrapper = (value, outer) => {
  if (!isObject(value)) return null;
  if (Array.isArray(value.hits)) return wrapped(outer, ['hits'], value.hits);
  return isObject(value.hits) && Array.isArray(value.hits.hits)
    ? wrapped(outer, ['hits', 'hits'], value.hits.hits)
    : null;
};

/** What several searches in one request answer (`_msearch`): `{"responses":[{"hits":…}]}`; one that failed holds nothing that is known. */
export const elasticSearches: Wrapper = (value, outer) =>
  isObject(value) &&
  Array.isArray(value.responses) &&
  value.responses.some((one: unknown) => elasticHits(one, outer) !== null)
    ? wrapped(outer, ['responses'], value.responses)
    : null;
