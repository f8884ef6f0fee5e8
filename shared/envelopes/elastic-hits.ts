import { isObject } from '../codec/json-value';
import { wrapped, type Wrapper } from './wrapper';

const ofHit = ['_index', '_id', '_score', '_type'];

/**
 * A document as Elasticsearch and OpenSearch give it. Its content is in `_source`, beside its index or id or alone, or in `fields`
 * (a list for each) where the search asked for those.
 */
export const elasticHit: Wrapper = (value, outer) => {
  if (!isObject(value)) return null;
  const isHit = ofHit.some((name) => name in value) || Object.keys(value).every((name) => name === '_source');
  const held = ['_source', 'fields'].find((name) => isObject(value[name]));
  return isHit && held !== undefined ? wrapped(outer, [held], value[held]) : null;
};

/** The answer to a search: `{"hits":{"hits":[…]}}`, or the inner part alone. */
export const elasticHits: Wrapper = (value, outer) => {
  if (!isObject(value)) return null;
  if (Array.isArray(value.hits)) return wrapped(outer, ['hits'], value.hits);
  return isObject(value.hits) && Array.isArray(value.hits.hits)
    ? wrapped(outer, ['hits', 'hits'], value.hits.hits)
    : null;
};

/** The answer to several searches (`_msearch`): `{"responses":[{"hits":…}]}`. A search that failed is in it, without hits. */
export const elasticSearches: Wrapper = (value, outer) =>
  isObject(value) &&
  Array.isArray(value.responses) &&
  value.responses.some((one: unknown) => elasticHits(one, outer) !== null)
    ? wrapped(outer, ['responses'], value.responses)
    : null;
