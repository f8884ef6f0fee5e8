import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { createDeliverer } from '../../shared/delivery/way';
import { type DelivererRules, type Delivery } from '../../shared/delivery/delivery';
import { type LedgerEntry, type Room } from '../../shared/delivery/ports';
import { type Destination, type HttpCall } from '../../shared/destinations/destination';
import { graph } from '../../shared/destinations/graph/graph';
import { unavailable } from '../../shared/failure';
import { type Indicator } from '../../shared/indicator/indicator';
import { isTakenBack } from '../../shared/indicator/taken-back';
import { openTelemetry } from '../../shared/telemetry/open-telemetry';
import { startOfTime, type Script } from '../pipeline/in-memory-environment';
import { passing } from '../waiting';
import { plenty } from './plenty';

export interface Given {
  readonly destination?: Destination;
  readonly ledger?: 'on' | 'off' | 'down' | 'not written';
  readonly rules?: Partial<DelivererRules>;
  readonly room?: Room;
}

const rules: DelivererRules = {
  requestTimeoutMs: 10_000,
  batchWindowMs: 5,
  callsInFlight: 4,
  breakerSeconds: 30,
  refreshSeconds: 7 * 24 * 3600,
};

/** A deliverer on a virtual clock, with a ledger in memory. A script answers for its destination. */
export const delivererWorld = (script: Script, given: Given = {}) => {
  const calls: HttpCall[] = [];
  const circuit: string[] = [];
  const ledger = new Map<string, LedgerEntry>();
  const { destination: kind = graph, ledger: books = 'on' } = given;
  const gone = E.left(unavailable('table', 'connection-refused'));
  const deliverer = createDeliverer({
    instance: { name: 'graph', kind },
    room: given.room ?? null,
    exchange: (call, timeoutMs) => () => {
      calls.push(call);
      return Promise.resolve(script(call, timeoutMs));
    },
    limiter: {
      take: () => TE.right(undefined),
      done: () => undefined,
      permits: plenty,
      pause: () => undefined,
    },
    ledger:
      books === 'off'
        ? null
        : {
            find: (_, externalIds) => () =>
              Promise.resolve(
                books === 'down'
                  ? gone
                  : E.right(
                      new Map(
                        externalIds.flatMap((id) => {
                          const entry = ledger.get(id);
                          return entry === undefined ? [] : [[id, entry] as const];
                        }),
                      ),
                    ),
              ),
            record: (_, entries) => () => {
              if (books !== 'on') return Promise.resolve(gone);
              for (const entry of entries) ledger.set(entry.externalId, entry);
              return Promise.resolve(E.right(undefined));
            },
          },
    rules: { ...rules, ...given.rules },
    now: () => new Date(jest.now()),
    random: () => 0,
    telemetry: openTelemetry(),
    onCircuit: (state, detail) => circuit.push(`${state} ${detail?.code ?? ''}`.trim()),
  });
  const bring = (
    items: readonly Indicator[],
    sourceTime: string = startOfTime,
    seconds = 3600,
  ): Promise<readonly Delivery[]> =>
    passing(
      deliverer(
        items.map((indicator) => ({
          indicator,
          sourceTime,
          takeBackScope: isTakenBack(indicator) ? ('own' as const) : undefined,
        })),
        new Date(jest.now() + seconds * 1000),
      )(),
    );
  return { bring, calls, circuit, ledger };
};

/** Tag, and the id or the code of each. */
export const brief = (deliveries: readonly Delivery[]): readonly string[] =>
  deliveries.map((delivery) => `${delivery._tag} ${'id' in delivery ? delivery.id : delivery.code}`);

/** Method and path below the collection, and how many indicators, of each call. */
export const briefCalls = (calls: readonly HttpCall[]): readonly string[] =>
  calls.map(({ method, path, body }) => {
    const { value } = body as { readonly value?: readonly unknown[] };
    return `${method} ${path.replace('/security/tiIndicators', '') || '/'} ${value?.length ?? 1}`;
  });
