import { isObject } from '../codec/json-value';
import { wrapped, type Wrapper } from './wrapper';

/** A document as Elasticsearch and OpenSearch give it: `_source` beside its index or its id. */
export const elasticHit: Wrapper = (value, outer) =>
  isObject(value) &&
  isObject(value._source) &&
  ['_index', '_id', '_score', '_type'].some((name) => name in value)
    ? wrapped(outer, ['_source'], value._source)
    : null;

/** What a search answers: `{"hits":{"hits":[…]}}`, or the inner part alone. */
export const elasticHits: Wrapper = (value, outer) => {
  if (!isObject(value)) return null;
  if (Array.isArray(value.hits)) return wrapped(outer, ['hits'], value.hits);
  return isObject(value.hits) && Array.isArray(value.hits.hits)
    ? wrapped(outer, ['hits', 'hits'], value.hits.hits)
    : null;
};
