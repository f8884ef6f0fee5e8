import { type Answer, failure, type WireAnswer } from './answer';
import { isObject, type JsonObject } from './json';
import { type FaultAnswer, type FaultKind } from './faults';
import { type Refusal } from './rules';
import { renaming, type Store, unwritten, visibleLater } from './store';

/** How the answer differs from the usual one. */
export interface AnswerChange {
  readonly refuse?: (item: JsonObject, index: number) => Refusal | undefined;
  /** Another store in place of the real one. */
  readonly store?: (store: Store) => Store;
}

/** A request under a fault: do it, answer it, or break its connection. */
export interface Exchange {
  /** Does what was asked, and says how it would be answered. */
  readonly perform: (change?: AnswerChange) => Answer;
  readonly send: (answer: Answer) => void;
  /** Sends the head alone; the body is for `push`, and `finish` or `destroy` ends it. */
  readonly begin: (answer: Answer) => WireAnswer;
  readonly push: (chunk: Buffer) => void;
  readonly finish: () => void;
  readonly destroy: () => void;
  /** True once the client went away. */
  readonly gone: () => boolean;
  readonly onSent: (done: () => void) => void;
}

type Deliver<K extends FaultKind> = (fault: FaultAnswer<K>, exchange: Exchange) => void;

const later = (ms: number, act: () => void): void => {
  setTimeout(act, ms).unref();
};

/** Changes `value[]` of an answer, or its one object. */
const withItems = (answer: Answer, change: (items: readonly unknown[]) => readonly unknown[]): Answer => {
  if (!isObject(answer.json)) return answer;
  const { value } = answer.json;
  if (Array.isArray(value)) return { ...answer, json: { ...answer.json, value: change(value) } };
  return { ...answer, json: change([answer.json])[0] };
};

const withoutExternalId = (item: unknown): unknown =>
  isObject(item) ? Object.fromEntries(Object.entries(item).filter(([name]) => name !== 'externalId')) : item;

const drip = (
  wire: WireAnswer,
  exchange: Exchange,
  { everyMs, at = 0 }: { readonly everyMs: number; readonly at?: number },
): void => {
  if (exchange.gone()) return;
  if (at >= wire.body.length) {
    exchange.finish();
    return;
  }
  exchange.push(wire.body.subarray(at, at + 1));
  later(everyMs, () => drip(wire, exchange, { everyMs, at: at + 1 }));
};

const page = '<!DOCTYPE html><html><body>Service page</body></html>';

/** One function per kind of fault. */
const deliveries: { readonly [K in FaultKind]: Deliver<K> } = {
  status: (fault, exchange) => {
    if (fault.apply === true) exchange.perform();
    const { status, headers } = fault;
    const answer: Answer = {
      ...(fault.raw === undefined && fault.json === undefined
        ? failure(status, status === 429 ? 'TooManyRequests' : 'UnknownError', '')
        : { status, json: fault.json, ...(fault.raw !== undefined && { raw: fault.raw }) }),
      ...(headers !== undefined && { headers }),
    };
    if (fault.afterMs === undefined) exchange.send(answer);
    else later(fault.afterMs, () => exchange.send(answer));
  },
  reset: (_fault, exchange) => exchange.destroy(),
  resetAfterStore: (_fault, exchange) => {
    exchange.perform();
    exchange.destroy();
  },
  hang: (fault, exchange) => {
    if (fault.apply === true) exchange.perform();
  },
  halfAnswer: (_fault, exchange) => {
    const answer = exchange.perform();
    const wire = exchange.begin(answer);
    exchange.push(wire.body.subarray(0, Math.floor(wire.body.length / 2)));
    later(5, exchange.destroy);
  },
  drip: (fault, exchange) => {
    const wire = exchange.begin(exchange.perform());
    drip(wire, exchange, { everyMs: fault.everyMs ?? 1000 });
  },
  delay: (fault, exchange) => {
    const answer = exchange.perform();
    later(fault.ms, () => exchange.send(answer));
  },
  closeAfterAnswer: (_fault, exchange) => {
    exchange.onSent(() => later(0, exchange.destroy));
    exchange.send(exchange.perform());
  },
  redirect: (fault, exchange) =>
    exchange.send({ status: fault.status ?? 307, headers: { location: fault.location } }),
  emptyBody: (fault, exchange) => {
    if (fault.apply === true) exchange.perform();
    exchange.send({ status: fault.status });
  },
  notJson: (fault, exchange) => {
    if (fault.apply === true) exchange.perform();
    exchange.send({ status: 200, headers: { 'content-type': 'text/html' }, raw: page });
  },
  rejectItems: (fault, exchange) => {
    const { externalIds, indices, every, code, message } = fault;
    const all = externalIds === undefined && indices === undefined && every === undefined;
    const named = new Set<unknown>(externalIds);
    const refuse = (item: JsonObject, index: number): Refusal | undefined =>
      all ||
      named.has(item.externalId) ||
      indices?.includes(index) === true ||
      (every !== undefined && (index + 1) % every === 0)
        ? { code, message }
        : undefined;
    const answer = exchange.perform({ refuse });
    exchange.send(fault.as200 === true && answer.status === 206 ? { ...answer, status: 200 } : answer);
  },
  omitItems: (fault, exchange) => {
    const omitted = new Set(fault.indices);
    exchange.send(
      withItems(exchange.perform(), (items) => items.filter((_item, index) => !omitted.has(index))),
    );
  },
  shuffleItems: (_fault, exchange) =>
    exchange.send(withItems(exchange.perform(), (items) => [...items.slice(-1), ...items.slice(0, -1)])),
  storedTwice: (_fault, exchange) => {
    exchange.perform();
    exchange.send(exchange.perform());
  },
  notStored: (_fault, exchange) => exchange.send(exchange.perform({ store: unwritten })),
  itemsWithoutExternalId: (_fault, exchange) =>
    exchange.send(withItems(exchange.perform(), (items) => items.map(withoutExternalId))),
  newId: (_fault, exchange) => exchange.send(exchange.perform({ store: renaming })),
  visibleLater: ({ ms }, exchange) => exchange.send(exchange.perform({ store: visibleLater(ms) })),
};

export const deliver = <K extends FaultKind>(fault: FaultAnswer<K>, exchange: Exchange): void =>
  deliveries[fault.kind](fault, exchange);
