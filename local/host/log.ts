import type { LogLevel } from './rpc';

export type Verbosity = 'quiet' | 'normal' | 'verbose';

export interface Log {
  /** One line, `[time] text`; dropped when the level is below the verbosity. */
  readonly write: (level: LogLevel, text: string) => void;
}

const rank: Readonly<Record<LogLevel, number>> = {
  trace: 0,
  debug: 1,
  information: 2,
  warning: 3,
  error: 4,
  critical: 5,
  none: 6,
};

const threshold: Readonly<Record<Verbosity, number>> = { verbose: 0, normal: 2, quiet: 3 };

export const createLog = (line: (line: string) => void, verbosity: Verbosity): Log => ({
  write: (level, text) => {
    if (level !== 'none' && rank[level] >= threshold[verbosity])
      line(`[${new Date().toISOString()}] ${text}`);
  },
});
