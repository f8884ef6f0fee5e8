import { createHash } from 'node:crypto';
import { type TableClient } from '@azure/data-tables';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as t from 'io-ts';
import { dateTime } from '../codec/date-time';
import { parseJson } from '../codec/json';
import { isObject } from '../codec/json-value';
import { cut } from '../codec/text';
import { type LedgerEntry, type Saying } from '../delivery/ports';
import { type Indicator } from '../indicator/indicator';
import { observablesOf } from '../indicator/observable';

/** What a row of the ledger's table holds, and how it is written. */
export type RowEntity = Readonly<Record<string, string | number | boolean>> &
  Readonly<Record<'partitionKey' | 'rowKey' | 'sourceTime', string>>;

/** What every step of one call needs that looks at, or changes, the rows of a destination. */
export interface LedgerCall {
  readonly client: TableClient;
  readonly destination: string;
  readonly abortSignal: AbortSignal;
}

export const partitions = 16;

/** Where it is written down that rows are due at an hour. No destination has the sign in its name. */
export const duePartition = (destination: string, due: string): string => `due~${destination}~${due}`;

export const partitionOf = (destination: string, digit: string): string => `${destination}-${digit}`;

/** An `externalId` may hold what a key may not, and be longer. 16 partitions a destination: 2,000 rows a second each. */
export const keysOf = (
  destination: string,
  externalId: string,
): Pick<RowEntity, 'partitionKey' | 'rowKey'> => {
  const rowKey = createHash('sha256').update(externalId).digest('hex');
  return { partitionKey: partitionOf(destination, rowKey.slice(0, 1)), rowKey };
};

const row = t.intersection([
  t.type({
    id: t.string,
    contentHash: t.string,
    sourceTime: dateTime,
    expires: dateTime,
    state: t.keyof({
      created: null,
      updated: null,
      sending: null,
      revoking: null,
      revoked: null,
      absent: null,
    }),
  }),
  t.partial({
    since: t.string,
    action: t.string,
    threatType: t.string,
    end: t.string,
    due: t.string,
    listed: t.string,
    generation: t.Int,
    revoked: t.boolean,
    others: t.boolean,
    indicator: t.string,
    externalId: t.string,
  }),
]);

const saying = t.intersection([
  t.type({
    source: t.string,
    externalId: t.string,
    at: dateTime,
    receivedAt: dateTime,
    eventId: t.string,
    takenBack: t.boolean,
  }),
  t.partial({
    item: t.union([t.string, t.undefined]),
    withdrawn: t.union([t.boolean, t.undefined]),
    sourceName: t.union([t.string, t.undefined]),
  }),
]) satisfies t.Type<Saying>;

/** Each word has a column of its own, so that two instances may write down two of them at once. */
const columnOf = ({ source, externalId }: Saying): string =>
  `said_${createHash('sha256')
    .update(JSON.stringify([source, externalId]))
    .digest('hex')
    .slice(0, 24)}`;

const parsed = (text: unknown): unknown =>
  typeof text === 'string'
    ? pipe(
        parseJson(text),
        E.getOrElse((): unknown => undefined),
      )
    : undefined;

const sayingsIn = (entity: object): readonly Saying[] =>
  Object.entries(entity).flatMap(([name, value]) => {
    const said = name.startsWith('said_') ? saying.decode(parsed(value)) : E.left(undefined);
    return E.isRight(said) ? [said.right] : [];
  });

/** It was complete when it was written, by the version of then. */
const indicatorIn = (text: string | undefined, externalId: string): Indicator | undefined => {
  const value = text === undefined || text === '' ? undefined : parsed(text);
  return isObject(value) ? { ...(value as Indicator), externalId } : undefined;
};

const orNone = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

/** States of which an id is part. */
const isTaken = (state: LedgerEntry['state']): boolean => state === 'created' || state === 'updated';

