// Over two hundred lines: a method for each route that commands call.
import { isObject } from '../shared/codec/json-value';
import { type Parked } from '../shared/pipeline/wire';
import { type ParkedFilter, type ParkedItem, type ParkedPage } from '../shared/pipeline/ports';
import { type IntakeProgress } from '../shared/pipeline/record/progress';
import { type Connection } from './connection';
import {
  type FailedBack,
  type FoundPage,
  type KeptOf,
  type OutcomesPage,
  type ReadBackAnswer,
  type ReplayReport,
  type ShadowReport,
  type TakeBackFilter,
  type TakenBack,
  type WouldBePutBack,
  type WouldGo,
} from './gateway-answers';
import { noConnection, noGateway, refusal, type Answer } from './refusal';

/** A part of what `POST /api/preview` answers. */
interface Previewed {
  readonly indicators: readonly unknown[];
  readonly skipped: readonly unknown[];
}

/** A gateway, by HTTP. Every method rejects with a Failure. */
export interface Gateway {
  readonly page: (filter: ParkedFilter, next: string | null) => Promise<ParkedPage>;
  /** Everything that is parked, the newest first. */
  readonly all: (filter: ParkedFilter) => Promise<readonly ParkedItem[]>;
  readonly show: (id: string) => Promise<Parked>;
  readonly replay: (id: string, body: string | undefined) => Promise<ReplayReport>;
  readonly drop: (id: string) => Promise<void>;
  /** What would go; nothing is taken back. */
  readonly wouldGo: (filter: TakeBackFilter) => Promise<WouldGo>;
  /** Takes back what matches, where the number is `count`. */
  readonly takeBack: (filter: TakeBackFilter, count: number) => Promise<TakenBack>;
  /** A page of outcomes, by the parameters of the route. */
  readonly outcomes: (asked: Readonly<Record<string, string | undefined>>) => Promise<OutcomesPage>;
  /** A page of what is known of indicators, by the parameters of the route. */
  readonly find: (asked: Readonly<Record<string, string | undefined>>) => Promise<FoundPage>;
  /** How far an intake has come. */
  readonly intake: (id: string) => Promise<IntakeProgress>;
  /** How a shadow compares, by the parameters of the route. */
  readonly shadow: (
    name: string,
    asked: Readonly<Record<string, string | undefined>>,
  ) => Promise<ShadowReport>;
  readonly failBack: (name: string) => Promise<FailedBack>;
  /** A report on the named destinations, separated by commas, or on all. */
  readonly verify: (destinations: string | undefined) => Promise<readonly ReadBackAnswer[]>;
  /** What others removed or changed; nothing is put back. */
  readonly wouldBePutBack: (destinations: string | undefined) => Promise<WouldBePutBack>;
  /** Puts it back, where the number is `count`. */
  readonly putBack: (destinations: string | undefined, count: number) => Promise<TakenBack>;
  /** Erases what is kept of a value or an event, where the number is `count`. Without a count it only says how much there is. */
  readonly erase: (asked: Readonly<Record<string, string | undefined>>) => Promise<KeptOf>;
  /**
   * Sends an event as Event Grid does, and gives the outcomes by state: all of it is settled, or durably kept. With `isDry`,
   * only what would come of it.
   */
  readonly deliver: (
    event: unknown,
    isCloudEvent: boolean,
    isDry: boolean,
  ) => Promise<Readonly<Record<string, number>>>;
}

/** A function answers within 230 seconds, or never (Azure Load Balancer). */
const maxMs = 240_000;

const pageSize = '100';

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: string | undefined;
  readonly type?: string;
}

const ask = async (
  { url, key }: Connection,
  { method, path, body, type = 'text/plain; charset=utf-8' }: Asked,
): Promise<Answer> => {
  try {
    const response = await fetch(`${url}/api/${path}`, {
      method,
      headers: {
        accept: 'application/json',
        ...(key === null ? {} : { 'x-functions-key': key }),
        ...(body === undefined ? {} : { 'content-type': type }),
      },
      ...(body === undefined ? {} : { body }),
      // The key must go nowhere else.
      redirect: 'manual',
      signal: AbortSignal.timeout(maxMs),
    });
    const { status, headers } = response;
    return { status, retryAfter: headers.get('retry-after'), json: parse(await response.text()) };
  } catch (error) {
    throw noConnection(url, error);
  }
};

/** Makes a call; gives the body of a 2xx answer, which has to be an object with this member. */
const call = async (connection: Connection, asked: Asked, member: string): Promise<unknown> => {
  const answer = await ask(connection, asked);
  if (answer.status < 200 || answer.status > 299) throw refusal(connection, answer);
  if (!isObject(answer.json) || !(member in answer.json)) throw noGateway(connection);
  return answer.json;
};

