import { setMaxListeners } from 'node:events';

/** The time that one request has, from its first byte (`HTTP_BUDGET_SECONDS`). Each part leaves room for the next. */
export interface Budget {
  /** How long its body may take. */
  readonly bodySeconds: number;
  /** Until when the body may arrive and indicators go to destinations: three quarters of the budget. */
  readonly deliverBy: Date;
  /** Aborted at `deliverBy`. */
  readonly delivered: AbortSignal;
  /** Aborted at 19 twentieths. By then what is left has been queued or parked, and outcomes are written. */
  readonly spent: AbortSignal;
}

/** A running budget as a whole, and how to stop its clocks. */
export interface RunningBudget {
  readonly budget: Budget;
  /** Resolves when the budget ends without an answer. */
  readonly over: Promise<void>;
  readonly end: () => void;
}

const deliverShare = 0.75;
const spentShare = 0.95;

/** A signal without a limit of listeners, since any number of storage calls may wait for it. */
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