/** A row that is not there, or that somebody has edited into something else, is not held. */
export const entryIn = (entity: unknown, known?: string): LedgerEntry | undefined => {
  const read = row.decode(entity);
  if (E.isLeft(read)) return undefined;
  const { id, contentHash, sourceTime, expires, state, generation, revoked, others, ...more } = read.right;
  if (id === '' && isTaken(state)) return undefined;
  const externalId = known ?? more.externalId ?? '';
  const saidBy = sayingsIn(entity as object);
  const since = dateTime.is(more.since) ? more.since : undefined;
  const end = dateTime.is(more.end) ? more.end : undefined;
  const [due, listed] = [orNone(more.due), orNone(more.listed)];
  const indicator = indicatorIn(more.indicator, externalId);
  const [action, threatType] = [orNone(more.action), orNone(more.threatType)];
  return {
    externalId,
    id,
    contentHash,
    sourceTime,
    expires,
    state,
    ...(since === undefined ? {} : { since }),
    ...(end === undefined ? {} : { end }),
    ...(due === undefined ? {} : { due }),
    ...(listed === undefined ? {} : { listed }),
    ...(action === undefined ? {} : { action }),
    ...(threatType === undefined ? {} : { threatType }),
    ...(generation === undefined || generation === 0 ? {} : { generation }),
    ...(revoked === true ? { revoked } : {}),
    ...(saidBy.length === 0 ? {} : { saidBy }),
    ...(others === true ? { othersSayIt: true } : {}),
    ...(indicator === undefined ? {} : { indicator }),
  };
};

/** A property holds 32 Ki UTF-16 units, a group 4 MiB. A longer id stays unrecorded, so its indicator is sent again. */
export const maxId = 8_192;

/** A longer indicator is not kept: it is sent again when its source says it again, and can only be looked for by its identity. */
const maxIndicator = 16_384;

const maxName = 8_192;
export const maxValue = 1_024;

const newestOf = (saidBy: readonly Saying[]): Saying | undefined =>
  saidBy
    .filter(({ takenBack }) => !takenBack)
    .reduce<Saying | undefined>(
      (newest, one) =>
        newest === undefined || Date.parse(one.receivedAt) >= Date.parse(newest.receivedAt) ? one : newest,
      undefined,
    );

const textOf = (indicator: Indicator | undefined): string => {
  if (indicator === undefined) return '';
  const text = JSON.stringify(indicator);
  return text.length > maxIndicator ? '' : text;
};

/**
 * As it is written into what is there: members that say nothing say so, as what is left out would stay. `source`, `eventId`,
 * `receivedAt`, `saidAs` and `value` are for filters; where one column can't tell all, `several` says so.
 */
export const rowOf =
  (destination: string) =>
  (entry: LedgerEntry): RowEntity => {
    const { saidBy = [], news = saidBy, indicator } = entry;
    const newest = newestOf(saidBy);
    const values = indicator === undefined ? [] : observablesOf(indicator);
    return {
      ...keysOf(destination, entry.externalId),
      externalId: cut(entry.externalId, maxName),
      id: entry.id,
      contentHash: entry.contentHash,
      sourceTime: entry.sourceTime,
      expires: entry.expires,
      since: entry.since ?? '',
      end: entry.end ?? '',
      action: entry.action ?? '',
      threatType: entry.threatType ?? '',
      generation: entry.generation ?? 0,
      revoked: entry.revoked === true,
      state: entry.state,
      others: entry.othersSayIt === true,
      indicator: textOf(indicator),
      source: newest?.source ?? '',
      eventId: newest?.eventId ?? '',
      receivedAt: newest?.receivedAt ?? '',
      saidAs: newest?.externalId ?? '',
      value: cut(values[0]?.value ?? '', maxValue),
      several: saidBy.length > 1 || values.length > 1,
      ...Object.fromEntries(news.map((word) => [columnOf(word), JSON.stringify(word)])),
    };
  };
