import { type Instance, type Exchange, type ErrorDetail } from '../destinations/destination';
import { type Telemetry } from '../telemetry/telemetry';
import { asKnownThere } from './as-known-there';
import { byLedger } from './ledger/by-ledger';
import { createPendingCallers } from './batches/pending-callers';
import { type Deliverer, type DelivererOptions, type DelivererRules } from './delivery';
import { timedLimiter } from './delivery-metrics';
import { fitting } from './fitting';
import { breakingCircuit, retryingInPlace } from './batches/guarded-batches';
import { inBatches } from './batches/in-batches';
import { onePerIdentity } from './one-per-identity';
import { outermost } from './layers';
import { joinedLedger } from './ledger/joined-ledger';
import { guarded } from './ledger/ledger-guard';
import { isHeld } from './ledger/life-state';
import { createLimits, type CallLimits } from './limits';
import { type Ledger, type Limiter, type Room, type RoomView, type SharedText } from './ports';
import { rateLimited } from './rate-limited';
import { createRoom } from './room/room';
import { sendBatch } from './batches/send-batch';
import { entriesAt, retractAt, findSupportedAt, type Retract, type FindSupported } from './ledger/support';
import { createSubmitter } from './batches/submitter';
import { createWatch, type Watch } from './watch';
import { withinRoom } from './room/within-room';
import { createWorkingSize } from './batches/working-size';

/** How long calls keep the size that the destination took lately. */
const workingSizeMs = 600_000;

const unwatched = (exchange: Exchange): Exchange => exchange;

/** The layers between an indicator and the HTTP call, the outermost first. All invocations of this process share them. */
export const createDeliverer = (options: DelivererOptions): Deliverer => {
  const { instance, exchange, watching = unwatched, limiter, apart, rules, now, random, telemetry } = options;
  const { requestTimeoutMs } = rules;
  const measuring = { telemetry, destination: instance.name, now };
  const limits = { usual: timedLimiter(limiter, measuring), apart: apart ?? new Map<string, Limiter>() };
  const sizes = createWorkingSize(instance.kind.perCall, now, workingSizeMs);
  const pending = createPendingCallers();
  return (
    // Outermost: what can't be taken costs nothing.
    outermost(fitting(options))
      // Around everything that goes by identity: what is one thing at the destination has one turn, one row and one place in a
      // call.
      .over(asKnownThere(options))
      // Around the ledger: the second of two items with one identity finds there what became of the first.
      .over(onePerIdentity(options))
      // Before the batch: what the destination already holds takes no place in a call.
      .over(byLedger(options, pending))
      // Around the batches: an item without a place takes none in a call, and what is held already needs no place.
      .over(withinRoom(options.room ?? null))
      // Around everything that is done for a call, so that many callers pay for one. What was taken is recorded here, before its
      // turn ends.
      .over(inBatches(options, sizes, pending))
      // Around the tries: all calls of a batch are in one span, which names their events.
      .over(createSubmitter(options))
      // Around the retries: a batch counts once, however often it was tried. An open circuit costs no wait and no permit.
      .over(breakingCircuit(options, measuring))
      // Around the halves: only the whole batch is tried again, not the search for one bad item.
      .over(retryingInPlace(random, measuring))
      // Around the permits: each half is a call of its own.
      .over((calls: Exchange) => sendBatch({ exchange: calls, now, random, requestTimeoutMs, sizes }))
      // Around the bare call: each call takes a permit, a retry's or a half's too. The wait for it is measured.
      .over((call: Exchange) => rateLimited(limits, call))
      // At the call: every answer is seen, whatever the layers above make of it.
      .over(watching)
      // The bare call: signed, in a span of its own, within its time-out; once more after 401.
      .on(exchange)
  );
};

