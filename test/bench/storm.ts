import autocannon from 'autocannon';
import { appFolder, type AppFolder } from '../chaos/app-folder';
import { bareAppFolder } from './bare-app';
import { type Bench, type Row } from './bench';
import { nativeIndicator } from './events';
import { startBenchStack } from './stack';

const amount = 10_000;
const connections = 200;

/** Every event holds an indicator of its own. */
const measure = async (name: string, folder: AppFolder, ledger: 'on' | 'off'): Promise<Row> => {
  const stack = await startBenchStack(folder, 50, { GRAPH_REQUESTS_PER_MINUTE: '0', LEDGER: ledger });
  let next = 0;
  try {
    const { requests, latency, duration, ...result } = await autocannon({
      url: `${stack.url}/api/indicators`,
      connections,
      amount,
      timeout: 60,
      requests: [
        {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-functions-key': stack.functionKey },
          setupRequest: (request) => ({ ...request, body: JSON.stringify(nativeIndicator(next++)) }),
        },
      ],
    });
    const { stored, requests: calls } = await stack.counts();
    return {
      app: name,
      ledger: name === 'bare' ? '-' : ledger,
      answered2xx: result['2xx'],
      perSecond: Math.round(requests.total / duration),
      p50Ms: latency.p50,
      p975Ms: latency.p97_5,
      p99Ms: latency.p99,
      stored,
      calls,
      peakMB: await stack.peakMegabytes(),
    };
  } finally {
    await stack.stop();
  }
};

export const storm: Bench = {
  name: 'storm',
  title: `${amount} events of one indicator by HTTP over ${connections} connections, 50 ms latency, beside a bare function with the same output binding`,
  run: async (say) => {
    const [gateway, bare] = [await appFolder(), await bareAppFolder()];
    try {
      const rows: Row[] = [];
      for (const ledger of ['off', 'on'] as const) {
        say(`gateway, ledger ${ledger}`);
        rows.push(await measure('gateway', gateway, ledger));
      }
      say('bare function');
      return [...rows, await measure('bare', bare, 'off')];
    } finally {
      await Promise.all([gateway.remove(), bare.remove()]);
    }
  },
};
