import { type Environment } from '../shared/pipeline/ports';
import { logEntry } from './log-entry';

export interface AlertOptions {
  readonly write: (line: string) => void;
  readonly now: () => Date;
}

/** Of what happens with every try, one line in so long is enough to wake somebody. */
const quietMs = 300_000;

/** What opens and closes is told each time. */
const isTurn = (code: string): boolean => code.startsWith('circuit-');

/** Writes alert lines; the same of the same destination at most once in five minutes an instance. */
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
