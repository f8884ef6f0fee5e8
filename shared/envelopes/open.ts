import * as E from 'fp-ts/Either';
import { at } from '../codec/json-pointer';
import { binaryOrigin } from './binary-cloud-event';
import { changeNotification } from './change-notification';
import { cloudEvent } from './cloud-event';
import { earlyCloudEvent } from './early-cloud-event';
import { type Closed, type Envelope, type Layer, type Opened, type Origin, type Unopened } from './envelope';
import { eventGrid } from './event-grid';
import { parseJsonText } from './json-text';
import { listMark } from './list-mark';
import { logicApp } from './logic-app';
import { subscriptionEvent } from './subscription-event';

/** Every kind of envelope, in the order in which they are tried. */
const envelopes: readonly Envelope[] = [
  subscriptionEvent,
  eventGrid,
  cloudEvent,
  earlyCloudEvent,
  logicApp,
  changeNotification,
];

/** Envelopes nest: an Event Grid event may hold a CloudEvent as text. Deeper than this is a mistake or an attack. */
export const maxDepth = 4;

export interface Opening {
  readonly opened: readonly Opened[];
  readonly unopened: readonly Unopened[];
}

const layerOf = (value: unknown, outer: Origin): Layer | null => {
  for (const envelope of envelopes) {
    const layer = envelope(value, outer);
    if (layer !== null) return layer;
  }
  return null;
};

export const mergeOpenings = (openings: readonly Opening[]): Opening => ({
  opened: openings.flatMap(({ opened }) => opened),
  unopened: openings.flatMap(({ unopened }) => unopened),
});

/** Parses text that is JSON, once. Other text stays text. */
export const unpackText = (value: unknown): unknown =>
  typeof value === 'string' ? E.getOrElseW(() => value)(parseJsonText(value)) : value;

export const isEmptyData = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

export const closedAt = (origin: Origin, place: string, closed: Closed): Opening => ({
  opened: [],
  unopened: [{ origin, place, ...closed }],
});

/** The surroundings of a value. */
interface Around {
  readonly origin: Origin;
  readonly place: string;
  /** The number of envelopes around it. */
  readonly depth?: number;
}

/** Opens a value. A list with an envelope among its items is a batch; any other list is one payload. */
export const openAt = (value: unknown, around: Around): Opening => {
  const { origin, place } = around;
  if (!Array.isArray(value)) return openLayer(value, layerOf(value, origin), around);
  const layers = value.map((item) => layerOf(item, origin));
  return layers.every((layer) => layer === null)
    ? openLayer(value, null, around)
    : mergeOpenings(
        layers.map((layer, index) => openLayer(value[index], layer, { ...around, place: at(place, index) })),
      );
};

const openLayer = (
  value: unknown,
  layer: Layer | null,
  { origin: outer, place, depth = 0 }: Around,
): Opening => {
  if (layer === null) return { opened: [{ origin: outer, place, payload: value }], unopened: [] };
  const { origin, member, content } = layer;
  const inside = member === null ? place : at(place, member);
  if (content._tag === 'Left') return closedAt(origin, inside, content.left);
  if (depth >= maxDepth) {
    const text = `at most ${maxDepth} envelopes inside each other`;
    return closedAt(origin, inside, { code: 'envelope-too-deep', text });
  }
  const data = unpackText(content.right);
  return isEmptyData(data)
    ? closedAt(origin, inside, { code: 'envelope-empty', text: 'data in the event' })
    : openAt(data, { origin, place: inside, depth: depth + 1 });
};

/**
 * Takes the payloads out of a parsed body, which may have no envelope, or several inside each other. Each event keeps its own origin.
 * An envelope that holds nothing does not affect the others. `headers` have lower-case names.
 */
export const open = (body: unknown, headers: Readonly<Record<string, string>>, channel: Origin): Opening =>
  openAt(unpackText(body), {
    origin: { ...(binaryOrigin(headers, channel) ?? channel), ...listMark(headers['content-type']) },
    place: '',
  });
