// Over sixty lines: an event, a node and their marks.
import { listed, type Item } from '../../codec/items';
import { isObject, objectOf, textOf, unpacked, type Json } from '../../codec/json-value';
import { at } from '../../codec/json-pointer';
import { hasNode, isEmptyAnswer, nodesIn, stixOfNode } from './graphql-node';
import { isBundle, isStixObject, objectsIn } from './stix-object';
import { readObjects } from './read-objects';
import { intakeOf, leave, type Format, type ReadOptions } from '../format';
import { type Entry } from '../kit';
import { nearMissIn } from '../recognition';

/** The STIX of one stream event, and what became of it in OpenCTI. */
interface StreamEvent {
  readonly place: string;
  readonly event: string;
  readonly stix: unknown;
}

const isStix = (value: unknown): boolean => isStixObject(value) || isBundle(value);

/** What is in `data`, as JSON or as JSON in a string. */
const dataOf = (value: Json): unknown => unpacked(value.data);

const events = new Set(['create', 'update', 'delete', 'merge']);

/** `{event,id,data:{data,message,…}}` as the stream sends it, its `data` alone, or `data` with the object right in it. */
const streamEvent = (payload: unknown, place: string): StreamEvent | undefined => {
  if (!isObject(payload) || payload.data === undefined) return undefined;
  const inside = at(place, 'data');
  const data = dataOf(payload);
  const eventName = textOf(payload.event ?? payload.type)?.toLowerCase();
  const event = eventName !== undefined && events.has(eventName) ? eventName : undefined;
  // A word that is none of OpenCTI's might say that the object is gone.
  const isInner =
    eventName === undefined && ['message', 'version', 'origin'].some((name) => payload[name] !== undefined);
  if (isStix(data))
    return event === undefined && !isInner
      ? undefined
      : { place: inside, event: event ?? 'create', stix: data };
  if (event === undefined || !isObject(data)) return undefined;
  const inner = dataOf(data);
  return isStix(inner) ? { place: at(inside, 'data'), event, stix: inner } : undefined;
};

const listOf = (payload: unknown): readonly Item[] =>
  Array.isArray(payload) ? listed('', payload) : [{ place: '', item: payload }];

/** A deleted object counts as taken back from now on: `modified` is only the time of an earlier change. */
const takenBack = (entries: readonly Entry[]): readonly Entry[] =>
  entries.map((entry) =>
    entry._tag === 'Draft'
      ? { ...entry, draft: { ...entry.draft, revoked: true, saidAt: undefined } }
      : entry,
  );

const readEvent = ({ place, event, stix }: StreamEvent, options: ReadOptions): readonly Entry[] => {
  if (event === 'delete') return takenBack(readObjects(objectsIn(stix, place), options, place));
  if (event === 'merge')
    return [leave(place, 'no-indicator', 'a merge in OpenCTI: what is left comes as an update')];
  return readObjects(objectsIn(stix, place), options, place);
};

/**
 * Reads an answer of the GraphQL API: its indicators, as the STIX objects that they stand for. Other entities only describe
 * them.
 */
const readNodes = (nodes: readonly Item[], options: ReadOptions): readonly Entry[] => {
  const indicators = nodes.flatMap((node) => stixOfNode(node) ?? []);
  const others = nodes.filter((node) => stixOfNode(node) === undefined);
  return [
    ...(indicators.length === 0 ? [] : readObjects(indicators, options)),
    ...others.map(({ place }) => leave(place, 'no-indicator', 'an entity of OpenCTI that is no indicator')),
  ];
};

const readItem = ({ item, place }: Item, options: ReadOptions): readonly Entry[] => {
  const event = streamEvent(item, place);
  if (event !== undefined) return readEvent(event, options);
  if (isEmptyAnswer(item)) return [leave(place, 'no-indicator', 'the list of nodes is empty')];
  const nodes = nodesIn(item, place);
  return nodes.length > 0 ? readNodes(nodes, options) : readObjects(objectsIn(item, place), options, place);
};

const isOurs = (item: unknown): boolean =>
  streamEvent(item, '') !== undefined || isEmptyAnswer(item) || hasNode(item);

/** OpenCTI's live stream, relayed event by event or in lists, and what its GraphQL API answers. */
export const openCti: Format = {
  name: 'opencti',
  marks: ['data', 'node', 'nodes', 'edges', 'indicator', 'indicators', 'entity_type', 'standard_id'],
  expects:
    'an event of an OpenCTI stream: {"event":"create","data":{"data":{a STIX object}}}, or nodes of its GraphQL API',
  recognises: (payload) => (Array.isArray(payload) ? payload.some(isOurs) : isOurs(payload)),
  nearMiss: (payload) =>
    nearMissIn(listOf(payload), (item) => {
      const { event, type } = objectOf(item);
      return [events.has((textOf(event ?? type) ?? '').toLowerCase()) || 'event', 'data with a STIX object'];
    }),
  read: (payload, options) => intakeOf(listOf(payload).flatMap((item) => readItem(item, options))),
};