/** What the ways to all instances share, and how each instance is called. */
export interface WayEffects {
  /** The bare call: signed, in its span, within its time-out. */
  readonly exchangeTo: (instance: Instance) => Exchange;
  /** Null where no ledger is kept. */
  readonly ledger: Ledger | null;
  /** Where the limiters' logs are kept. */
  readonly limits: SharedText;
  readonly rules: DelivererRules;
  readonly now: () => Date;
  /** Milliseconds of a clock that is never set. */
  readonly monotonicMs: () => number;
  /** From 0 to under 1. */
  readonly random: () => number;
  readonly telemetry: Telemetry;
  /** Told once when an instance is left alone, and once when it is well again. */
  readonly onCircuit: (name: string, state: 'open' | 'closed', detail: ErrorDetail | null) => void;
  /** Told how many entries an instance holds of those that it may. */
  readonly onHeld: (name: string, held: number, max: number) => void;
}

export interface Way {
  readonly instance: Instance;
  readonly deliverer: Deliverer;
  /** Sends a call past all layers, for a probe. */
  readonly exchange: Exchange;
  /** Sends a call within the limits of its API and past all other layers. */
  readonly limited: Exchange;
  readonly limiter: Limiter;
  readonly watch: Watch;
  /** Null where it takes any number. */
  readonly room: RoomView | null;
  /** Null where no ledger is kept. */
  readonly findSupported: FindSupported | null;
  /** Null where no ledger is kept. */
  readonly retract: Retract | null;
}

/** Null where the kind takes any number. */
const roomAt = (
  { name, kind: { capacity } }: Instance,
  exchange: Exchange,
  { now, rules, telemetry, onHeld }: WayEffects,
): Room | null =>
  capacity &&
  createRoom({
    capacity,
    exchange,
    now,
    countMs: rules.requestTimeoutMs,
    onHeld: (held, max) => {
      telemetry.gauge('gateway.capacity.used', held / max, { destination: name });
      onHeld(name, held, max);
    },
  });

/** Where no ledger is kept, or it can't be asked, no indicator counts as known. */
const viewOf = (instance: Instance, room: Room, { ledger, now }: WayEffects): RoomView => ({
  ...room,
  entriesOf: entriesAt(instance),
  known: async (identities) => {
    const found = ledger === null ? null : await ledger.find(instance.name, identities)();
    const entries = found?._tag === 'Right' ? [...found.right.values()] : [];
    return new Set(entries.filter((entry) => isHeld(entry, now())).map(({ externalId }) => externalId));
  },
});

const wayTo = (
  instance: Instance,
  effects: WayEffects,
  { watch, limits }: { readonly watch: Watch; readonly limits: CallLimits },
): Way => {
  const exchange = effects.exchangeTo(instance);
  const { usual: limiter, apart } = limits;
  const limited = rateLimited(limits, exchange);
  const room = roomAt(instance, limited, effects);
  const deliverer = createDeliverer({
    ...effects,
    instance,
    room,
    exchange,
    watching: watch.watching,
    limiter,
    apart,
    onCircuit: (state, detail) => {
      watch.onCircuit(state, detail);
      effects.onCircuit(instance.name, state, detail);
    },
  });
  return {
    instance,
    deliverer,
    exchange,
    limited,
    limiter,
    watch,
    room: room && viewOf(instance, room, effects),
    findSupported: effects.ledger && findSupportedAt(instance, effects.ledger, effects.now),
    retract: effects.ledger && retractAt(instance, effects.ledger, effects.now),
  };
};

/**
 * Makes a way to each instance. All use one ledger, which is asked for a limited amount at once and left alone while it fails.
 */
export const createWays = (instances: readonly Instance[], effects: WayEffects): readonly Way[] => {
  const ledger = effects.ledger === null ? null : joinedLedger(guarded(effects.ledger));
  const watched = instances.map((instance) => ({ instance, watch: createWatch(effects.now) }));
  const limitsOf = createLimits(watched, effects);
  return watched.map(({ instance, watch }) =>
    wayTo(instance, { ...effects, ledger }, { watch, limits: limitsOf(instance) }),
  );
};
