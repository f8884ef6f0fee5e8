import type { RegisteredFunction } from './core-api';
import type { RpcBindingInfo, RpcTypedData } from './rpc';
import { StartError } from './start-error';

export interface Timer {
  readonly stop: () => void;
}

export interface TimerOptions {
  readonly everyMs: number;
  readonly fire: (input: RpcTypedData) => Promise<unknown>;
}

/** The period of a timer, in milliseconds. Throws a StartError for any NCRONTAB expression but that of every N minutes. */
export const periodOf = (
  { metadata: { name } }: RegisteredFunction,
  { schedule }: RpcBindingInfo,
): number => {
  const [, text = '1'] = /^0 \*(?:\/(\d{1,2}))? \* \* \* \*$/.exec(schedule ?? '') ?? [undefined, '0'];
  const minutes = Number(text);
  // What does not divide an hour has no one period.
  if (minutes >= 1 && 60 % minutes === 0) return minutes * 60_000;
  throw new StartError(
    `Function "${name}": the schedule "${schedule ?? ''}" is not supported by this host (only "0 */N * * * *", where N ` +
      'divides 60). Azure Functions Core Tools have it.',
  );
};

const inputAt = (next: number): RpcTypedData => ({
  json: JSON.stringify({
    Schedule: { AdjustForDST: true },
    ScheduleStatus: {
      Last: new Date(0).toISOString(),
      Next: new Date(next).toISOString(),
      LastUpdated: new Date().toISOString(),
    },
    IsPastDue: false,
  }),
});

/** Fires at the full minutes that the period divides; what is missed while the host is down stays missed. */
export const startTimer = ({ everyMs, fire }: TimerOptions): Timer => {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const schedule = (): void => {
    if (stopped) return;
    const next = (Math.floor(Date.now() / everyMs) + 1) * everyMs;
    timer = setTimeout(() => {
      void fire(inputAt(next + everyMs)).finally(schedule);
    }, next - Date.now());
  };
  schedule();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};
