import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { entriesAt, findSupportedAt } from '../../shared/delivery/ledger/support';
import { createDeliverer } from '../../shared/delivery/way';
import { type DelivererRules } from '../../shared/delivery/delivery';
import { type Ledger, type LedgerEntry, type Limiter, type Room } from '../../shared/delivery/ports';
import { type HttpAnswer, type HttpCall, type Instance } from '../../shared/destinations/destination';
import { graph } from '../../shared/destinations/graph/graph';
import { unavailable, type Unavailable } from '../../shared/failure';
import { formats } from '../../shared/formats';
import { type Outcome } from '../../shared/pipeline/outcome';
import { type Environment, type ParkedItem, type RetryRules, type Route } from '../../shared/pipeline/ports';
import { openTelemetry } from '../../shared/telemetry/open-telemetry';
import { evaluateHere } from './evaluate-here';
import { lenient } from './profiles';
import { plenty } from '../delivery/plenty';
import { usualRoute } from '../destinations/usual';

/** What a destination answers to a call: a function of the call, as the wire would see it. */
export type Script = (call: HttpCall, timeoutMs: number) => E.Either<Unavailable, HttpAnswer>;

/** A destination that is answered by a script; the calls it took are kept, in order. */
export interface ScriptedRoute {
  readonly instance: Pick<Instance, 'name' | 'kind'>;
  readonly script: Script;
  readonly calls: { readonly call: HttpCall; readonly timeoutMs: number }[];
  readonly followed: Pick<Route, 'successor' | 'standby' | 'drains' | 'failover'>;
  readonly room?: Room | null;
}

/** An instance of the real Graph destination under any name. */
export const routeTo = (
  script: Script,
  name = 'graph',
  followed: Partial<ScriptedRoute['followed']> = {},
): ScriptedRoute => ({
  followed: { ...usualRoute, ...followed },
  instance: { name, kind: graph },
  script,
  calls: [],
});

export interface Enqueued {
  readonly message: string;
  readonly delaySeconds: number;
}

/** An Environment of real formats, destinations and deliverers over ports in memory, and what went through them. */
export interface World {
  readonly environment: Environment;
  readonly jobs: Enqueued[];
  /** Messages of outcomes that were written without the host. */
  readonly outcomes: string[];
  /** Outcomes that were to be kept. */
  readonly recorded: Outcome[];
  /** What is parked, by id. */
  readonly parked: Map<string, string>;
  readonly labels: Map<string, ParkedItem>;
  readonly alerts: string[];
  /** What the ledger holds, by destination and externalId. */
  readonly ledger: Map<string, LedgerEntry>;
  readonly advance: (seconds: number) => void;
  /** `seconds` from the world's now. */
  readonly deadline: (seconds: number) => Date;
}

export interface Circumstances extends RetryRules, DelivererRules {
  readonly queueDown: boolean;
  readonly storeDown: boolean;
  readonly outcomesDown: boolean;
  readonly ledger: 'on' | 'off' | 'down';
  /** The random number, the same each time. */
  readonly random: number;
}

export const startOfTime = '2026-11-23T12:00:00.000Z';

const fine: Circumstances = {
  queueDown: false,
  storeDown: false,
  outcomesDown: false,
  ledger: 'off',
  random: 0,
  firstSeconds: 30,
  maxSeconds: 3600,
  maxAttempts: 25,
  maxAgeSeconds: 24 * 3600,
  grantSeconds: 3600,
  oldestSeconds: 90 * 24 * 3600,
  requestTimeoutMs: 10_000,
  // The clock of this world stands still.
  batchWindowMs: 0,
  callsInFlight: 1,
  breakerSeconds: 30,
  refreshSeconds: 7 * 24 * 3600,
};

const unlimited: Limiter = {
  take: () => TE.right(undefined),
  done: () => undefined,
  permits: plenty,
  pause: () => undefined,
};

