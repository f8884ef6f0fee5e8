import { setTimeout as sleep } from 'node:timers/promises';
import { appFolder, type AppFolder } from '../chaos/app-folder';
import { bareAppFolder } from './bare-app';
import { type Bench, type Row } from './bench';
import { nativeIndicator } from './events';
import { startBenchStack, type BenchStack } from './stack';
import { median, quantile } from './statistics';

const events = 60;
/** Rare enough that an event is alone, often enough that the connections stay open. */
const everyMs = 500;
const callMs = 50;

const ask = async ({ url, functionKey }: BenchStack, n: number): Promise<number> => {
  const body = JSON.stringify(nativeIndicator(n));
  const since = performance.now();
  const response = await fetch(`${url}/api/indicators`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-functions-key': functionKey },
    body,
  });
  await response.text();
  if (!response.ok) throw new Error(`status ${response.status}`);
  return performance.now() - since;
};

/** The call alone, made by this process: what it takes beyond its 50 ms is not the gateway's. */
const callAlone = async ({ graphUrl }: BenchStack, n: number): Promise<number> => {
  const body = JSON.stringify(nativeIndicator(n));
  const since = performance.now();
  const response = await fetch(`${graphUrl}/security/tiIndicators`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer none' },
    body,
  });
  await response.text();
  return performance.now() - since;
};

interface App {
  readonly app: string;
  readonly folder: AppFolder;
  readonly settings: Readonly<Record<string, string>>;
  readonly callMs: number;
}

export const loneEvent: Bench = {
  name: 'lone-event',
  title: `one event every ${everyMs} ms, a call takes ${callMs} ms and what it takes from here: the time of the answer, and what of it is neither the call nor what a bare function takes; ${events} events each, in turn`,
  run: async (say) => {
    const [gateway, bare] = [await appFolder(), await bareAppFolder()];
    const noLimit = { GRAPH_REQUESTS_PER_MINUTE: '0' };
    const apps: readonly App[] = [
      { app: 'bare function', folder: bare, settings: {}, callMs: 0 },
      { app: 'ledger off, no limit', folder: gateway, settings: { ...noLimit, LEDGER: 'off' }, callMs },
      { app: 'ledger off', folder: gateway, settings: { LEDGER: 'off' }, callMs },
      { app: 'ledger on', folder: gateway, settings: { LEDGER: 'on' }, callMs },
    ];
    const running: (App & { readonly stack: BenchStack; readonly times: number[] })[] = [];
    try {
      for (const app of apps)
        running.push({
          ...app,
          stack: await startBenchStack(app.folder, app.callMs, app.settings),
          times: [],
        });
      say(`${events} events to each`);
      const calls: number[] = [];
      // The first 40 of each only warm it up.
      const last = running.at(-1);
      const turns = running.length + 1;
      for (let n = -40; n < events; n += 1) {
        const pause = n < 0 ? 20 : everyMs / turns;
        for (const { stack, times } of running) {
          const ms = await ask(stack, n + 40);
          if (n >= 0) times.push(ms);
          await sleep(pause);
        }
        const ms = last === undefined ? 0 : await callAlone(last.stack, n + 40);
        if (n >= 0) calls.push(ms);
        await sleep(pause);
      }
      const beside = median(running[0]?.times ?? []);
      const call = median(calls);
      const rows = running.map(({ app, times, callMs: wanted }): Row => {
        const own = wanted === 0 ? 0 : call;
        const p50Ms = median(times);
        return {
          app,
          p50Ms,
          p90Ms: quantile(times, 0.9),
          besideCallMs: p50Ms - own,
          besideCallAndBareMs: p50Ms - own - beside,
        };
      });
      const alone = { app: 'the call alone', p50Ms: call, p90Ms: quantile(calls, 0.9) };
      return [{ ...alone, besideCallMs: 0, besideCallAndBareMs: 0 }, ...rows];
    } finally {
      await Promise.all(running.map(({ stack }) => stack.stop()));
      await Promise.all([gateway, bare].map(({ remove }) => remove()));
    }
  },
};
