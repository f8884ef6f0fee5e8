import { HttpRequest, HttpResponse } from '@azure/functions';
import * as TE from 'fp-ts/TaskEither';
import { type Handler } from '../../functions/http/answering';
import { holding, pacing } from '../../functions/held-off';
import { openapi } from '../../functions/openapi';
import { notConfigured } from '../../functions/not-configured';
import { showIntake } from '../../functions/intake';
import { listOutcomes } from '../../functions/outcomes';
import { dropParked, listParked, showParked } from '../../functions/parked';
import { preview } from '../../functions/preview';
import { receiveEventGrid } from '../../functions/receive-event-grid';
import { failBack } from '../../functions/fail-back';
import { findKnown } from '../../functions/find';
import { receiveHttp } from '../../functions/receive-http';
import { receiveSigned } from '../../functions/receive-signed';
import { showShadow } from '../../functions/shadow';
import { takeBackIndicators } from '../../functions/take-back';
import { verify, type Verifying } from '../../functions/verify';
import { eraseKept } from '../../functions/erase';
import { repair } from '../../functions/repair';
import { replayParked } from '../../functions/replay-parked';
import { entryOf } from '../../shared/delivery/ledger/ledger';
import { type Ledger, type LedgerEntry } from '../../shared/delivery/ports';
import { type LedgerSearch } from '../../shared/delivery/ledger/ledger-search';
import { noRequestIds, unavailable } from '../../shared/failure';
import { type Exchange } from '../../shared/destinations/destination';
import { graph } from '../../shared/destinations/graph/graph';
import { leftOut, reason } from '../../shared/pipeline/outcome';
import { batchesOf } from '../../shared/pipeline/record/outcome-batches';
import { type Environment, type Route } from '../../shared/pipeline/ports';
import { park } from '../../shared/pipeline/parked/park';
import { createWorld, invocation, limitBytes, type Faults } from '../functions/world';
import { startOfTime } from '../pipeline/in-memory-environment';
import { inMemoryRecord } from '../pipeline/in-memory-record';
import { inMemoryParked } from '../pipeline/in-memory-parked';
import { indicatorOf, provenanceAt } from '../pipeline/planned';
import { rightOf } from '../pipeline/right-of';
import { answered } from '../functions/answered';
import { doorOfHub, hub, senders, signatureOf } from './signing';

/** What is asked of a handler; a body that is no text is sent as JSON. */
export interface Asked {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
  /** The body never ends, and the budget ends soon. */
  readonly slow?: true;
}

export interface Circumstances extends Faults {
  /** The store of parked things is out of reach. */
  readonly parkedDown?: boolean;
  /** What is parked; by default nothing. */
  readonly parked?: unknown;
  /** How many indicators the ledger finds; null: it is out of reach. */
  readonly found?: number | null;
  /** How many days outcomes are kept; by default 30. */
  readonly days?: number;
  /** The place where outcomes are kept is out of reach. */
  readonly recordDown?: boolean;
  /** Its sender sends faster than it may. */
  readonly tooFast?: boolean;
  /** The settings are wrong. */
  readonly notConfigured?: boolean;
  /** Nothing proves who sends. */
  readonly unproven?: boolean;
  /** An intake that is asked for. */
  readonly intake?: string;
  /** A destination that is asked for. */
  readonly named?: string;
}

export type Answer = Pick<HttpResponse, 'status' | 'headers'> & { readonly text: string };

const settings = { HTTP_BODY_LIMIT_BYTES: limitBytes, HTTP_BUDGET_SECONDS: 20 };

const bytesOf = (body: unknown): Buffer =>
  Buffer.from(typeof body === 'string' ? body : JSON.stringify(body ?? ''));

const bodyOf = (body: unknown): { readonly body: { readonly bytes: Buffer } } | undefined =>
  body === undefined ? undefined : { body: { bytes: bytesOf(body) } };

