import { type TokenCredential } from '@azure/identity';
import * as TE from 'fp-ts/TaskEither';
import { startSimulator, type Simulator } from '../../local/simulator/simulator';
import { readSources } from '../../functions/setup/read-sources';
import { type Verifying } from '../../functions/verify';
import { exchangeTo } from '../../shared/azure/exchange';
import { type Delivery } from '../../shared/delivery/delivery';
import { type Ledger, type LedgerRow } from '../../shared/delivery/ports';
import {
  readBackOf,
  type ReadBackTools,
  type ReadBackReport,
} from '../../shared/delivery/read-back/read-back';
import { isFound, type LedgerSearch } from '../../shared/delivery/ledger/ledger-search';
import { createWays, type Way, type WayEffects } from '../../shared/delivery/way';
import { destinations } from '../../shared/destinations';
import { type Instance } from '../../shared/destinations/destination';
import { environmentOf, instanceFrom } from '../../shared/destinations/instance';
import { type Indicator } from '../../shared/indicator/indicator';
import { openTelemetry } from '../../shared/telemetry/open-telemetry';
import { rightOf } from '../pipeline/right-of';

export type Kind = 'graph' | 'sentinel' | 'defender';

const credentialOf = ({ identity }: Simulator): TokenCredential => ({
  getToken: async (scope) => {
    const resource = String(scope).replace(/\/\.default$/, '');
    const response = await fetch(`${identity.endpoint}?api-version=2019-08-01&resource=${resource}`, {
      headers: { 'x-identity-header': identity.header },
    });
    const { access_token } = (await response.json()) as { readonly access_token: string };
    return { token: access_token, expiresOnTimestamp: Infinity };
  },
});

const variablesOf = ({ url, graphUrl, workspaceId, workspaceResource }: Simulator) => ({
  GRAPH_BASE_URL: graphUrl,
  SENTINEL_BASE_URL: url,
  SENTINEL_WORKSPACE_ID: workspaceId,
  SENTINEL_WORKSPACE_RESOURCE_ID: workspaceResource,
  SENTINEL_MANAGEMENT_URL: url,
  DEFENDER_BASE_URL: `${url}/api`,
  GRAPH_REQUESTS_PER_MINUTE: '0',
  SENTINEL_REQUESTS_PER_MINUTE: '0',
  DEFENDER_REQUESTS_PER_MINUTE: '0',
});

/** A limiter's log that nobody else writes. */
const ownLog: WayEffects['limits'] = {
  read: () => TE.right({ text: '', version: null, date: null }),
  write: () => TE.right({ version: '1', date: null }),
};

const isRead = (method: string, path: string): boolean =>
  method === 'GET' || path.endsWith('/queryIndicators');

/** The three products before a ledger in memory, on a clock that the test moves. */
export interface ReadBackWorld {
  readonly simulator: Simulator;
  readonly rows: Map<string, LedgerRow>;
  readonly verifying: Verifying;
  readonly ways: readonly Way[];
  readonly now: () => Date;
  readonly search: LedgerSearch;
  readonly pass: (minutes: number) => void;
  readonly ledger: Ledger;
  /** Without a source, it is brought in nobody's name. */
  readonly bring: (
    kind: Kind,
    indicators: readonly Indicator[],
    source?: string,
  ) => Promise<readonly Delivery[]>;
  readonly look: (kind: Kind, reading?: Partial<ReadBackTools>) => Promise<ReadBackReport>;
  /** Calls since then that could have changed something; each as method, path and status. */
  readonly writesSince: (requests: number) => readonly string[];
  /** From this page on, every page is answered with this status. */
  readonly failFrom: (page: number, status: number) => void;
  /** Pages that were asked for. */
  readonly pages: () => number;
  readonly stop: () => Promise<void>;
}

const rowsPerPage = 7;

