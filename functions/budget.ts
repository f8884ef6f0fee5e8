import { setMaxListeners } from 'node:events';

/** The time that one request has, from its first byte (`HTTP_BUDGET_SECONDS`). Each part leaves room for the next. */
export interface Budget {
  /** How long its body may take. */
  readonly bodySeconds: number;
  /** Until when its body may come, and indicators go to destinations: three quarters of the budget. */
  readonly deliverBy: Date;
  /** Aborted at `deliverBy`. */
  readonly delivered: AbortSignal;
  /** Aborted at 19 twentieths: until then what is left is queued or parked, and outcomes are written. */
  readonly spent: AbortSignal;
}

/** A budget that runs, the whole of it, and how to stop its clocks. */
export interface RunningBudget {
  readonly budget: Budget;
  /** Resolves when the budget is over, and nothing has answered. */
  readonly over: Promise<void>;
  readonly end: () => void;
}

const deliverShare = 0.75;
const spentShare = 0.95;

/** Storage may be asked for any number of things under one signal. */
const signalled = (): AbortController => {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
};

export const startBudget = (now: Date, seconds: number): RunningBudget => {
  const maxMs = seconds * 1000;
  const [delivered, spent] = [signalled(), signalled()];
  const timers: NodeJS.Timeout[] = [];
  const after = (share: number, what: () => void): void => {
    timers.push(setTimeout(what, maxMs * share));
  };
  after(deliverShare, () => delivered.abort());
  after(spentShare, () => spent.abort());
  const over = new Promise<void>((resolve) => after(1, resolve));
  return {
    budget: {
      bodySeconds: seconds * deliverShare,
      deliverBy: new Date(now.getTime() + maxMs * deliverShare),
      delivered: delivered.signal,
      spent: spent.signal,
    },
    over,
    end: () => timers.forEach(clearTimeout),
  };
};
