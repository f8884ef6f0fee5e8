// Over sixty lines: what a node lacks is put back as STIX has it.
import { listed, type Item } from '../../codec/items';
import { at } from '../../codec/json-pointer';
import { isObject, objectOf, oneOrMany, textOf, textsOf, type Json } from '../../codec/json-value';
import { stixObject, type StixObject } from './stix-object';

const standardId = /^[a-z0-9][a-z0-9-]*--./;

const isIndicator = (node: Json): boolean =>
  typeof node.pattern === 'string' &&
  (node.entity_type === 'Indicator' || (textOf(node.standard_id) ?? '').startsWith('indicator--'));

/** Whether it is an entity of OpenCTI's GraphQL API. Its query has to have asked for the names that tell. */
const isNode = (value: Json): boolean =>
  isIndicator(value) ||
  (typeof value.entity_type === 'string' && standardId.test(textOf(value.standard_id) ?? ''));

const holders = ['node', 'nodes', 'edges', 'indicator', 'indicators'];

/** `data.indicators.edges[].node` and a mutation's `data.indicatorEdit.fieldPatch` need five steps. */
const deepest = 6;

const inside = (name: string, value: unknown, place: string): readonly Item[] =>
  isObject(value) && name === 'data'
    ? Object.entries(value).map(([key, item]) => ({ place: at(place, key), item }))
    : [{ place, item: value }];

/**
 * The nodes of a connection, of an answer (`{"data":{"indicators":{"edges":[{"node":…}]}}}`) or of a list; or the single node
 * itself.
 */
export const nodesIn = (value: unknown, place = '', depth = 0): readonly Item[] => {
  if (depth > deepest) return [];
  const next = (item: Item): readonly Item[] => nodesIn(item.item, item.place, depth + 1);
  if (Array.isArray(value)) return listed(place, value).flatMap(next);
  if (!isObject(value)) return [];
  if (isNode(value)) return [{ place, item: value }];
  return [...holders, 'data']
    .filter((name) => Object.hasOwn(value, name))
    .flatMap((name) => inside(name, value[name], at(place, name)))
    .flatMap(next);
};

/** Whether there is a node, without its place: most payloads have none, and many members. */
export const hasNode = (value: unknown, depth = 0): boolean => {
  if (depth > deepest || typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((item) => hasNode(item, depth + 1));
  const object = value as Json;
  if (isNode(object)) return true;
  const { data } = object;
  return (
    holders.some((name) => hasNode(object[name], depth + 1)) ||
    (isObject(data) ? Object.values(data).some((item) => hasNode(item, depth + 1)) : hasNode(data, depth + 1))
  );
};

const connections = ['indicators', 'stixCoreObjects', 'stixDomainObjects', 'stixObjectOrStixRelationships'];

/** The answer to a query for indicators that found nothing. */
export const isEmptyAnswer = (payload: unknown): boolean => {
  const { data } = objectOf(payload);
  return (
    isObject(data) &&
    connections.some((name) => {
      const { edges } = objectOf(data[name]);
      return Array.isArray(edges) && edges.length === 0;
    })
  );
};

/** A member of each thing attached to a node: `[{value}]`, or `{"edges":[{"node":{value}}]}` before OpenCTI 6. */
const each = (things: unknown, ...members: readonly string[]): readonly string[] => {
  const list = isObject(things)
    ? oneOrMany(things.edges).map((edge) => objectOf(edge).node)
    : oneOrMany(things);
  return list.map(objectOf).flatMap((thing) => members.flatMap((name) => textsOf(thing[name])));
};

/** The STIX object for an indicator under the names of the GraphQL API; undefined for any other entity. */
export const stixOfNode = ({ place, item }: Item): StixObject | undefined => {
  const node = objectOf(item);
  if (!isIndicator(node)) return undefined;
  const object = {
    ...node,
    type: 'indicator',
    id: node.standard_id ?? node.id,
    created: node.created ?? node.created_at,
    modified: node.modified ?? node.updated_at,
    labels: each(node.objectLabel, 'value'),
    // A marking's own words stand beside its id. A query may have asked for the internal id alone.
    object_marking_refs: each(node.objectMarking, 'standard_id', 'definition'),
    kill_chain_phases: each(node.killChainPhases, 'phase_name').map((phase_name) => ({ phase_name })),
    external_references: each(node.externalReferences, 'url').map((url) => ({ url })),
  };
  return stixObject(place, object);
};
