import type { RegisteredFunction } from './core-api';
import type { RpcBindingInfo, RpcTypedData } from './rpc';
import { StartError } from './start-error';

export interface Timer {
  readonly stop: () => void;
}

/** When it was last due and when it is next, as the schedule monitor writes it; ISO 8601, UTC. */
export interface TimerStatus {
  readonly Last: string;
  readonly Next: string;
  readonly LastUpdated: string;
}

export interface TimerMemory {
  /** undefined where it never ran, or where that is not known. */
  readonly read: () => Promise<TimerStatus | undefined>;
  /** A failed write is ignored; a missed run then goes unnoticed. */
  readonly write: (status: TimerStatus) => Promise<void>;
}

export interface TimerOptions {
  readonly everyMs: number;
  /** Remembers the last run over a restart. Without it, a missed run is not made up for. */
  readonly memory?: TimerMemory | undefined;
  readonly fire: (input: RpcTypedData) => Promise<unknown>;
}

/** The period of a timer, in milliseconds. Throws a StartError for any NCRONTAB expression but that of every N minutes. */
export const periodOf = (
  { metadata: { name } }: RegisteredFunction,
  { schedule }: RpcBindingInfo,
): number => {
  const [, text = '1'] = /^0 \*(?:\/(\d{1,2}))? \* \* \* \*$/.exec(schedule ?? '') ?? [undefined, '0'];
  const minutes = Number(text);
  // A number that does not divide an hour gives no single period.
  if (minutes >= 1 && 60 % minutes === 0) return minutes * 60_000;
  throw new StartError(
    `Function "${name}": the schedule "${schedule ?? ''}" is not supported by this host (only "0 */N * * * *", where N ` +
      'divides 60). Azure Functions Core Tools have it.',
  );
};

const inputOf = (status: TimerStatus, isPastDue: boolean): RpcTypedData => ({
  json: JSON.stringify({
    Schedule: { AdjustForDST: true },
    ScheduleStatus: status,
    IsPastDue: isPastDue,
  }),
});

/** The input for a run that somebody asked for. */
export const inputNow = (): RpcTypedData => {
  const now = new Date().toISOString();
  return inputOf({ Last: now, Next: now, LastUpdated: now }, false);
};

const iso = (ms: number): string => new Date(ms).toISOString();

/**
 * Fires at the full minutes that the period divides. What was missed while the host was down is made up for once, at the start,
 * as past due.
 */
export const startTimer = ({ everyMs, memory, fire }: TimerOptions): Timer => {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let last = 0;
  const nextAfter = (ms: number): number => (Math.floor(ms / everyMs) + 1) * everyMs;
  const statusAt = (next: number): TimerStatus => ({
    Last: iso(last),
    Next: iso(next),
    LastUpdated: iso(Date.now()),
  });

  const run = async (due: number, isPastDue: boolean): Promise<void> => {
    await fire(inputOf(statusAt(isPastDue ? nextAfter(Date.now()) : due + everyMs), isPastDue));
    last = due;
    await memory?.write(statusAt(nextAfter(Date.now())));
  };
  const schedule = (): void => {
    if (stopped) return;
    const next = nextAfter(Date.now());
    timer = setTimeout(() => {
      void run(next, false).finally(schedule);
    }, next - Date.now());
  };
  const begin = async (): Promise<void> => {
    const status = await memory?.read();
    const due = Date.parse(status?.Next ?? '');
    if (status !== undefined) last = Date.parse(status.Last);
    if (stopped) return;
    if (due <= Date.now()) await run(due, true);
    else await memory?.write(statusAt(nextAfter(Date.now())));
  };
  if (memory === undefined) schedule();
  else void begin().finally(schedule);
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};