const unending = (request: HttpRequest): HttpRequest =>
  Object.defineProperty(request, 'body', { value: new ReadableStream() });

const entriesOf = (found: number) =>
  Array.from({ length: found }, (_, index) =>
    entryOf(indicatorOf(`held-${index}`), {
      id: `id-${index}`,
      sourceTime: '2025-12-01T00:00:00.000Z',
      state: 'created',
    }),
  );

/** Finds so many at Graph, each by whatever was asked. */
const searchIn = (found: number | null): LedgerSearch => ({
  visit: (destination, _, each) =>
    found === null
      ? TE.left(unavailable('table', 'ECONNREFUSED'))
      : TE.fromIO(() => each(destination === 'graph' ? entriesOf(found) : [])),
});

const ledgerOf = (found: number | null): Ledger => {
  const rows = new Map<string, LedgerEntry>(entriesOf(found ?? 0).map((entry) => [entry.externalId, entry]));
  return {
    find: () => (found === null ? TE.left(unavailable('table', 'ECONNREFUSED')) : TE.right(rows)),
    record: (_, entries) =>
      TE.fromIO(() => {
        for (const entry of entries) rows.set(entry.externalId, entry);
      }),
  };
};

const nobody: Exchange = () =>
  TE.right({ status: 200, body: { value: [] }, retryAfterSeconds: null, requestIds: noRequestIds });

/** Graph shows nothing, and the ledger says that it has so many. */
const verifyingOf = (found: number, now: () => Date): Verifying => {
  const at = '2025-12-01T00:00:00.000Z';
  const word = { source: 'feed', externalId: '', at, receivedAt: at, eventId: 'e', takenBack: false };
  const rows = entriesOf(found).map((entry) => ({ ...entry, saidBy: [word], since: at, writtenAt: at }));
  return {
    sources: [
      { instance: { name: 'graph', kind: graph }, readBack: graph.readBack ?? null, exchange: nobody },
    ],
    tools: {
      rows: { page: () => TE.right({ rows, next: null }) },
      now,
      sleep: () => Promise.resolve(),
      requestTimeoutMs: 1,
    },
  };
};

const shadowsOf = ({ routes, record }: Environment): Pick<Environment, 'shadows'> => ({
  shadows: {
    all: routes.map((route) => ({ route: { ...route, name: 'sentinel-new' }, of: 'graph', maxJobs: 10 })),
    waiting: TE.right(0),
    record,
  },
});

const lastingRoute = ({ routes: [route] }: Environment, isDown: boolean): Route => {
  if (route === undefined) throw new Error('the world has no route');
  const lasting = {
    since: () => Promise.resolve(null),
    begin: () => Promise.resolve(),
    end: () => Promise.resolve(isDown ? 'ECONNREFUSED' : new Date(startOfTime)),
  };
  return {
    ...route,
    name: 'sentinel-new',
    failover: { afterMinutes: 1, downSince: () => null, lasting },
  };
};

