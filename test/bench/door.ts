import { setTimeout as sleep } from 'node:timers/promises';
import { appFolder } from '../chaos/app-folder';
import { type Bench, type Row } from './bench';
import { startBenchSenders, type BenchSender } from './door-senders';
import { nativeIndicator } from './events';
import { startBenchStack, type BenchStack } from './stack';
import { median, quantile } from './statistics';

const events = 60;
const warm = 30;

const quiet = { GRAPH_REQUESTS_PER_MINUTE: '0', LEDGER: 'off' };

interface Way {
  readonly way: string;
  readonly stack: BenchStack;
  readonly sender: Pick<BenchSender, 'route' | 'prove'>;
}

const ask = async ({ stack, sender }: Way, n: number): Promise<number> => {
  const body = Buffer.from(JSON.stringify(nativeIndicator(n)));
  const headers = { 'content-type': 'application/json', ...sender.prove(body, `msg_${n}`) };
  const since = performance.now();
  const response = await fetch(`${stack.url}/api/${sender.route}`, { method: 'POST', headers, body });
  await response.text();
  if (response.status !== 201) throw new Error(`status ${response.status}`);
  return performance.now() - since;
};

/**
 * A single app takes all of them, so that none is colder than another. They take turns one right after the other, so that other
 * work on the machine affects all; differences are those within a turn.
 */
export const door: Bench = {
  name: 'door',
  title: `one event, with and without each scheme of a sender, in turn: ${events} each, ledger and limit off, the API at 0 ms; the cost is the median of differences to no sender, and the difference of the quickest tenth`,
  run: async (say) => {
    const folder = await appFolder();
    const senders = await startBenchSenders('bench');
    const entries = senders.senders.map(({ entry }) => entry);
    const stack = await startBenchStack(folder, 0, {
      ...quiet,
      ...senders.settings,
      PROFILE: JSON.stringify({ guard: { specialUse: 'take' }, senders: entries }),
    });
    try {
      const nobody = { route: 'indicators', prove: () => ({ 'x-functions-key': stack.masterKey }) };
      const ways: readonly Way[] = [
        { way: 'no sender', stack, sender: nobody },
        ...senders.senders.map((sender) => ({ way: sender.name, stack, sender })),
      ];
      const times = ways.map((): number[] => []);
      say(`${events} events by each of ${ways.length} ways`);
      let sent = 0;
      for (let n = -warm; n < events; n += 1)
        for (const [index, way] of ways.entries()) {
          const ms = await ask(way, (sent += 1));
          if (n >= 0) times[index]?.push(ms);
          await sleep(10);
        }
      const [without = []] = times;
      return ways.map(({ way }, index): Row => {
        const mine = times[index] ?? [];
        return {
          way,
          p10Ms: quantile(mine, 0.1),
          p50Ms: median(mine),
          p90Ms: quantile(mine, 0.9),
          costP10Ms: quantile(mine, 0.1) - quantile(without, 0.1),
          costMs: median(mine.map((ms, n) => ms - (without[n] ?? 0))),
        };
      });
    } finally {
      await stack.stop();
      await Promise.all([senders.stop(), folder.remove()]);
    }
  },
};
