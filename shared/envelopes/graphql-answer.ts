import { isObject, objectOf } from '../codec/json-value';
import { wrapped, type Wrapper } from './wrapper';

const lists = ['edges', 'nodes'] as const;

/** The answer of a GraphQL API with the nodes of a connection: `{"data":{"alerts":{"edges":[{"node":…}]}}}`. */
export const graphqlAnswer: Wrapper = (value, outer) => {
  const { data } = objectOf(value);
  for (const [name, connection] of Object.entries(objectOf(data))) {
    const list = lists.find((one) => Array.isArray(objectOf(connection)[one]));
    if (list !== undefined) return wrapped(outer, ['data', name, list], objectOf(connection)[list]);
  }
  return null;
};

/** An edge of such a connection. */
export const graphqlEdge: Wrapper = (value, outer) =>
  isObject(value) &&
  isObject(value.node) &&
  Object.keys(value).every((name) => ['node', 'cursor', '__typename'].includes(name))
    ? wrapped(outer, ['node'], value.node)
    : null;
