import * as E from 'fp-ts/Either';
import { at } from '../codec/json-pointer';
import {
  amazonRecord,
  cloudWatchLogs,
  eventBridge,
  firehoseDelivery,
  kinesisRecord,
  lambdaQueues,
  snsNotification,
} from './amazon';
import { allFields } from './all-fields';
import { apiAnswer } from './api-answer';
import { brokerMessage, streamRecord } from './broker-message';
import { elasticHit, elasticHits, elasticSearches } from './elastic-hits';
import { type Opened, type Origin } from './envelope';
import { graphqlAnswer, graphqlEdge } from './graphql-answer';
import { closedAt, isEmptyData, mergeOpenings, openAt, unpackText, type Opening } from './open';
import { n8nItem } from './n8n-item';
import { queryTable, queryTables } from './query-tables';
import { lokiEntries, shippedEvent } from './shipped-event';
import { splunkHec } from './splunk-hec';
import { nothingFound, type Wrapped, type Wrapper } from './wrapper';

/** Every kind of wrapper, the most specific first. */
const wrappers: readonly Wrapper[] = [
  snsNotification,
  eventBridge,
  amazonRecord,
  firehoseDelivery,
  lambdaQueues,
  kinesisRecord,
  cloudWatchLogs,
  elasticHit,
  elasticHits,
  elasticSearches,
  queryTables,
  queryTable,
  brokerMessage,
  streamRecord,
  splunkHec,
  graphqlAnswer,
  graphqlEdge,
  apiAnswer,
  allFields,
  n8nItem,
  lokiEntries,
  shippedEvent,
];

const wrappedIn = (value: unknown, outer: Origin): readonly Wrapped[] | null => {
  for (const wrapper of wrappers) {
    const found = wrapper(value, outer);
    if (found !== null) return 'path' in found ? [found] : found;
  }
  return null;
};

const openWrapped = ({ origin, path, content }: Wrapped, place: string): Opening => {
  const inside = path.reduce(at, place);
  if (E.isLeft(content)) return closedAt(origin, inside, content.left);
  const data = unpackText(content.right);
  const isNothing = isEmptyData(data) || (Array.isArray(data) && data.length === 0);
  return isNothing ? closedAt(origin, inside, nothingFound) : openAt(data, { origin, place: inside });
};

/** Whether an item of a list is JSON as text, as in batches of Event Hubs. */
const isJsonText = (value: unknown): boolean =>
  typeof value === 'string' && typeof unpackText(value) !== 'string';

const openItem = (value: unknown, origin: Origin, place: string): Opening | null => {
  const found = wrappedIn(value, origin);
  if (found !== null) return mergeOpenings(found.map((one) => openWrapped(one, place)));
  return isJsonText(value) ? openAt(unpackText(value), { origin, place }) : null;
};

/** Takes one wrapper off a payload, or off those items of a list that have one; null where there is none. */
export const unwrap = ({ origin, place, payload }: Opened): Opening | null => {
  if (!Array.isArray(payload)) return openItem(payload, origin, place);
  const items = payload.map((item: unknown, index) => openItem(item, origin, at(place, index)));
  if (items.every((item) => item === null)) return null;
  return mergeOpenings(
    items.map(
      (item, index) =>
        item ?? {
          opened: [{ origin, place: at(place, index), payload: payload[index] as unknown }],
          unopened: [],
        },
    ),
  );
};
