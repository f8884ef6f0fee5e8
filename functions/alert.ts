import { type Environment } from '../shared/pipeline/ports';
import { logEntry } from './log-entry';

export interface AlertOptions {
  readonly write: (line: string) => void;
  readonly now: () => Date;
}

/** For what happens with every try, one line in this time is enough to wake somebody. */
const quietMs = 300_000;

/** Openings and closings are reported each time. */
const isTurn = (code: string): boolean => code.startsWith('circuit-');

/** Writes alert lines. The same alert for the same destination is written at most once in five minutes by each instance. */
export const createAlert = ({ write, now }: AlertOptions): Environment['alert'] => {
  const saidAt = new Map<string, number>();
  return (code, destination, text) => {
    const key = `${code} ${destination}`;
    const at = now().getTime();
    if (!isTurn(code) && at - (saidAt.get(key) ?? -Infinity) < quietMs) return;
    saidAt.set(key, at);
    write(logEntry('alert', { code, destination, text }));
  };
};