export const readBackWorld = async (more: Readonly<Record<string, string>> = {}): Promise<ReadBackWorld> => {
  let clock = Date.parse('2026-01-01T00:00:00Z');
  const now = (): Date => new Date(clock);
  let pages = 0;
  let failing: { readonly from: number; readonly status: number } | null = null;
  const simulator: Simulator = await startSimulator({
    clock: now,
    onCall: ({ on, method, path }) => {
      if (!isRead(method, path)) return;
      pages += 1;
      if (failing !== null && pages >= failing.from)
        simulator.inject({ on, answer: { kind: 'status', status: failing.status } });
    },
  });
  const variables = { ...variablesOf(simulator), ...more };
  const rows = new Map<string, LedgerRow>();
  const ledger: Ledger = {
    find: (name, ids) =>
      TE.fromIO(
        () =>
          new Map(
            ids.flatMap((id) => {
              const row = rows.get(`${name} ${id}`);
              return row === undefined ? [] : [[id, row] as const];
            }),
          ),
      ),
    record: (name, entries) =>
      TE.fromIO(() => {
        for (const entry of entries)
          rows.set(`${name} ${entry.externalId}`, { ...entry, writtenAt: now().toISOString() });
      }),
  };
  const instances: readonly Instance[] = destinations.map((kind) =>
    rightOf(instanceFrom(environmentOf(kind.name, variables), { name: kind.name, kind })),
  );
  const credential = credentialOf(simulator);
  const telemetry = openTelemetry();
  let ids = 0;
  const exchangeWith = ({ name, endpoint }: Instance) =>
    exchangeTo(credential, endpoint, { now, newId: () => `id-${(ids += 1)}`, destination: name, telemetry });
  const ways = createWays(instances, {
    exchangeTo: exchangeWith,
    ledger,
    limits: ownLog,
    rules: {
      requestTimeoutMs: 60_000,
      batchWindowMs: 0,
      callsInFlight: 4,
      breakerSeconds: 30,
      refreshSeconds: 0,
    },
    now,
    monotonicMs: () => now().getTime(),
    random: () => 0,
    telemetry,
    onCircuit: () => undefined,
    onHeld: () => undefined,
  });
  const sources = readSources(ways, exchangeWith);
  const reading: ReadBackTools = {
    rows: {
      page: (name, next) =>
        TE.fromIO(() => {
          const all = [...rows].flatMap(([key, row]) => (key.startsWith(`${name} `) ? [row] : []));
          const from = Number(next ?? 0);
          const to = from + rowsPerPage;
          return { rows: all.slice(from, to), next: to < all.length ? String(to) : null };
        }),
    },
    now,
    sleep: (ms) => {
      clock += ms;
      return Promise.resolve();
    },
    requestTimeoutMs: 60_000,
  };
  const inMinutes = (minutes: number): Date => new Date(clock + minutes * 60_000);
  return {
    simulator,
    rows,
    verifying: { sources, tools: reading },
    ways,
    now,
    search: {
      visit: (name, query, each) =>
        TE.fromIO(() =>
          each(
            [...rows].flatMap(([key, row]) =>
              key.startsWith(`${name} `) && isFound(query)(row) ? [row] : [],
            ),
          ),
        ),
    },
    pass: (minutes) => {
      clock += minutes * 60_000;
    },
    ledger,
    bring: async (kind, indicators, source) => {
      const way = ways.find(({ instance }) => instance.name === kind);
      const at = now().toISOString();
      const items = indicators.map((indicator) => ({
        indicator,
        sourceTime: at,
        ...(source === undefined
          ? {}
          : { assertedBy: { source, externalId: indicator.externalId, receivedAt: at, eventId: 'brought' } }),
      }));
      return (await way?.deliverer(items, inMinutes(60))()) ?? [];
    },
    look: async (kind, own = {}) => {
      const [source] = sources.filter(({ instance }) => instance.name === kind);
      if (source === undefined) throw new Error(`no ${kind}`);
      return readBackOf({ ...reading, ...own }, inMinutes(10))(source);
    },
    writesSince: (requests) =>
      simulator
        .requests()
        .slice(requests)
        .flatMap(({ on, method, path, status }) =>
          on === 'token' || isRead(method, path) ? [] : [`${method} ${path} ${status}`],
        ),
    failFrom: (page, status) => {
      failing = { from: pages + page, status };
    },
    pages: () => pages,
    stop: simulator.stop,
  };
};