const withQuery = (path: string, asked: Readonly<Record<string, string | undefined>>): string => {
  const query = new URLSearchParams();
  for (const [name, text] of Object.entries(asked)) if (text !== undefined) query.set(name, text);
  return `${path}?${String(query)}`;
};

const indicators = (asked: Readonly<Record<string, string | undefined>>): string =>
  withQuery('indicators', asked);

export const gatewayAt = (connection: Connection): Gateway => {
  const page: Gateway['page'] = async (filter, next) => {
    const query = new URLSearchParams({ size: pageSize });
    for (const [name, value] of Object.entries({ ...filter, next })) {
      if (typeof value === 'string') query.set(name, value);
    }
    return (await call(
      connection,
      { method: 'GET', path: `parked?${String(query)}` },
      'items',
    )) as ParkedPage;
  };
  const path = (id: string): string => `parked/${encodeURIComponent(id)}`;
  return {
    page,
    all: async (filter) => {
      const items: ParkedItem[] = [];
      let next: string | null = null;
      do {
        const found: ParkedPage = await page(filter, next);
        items.push(...found.items);
        ({ next } = found);
      } while (next !== null);
      return items;
    },
    show: async (id) => (await call(connection, { method: 'GET', path: path(id) }, 'content')) as Parked,
    replay: async (id, body) =>
      (await call(
        connection,
        { method: 'POST', path: `${path(id)}/replay`, body },
        'counts',
      )) as ReplayReport,
    drop: async (id) => {
      const answer = await ask(connection, { method: 'DELETE', path: path(id) });
      if (answer.status !== 204) throw refusal(connection, answer);
    },
    wouldGo: async (filter) =>
      (await call(
        connection,
        { method: 'DELETE', path: indicators({ ...filter, dryRun: 'true' }) },
        'indicators',
      )) as WouldGo,
    takeBack: async (filter, count) =>
      (await call(
        connection,
        { method: 'DELETE', path: indicators({ ...filter, count: String(count) }) },
        'outcomes',
      )) as TakenBack,
    outcomes: async (asked) =>
      (await call(
        connection,
        { method: 'GET', path: withQuery('outcomes', asked) },
        'outcomes',
      )) as OutcomesPage,
    find: async (asked) =>
      (await call(
        connection,
        { method: 'GET', path: withQuery('indicators', asked) },
        'indicators',
      )) as FoundPage,
    intake: async (id) =>
      (await call(
        connection,
        { method: 'GET', path: `intakes/${encodeURIComponent(id)}` },
        'settled',
      )) as IntakeProgress,
    shadow: async (name, asked) =>
      (await call(
        connection,
        { method: 'GET', path: withQuery(`shadows/${encodeURIComponent(name)}`, asked) },
        'differences',
      )) as ShadowReport,
    failBack: async (name) =>
      (await call(
        connection,
        { method: 'POST', path: `destinations/${encodeURIComponent(name)}/fail-back` },
        'failedOverSince',
      )) as FailedBack,
    verify: async (names) => {
      const query = names === undefined ? '' : `?${String(new URLSearchParams({ destination: names }))}`;
      const answer = await call(connection, { method: 'GET', path: `verify${query}` }, 'destinations');
      return (answer as { readonly destinations: readonly ReadBackAnswer[] }).destinations;
    },
    wouldBePutBack: async (destination) =>
      (await call(
        connection,
        { method: 'POST', path: withQuery('repair', { destination, dryRun: 'true' }) },
        'indicators',
      )) as WouldBePutBack,
    putBack: async (destination, count) =>
      (await call(
        connection,
        { method: 'POST', path: withQuery('repair', { destination, count: String(count) }) },
        'outcomes',
      )) as TakenBack,
    erase: async (asked) =>
      (await call(connection, { method: 'POST', path: withQuery('erase', asked) }, 'outcomes')) as KeptOf,
    deliver: async (event, isCloudEvent, isDry) => {
      const [body, type] = isCloudEvent
        ? [event, 'application/cloudevents+json']
        : [[event], 'application/json'];
      const [address, member] = isDry ? ['preview', 'indicators'] : ['event-grid', 'counts'];
      const answer = await call(
        connection,
        { method: 'POST', path: address, body: JSON.stringify(body), type },
        member,
      );
      if (!isDry) return (answer as ReplayReport).counts;
      const { indicators, skipped } = answer as Previewed;
      return { found: indicators.length, skipped: skipped.length };
    },
  };
};
