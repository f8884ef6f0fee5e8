// Over two hundred lines: a row is read and written by one description.
import { createHash } from 'node:crypto';
import { type TableClient } from '@azure/data-tables';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as t from 'io-ts';
import { dateTime } from '../../codec/date-time';
import { parseJson } from '../../codec/json';
import { isObject } from '../../codec/json-value';
import { cut } from '../../codec/text';
import { type LedgerEntry, type Assertion } from '../../delivery/ports';
import { type Indicator } from '../../indicator/indicator';
import { observablesOf } from '../../indicator/observable';

/** What a row of the ledger's table holds, and how it is written. */
export type RowEntity = Readonly<Record<string, string | number | boolean>> &
  Readonly<Record<'partitionKey' | 'rowKey' | 'sourceTime', string>>;

/** What every step needs that looks at, or changes, the rows of a destination. */
export interface LedgerCall {
  readonly client: TableClient;
  readonly destination: string;
  readonly abortSignal: AbortSignal;
}

export const partitions = 16;

/** The partition that notes which rows are due at an hour. No destination has `~` in its name. */
export const duePartition = (destination: string, due: string): string => `due~${destination}~${due}`;

export const partitionOf = (destination: string, digit: string): string => `${destination}-${digit}`;

/**
 * Keys of a row. The identity is hashed, since an `externalId` may be too long for a key or hold what a key may not. A
 * destination has 16 partitions, of 2,000 rows a second each.
 */
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

const assertion = t.intersection([
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
    sender: t.union([t.string, t.undefined]),
  }),
]) satisfies t.Type<Assertion>;

/** Each assertion has a column of its own, so that two instances can write down two of them at once. */
const columnOf = ({ source, externalId }: Assertion): string =>
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

const assertionsIn = (entity: object): readonly Assertion[] =>
  Object.entries(entity).flatMap(([name, value]) => {
    const decoded = name.startsWith('said_') ? assertion.decode(parsed(value)) : E.left(undefined);
    return E.isRight(decoded) ? [decoded.right] : [];
  });

/** The indicator is not decoded anew: it was complete by the rules of the version that wrote it. */
const indicatorIn = (text: string | undefined, externalId: string): Indicator | undefined => {
  const value = text === undefined || text === '' ? undefined : parsed(text);
  return isObject(value) ? { ...(value as Indicator), externalId } : undefined;
};

const orNone = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

/** States that come with an id. */
const isTaken = (state: LedgerEntry['state']): boolean => state === 'created' || state === 'updated';

/** The entry in a row; undefined where the row is missing, or somebody has edited it into something else. */
export const entryIn = (entity: unknown, known?: string): LedgerEntry | undefined => {
  const read = row.decode(entity);
  if (E.isLeft(read)) return undefined;
  const { id, contentHash, sourceTime, expires, state, generation, revoked, others, ...more } = read.right;
  if (id === '' && isTaken(state)) return undefined;
  const externalId = known ?? more.externalId ?? '';
  const saidBy = assertionsIn(entity as object);
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

/**
 * The longest id that is kept, in UTF-16 units: a property holds 32 Ki, a group of rows 4 MiB. The indicator of a longer id is
 * not recorded, so it is sent again.
 */
export const maxId = 8_192;

/**
 * The longest indicator that is kept, in UTF-16 units. A longer one is sent again when its source says it again, and can be
 * looked for by its identity only.
 */
const maxIndicator = 16_384;

const maxName = 8_192;
export const maxValue = 1_024;

const newestOf = (saidBy: readonly Assertion[]): Assertion | undefined =>
  saidBy
    .filter(({ takenBack }) => !takenBack)
    .reduce<Assertion | undefined>(
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
 * A row to be merged into what is there. A member without a value is written as empty, since a member left out would stay as it
 * was. `source`, `eventId`, `receivedAt`, `saidAs` and `value` are for filters; `several` says that one column cannot name all.
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
      ...Object.fromEntries(news.map((one) => [columnOf(one), JSON.stringify(one)])),
    };
  };