/** The real handlers by the id of their operation, over a world in memory; each call has a world of its own. */
export const ask = async (
  operationId: string,
  {
    body,
    headers = body === undefined ? {} : { 'content-type': 'application/json' },
    query = '',
    slow,
  }: Asked = {},
  {
    parkedDown = false,
    parked,
    found = 0,
    days = 30,
    recordDown = false,
    tooFast = false,
    notConfigured: isNotConfigured = false,
    unproven = false,
    intake,
    named = 'sentinel-new',
    ...faults
  }: Circumstances = {},
): Promise<Answer> => {
  let isDown = false;
  let isRecordDown = false;
  const record = inMemoryRecord(() => isRecordDown);
  const store = inMemoryParked(() => isDown);
  const kept = ledgerOf(found);
  const ledger = found === null || found === 0 ? null : kept;
  const world = createWorld({ ledger, ...faults }).environment;
  const environment = { ...world, parked: store, profile: { ...world.profile, senders } };
  const door = doorOfHub(tooFast);
  const held = (handler: Handler) => holding(door, environment.telemetry)(hub, handler);
  const itemToPark = {
    kind: 'event',
    reason: reason('unreadable', 'nothing in this message could be read'),
    destination: null,
    provenance: provenanceAt(''),
    indicators: 0,
    content: parked,
  } as const;
  const id = parked === undefined ? 'none' : rightOf(await park(environment)(itemToPark)());
  const why = reason('a-code', 'why');
  const outcomes = [
    leftOut(provenanceAt('/0'), { state: 'skipped', why }, { attempt: 1, settledAt: startOfTime }),
  ];
  const batches = batchesOf(outcomes, () => '0'.repeat(16));
  const differing = batchesOf(
    outcomes.map((one) => ({ ...one, expected: { state: 'created', code: null } })),
    () => '1'.repeat(16),
    { intakeId: 'sentinel-new' },
  );
  const at = environment.now().getTime();
  const apart = inMemoryRecord(() => isRecordDown);
  rightOf(await apart.write(differing.map((batch) => ({ at, batch })))());
  rightOf(await record.write(batches.map((batch) => ({ at, batch })))());
  isRecordDown = recordDown;
  isDown = parkedDown;
  const handlers: Readonly<Record<string, readonly [string, Handler]>> = {
    createIndicators: ['POST', held(receiveHttp(environment, settings))],
    previewIndicators: [
      'POST',
      pacing(door, environment.telemetry)(
        hub,
        preview(environment, { settings, instances: [{ name: 'graph', kind: graph, standby: false }] }),
      ),
    ],
    deliverEvents: ['POST', held(receiveEventGrid(environment, settings))],
    allowOrigin: ['OPTIONS', receiveEventGrid(environment, settings)],
    deliverSigned: ['POST', receiveSigned(environment, settings, door)],
    allowOriginSigned: ['OPTIONS', receiveSigned(environment, settings, door)],
    listParked: ['GET', listParked(environment)],
    showParked: ['GET', showParked(environment)],
    dropParked: ['DELETE', dropParked(environment)],
    replayParked: ['POST', replayParked(environment, settings)],
    findIndicators: ['GET', findKnown(environment, days === 0 ? null : searchIn(found))],
    takeBackIndicators: ['DELETE', takeBackIndicators(environment, searchIn(found))],
    verifyIndicators: ['GET', verify(verifyingOf(found ?? 0, environment.now))],
    eraseKept: ['POST', eraseKept(environment, { ledger: searchIn(found), rows: null, records: [] })],
    repairIndicators: [
      'POST',
      repair(environment, verifyingOf(found ?? 1, environment.now), days === 0 ? null : kept),
    ],
    listOutcomes: ['GET', listOutcomes(environment, days === 0 ? null : { store: record, days })],
    showIntake: ['GET', showIntake(environment, days === 0 ? null : { store: record, days })],
    showShadow: [
      'GET',
      showShadow({ ...environment, ...shadowsOf(environment) }, days === 0 ? null : { store: apart, days }),
    ],
    failBack: ['POST', failBack({ routes: [lastingRoute(environment, isRecordDown)] })],
    describe: ['GET', openapi],
  };
  const [method, served] = handlers[operationId] ?? [];
  const handler = isNotConfigured ? notConfigured : served;
  if (method === undefined || handler === undefined) throw new Error(`no handler for ${operationId}`);
  const request = new HttpRequest({
    method,
    url: `https://gateway.example/api/x?${query}`,
    headers: { ...headers, ...(unproven ? {} : signatureOf(bytesOf(body))) },
    params: { id: intake ?? id, sender: hub.name, name: named },
    ...bodyOf(body),
  });
  const response = new HttpResponse(
    await answered(
      environment,
      handler,
      slow && 0.2,
    )(slow ? unending(request) : request, invocation().context),
  );
  return { status: response.status, headers: response.headers, text: await response.text() };
};