const ledgerOver = (entries: Map<string, LedgerEntry>, isDown: boolean): Ledger => {
  const gone = TE.left(unavailable('table', 'connection-refused'));
  const keyOf = (destination: string, externalId: string): string => `${destination} ${externalId}`;
  return {
    find: (destination, externalIds) =>
      isDown
        ? gone
        : TE.right(
            new Map(
              externalIds.flatMap((id) => {
                const entry = entries.get(keyOf(destination, id));
                return entry === undefined ? [] : [[id, entry] as const];
              }),
            ),
          ),
    record: (destination, written) =>
      isDown
        ? gone
        : TE.fromIO(() => {
            for (const entry of written) entries.set(keyOf(destination, entry.externalId), entry);
          }),
  };
};

export const inMemoryWorld = (
  routes: readonly ScriptedRoute[],
  circumstances: Partial<Circumstances> = {},
): World => {
  const given: Circumstances = { ...fine, ...circumstances };
  const jobs: Enqueued[] = [];
  const outcomes: string[] = [];
  const recorded: Outcome[] = [];
  const parked = new Map<string, string>();
  const labels = new Map<string, ParkedItem>();
  const alerts: string[] = [];
  const ledger = new Map<string, LedgerEntry>();
  let clock = Date.parse(startOfTime);
  let ids = 0;
  const telemetry = openTelemetry();
  const now = (): Date => new Date(clock);
  const random = (): number => given.random;
  const alert: Environment['alert'] = (code, destination) => alerts.push(`${code} ${destination}`);
  const done = (down: boolean, dependency: 'queue' | 'blob', work: () => void) => () => {
    if (!down) work();
    return Promise.resolve(down ? E.left(unavailable(dependency, 'connection-refused')) : E.right(undefined));
  };
  const delivererTo = ({ instance, script, calls, room }: ScriptedRoute) =>
    createDeliverer({
      instance,
      room: room ?? null,
      exchange: (call, timeoutMs) => () => {
        calls.push({ call, timeoutMs });
        return Promise.resolve(script(call, timeoutMs));
      },
      limiter: unlimited,
      ledger: given.ledger === 'off' ? null : ledgerOver(ledger, given.ledger === 'down'),
      rules: given,
      now,
      random,
      telemetry,
      onCircuit: (state) => alert(`circuit-${state}`, instance.name, ''),
    });
  return {
    jobs,
    outcomes,
    recorded,
    parked,
    labels,
    alerts,
    ledger,
    advance: (seconds) => {
      clock += seconds * 1000;
    },
    deadline: (seconds) => new Date(clock + seconds * 1000),
    environment: {
      now,
      newId: () => `id-${(ids += 1)}`,
      random,
      telemetry,
      alert,
      formats,
      routes: routes.map((route) => ({
        ...route.followed,
        name: route.instance.name,
        deliverer: delivererTo(route),
        room: route.room
          ? {
              ...route.room,
              entriesOf: entriesAt(route.instance),
              known: (ids) =>
                Promise.resolve(new Set(ids.filter((id) => ledger.has(`${route.instance.name} ${id}`)))),
            }
          : null,
        findSupported:
          given.ledger === 'off'
            ? null
            : findSupportedAt(route.instance, ledgerOver(ledger, given.ledger === 'down'), now),
        retract: null,
      })),
      outcomes: {
        write: (messages) => done(given.outcomesDown, 'queue', () => outcomes.push(...messages)),
      },
      record: {
        keep: (kept) => {
          recorded.push(...kept);
          return () => Promise.resolve();
        },
      },
      jobs: {
        enqueue: (message, delaySeconds) =>
          done(given.queueDown, 'queue', () => jobs.push({ message, delaySeconds })),
      },
      parked: {
        keep: (item, content) =>
          done(given.storeDown, 'blob', () => {
            parked.set(item.id, content);
            labels.set(item.id, item);
          }),
        list: () => TE.right({ items: [...labels.values()], next: null }),
        read: (id) => TE.right(parked.get(id) ?? null),
        remove: (id) => TE.fromIO(() => labels.delete(id) && parked.delete(id)),
      },
      identityScope: 'test',
      profile: lenient,
      evaluate: evaluateHere,
      retry: given,
    },
  };
};
