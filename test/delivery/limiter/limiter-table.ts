import * as E from 'fp-ts/Either';
import { type SharedText } from '../../../shared/delivery/ports';
import { unavailable } from '../../../shared/failure';
import { sleep } from './limiter-world';

/** A partition of an Azure table takes 2,000 entities a second (learn.microsoft.com/azure/storage/tables/scalability-targets). */
const serviceMs = 0.5;

/** A caller that would have to wait longer is told that the server is busy. */
const maxWaitMs = 500;

export interface SharedTable extends SharedText {
  readonly calls: number;
  readonly busy: number;
  readonly maxText: number;
  text: string;
  /** What happens to a call that comes now; null: it is done. */
  trouble: () => string | null;
  readonly lose: () => void;
}

/** A row with a version in a table like Azure's: a call takes 2 to 20 ms, one in a hundred up to 600, and calls queue up. */
export const sharedTable = (random: () => number): SharedTable => {
  const table = { calls: 0, busy: 0, maxText: 0, text: '', trouble: (): string | null => null };
  let version = 0;
  let freeAt = 0;
  const current = () => (version === 0 ? null : String(version));
  const travel = () => sleep(1 + random() * 9 + (random() < 0.01 ? random() * 300 : 0));
  const answering =
    <A>(act: () => A) =>
    async () => {
      table.calls += 1;
      await travel();
      const wait = Math.max(0, freeAt - performance.now());
      const code = wait > maxWaitMs ? 'ServerBusy' : table.trouble();
      if (code !== null) {
        if (code === 'ServerBusy') table.busy += 1;
        await (code === 'timeout' ? sleep(2_000) : travel());
        return E.left(unavailable('table', code));
      }
      freeAt = performance.now() + wait + serviceMs;
      await sleep(wait + serviceMs);
      const answer = { ...act(), date: new Date(Math.floor(Date.now() / 1000) * 1000) };
      await travel();
      return E.right(answer);
    };
  return Object.assign(table, {
    lose: () => {
      version = 0;
      table.text = '';
    },
    read: () => answering(() => ({ text: table.text, version: current() })),
    write: (_: string, text: string, from: string | null) =>
      answering(() => {
        if (from !== current()) return { version: null };
        version += 1;
        table.text = text;
        table.maxText = Math.max(table.maxText, text.length);
        return { version: current() };
      }),
  });
};
