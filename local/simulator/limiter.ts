const windowMs = 60_000;

export interface Limiter {
  /** Seconds to wait (whole, at least 1) when the app is over its limit, undefined when it may pass. */
  readonly wait: (app: string, requestsPerMinute: number, now: number) => number | undefined;
  readonly forget: () => void;
}

interface Window {
  readonly times: number[];
  first: number;
}

const forgetOld = (window: Window, now: number): void => {
  for (;;) {
    const oldest = window.times[window.first];
    if (oldest === undefined || oldest > now - windowMs) break;
    window.first += 1;
  }
  if (window.first > 1000 && window.first * 2 > window.times.length) {
    window.times.splice(0, window.first);
    window.first = 0;
  }
};

/** A sliding minute per app. A refused request counts too: Graph says that immediate retries use up the quota. */
export const createLimiter = (): Limiter => {
  const windows = new Map<string, Window>();
  return {
    forget: () => windows.clear(),
    wait: (app, requestsPerMinute, now) => {
      if (requestsPerMinute === 0) return undefined;
      const window = windows.get(app) ?? { times: [], first: 0 };
      windows.set(app, window);
      forgetOld(window, now);
      window.times.push(now);
      const blocking = window.times[window.times.length - 1 - requestsPerMinute];
      if (blocking === undefined || window.times.length - window.first <= requestsPerMinute) return undefined;
      return Math.max(1, Math.ceil((blocking + windowMs - now) / 1000));
    },
  };
};
