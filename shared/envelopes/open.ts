import { at } from '../codec/json-pointer';
import { parseJson } from '../codec/json';
import { binaryOrigin, cloudEventLayer } from './cloud-event';
import { type Opened, type Origin, type Unopened } from './envelope';
import { eventGridLayer } from './event-grid';

/** Envelopes nest: an Event Grid event may hold a CloudEvent as a string. Deeper than this is a mistake or an attack. */
export const maxDepth = 4;

export interface Opening {
  readonly opened: readonly Opened[];
  readonly unopened: readonly Unopened[];
}

const layers = [eventGridLayer, cloudEventLayer];

const layerOf = (value: unknown, outer: Origin): ReturnType<typeof eventGridLayer> => {
  for (const layer of layers) {
    const found = layer(value, outer);
    if (found !== null) return found;
  }
  return null;
};

const merge = (openings: readonly Opening[]): Opening => ({
  opened: openings.flatMap(({ opened }) => opened),
  unopened: openings.flatMap(({ unopened }) => unopened),
});

const openAt = (value: unknown, origin: Origin, place: string, depth: number): Opening => {
  const isBatch = Array.isArray(value) && value.some((item) => layerOf(item, origin) !== null);
  if (isBatch)
    return merge(value.map((item: unknown, index) => openOne(item, origin, at(place, index), depth)));
  return openOne(value, origin, place, depth);
};

const openOne = (value: unknown, origin: Origin, place: string, depth: number): Opening => {
  const layer = layerOf(value, origin);
  if (layer === null) return { opened: [{ origin, place, payload: value }], unopened: [] };
  const inside = at(place, layer.member);
  const refuse = (code: Unopened['code'], text: string): Opening => ({
    opened: [],
    unopened: [{ origin: layer.origin, place: inside, code, text }],
  });
  if (depth >= maxDepth)
    return refuse('envelope-too-deep', `at most ${maxDepth} envelopes inside each other`);
  if (layer.data === undefined || layer.data === null) return refuse('envelope-empty', 'data in the event');
  if (typeof layer.data !== 'string') return openAt(layer.data, layer.origin, inside, depth + 1);
  const data = parseJson(layer.data);
  return data._tag === 'Left'
    ? refuse('envelope-data-unreadable', 'JSON, as a value or as text')
    : openAt(data.right, layer.origin, inside, depth + 1);
};

/**
 * Takes the payloads out of a parsed body: none, one or several envelopes (Event Grid schema, CloudEvents 1.0 structured,
 * batch or binary). Each keeps its own origin. One envelope that holds nothing never costs the others.
 */
export const open = (body: unknown, headers: Readonly<Record<string, string>>, channel: Origin): Opening =>
  openAt(body, binaryOrigin(headers, channel) ?? channel, '', 0);
