import autocannon from 'autocannon';
import { appFolder } from '../chaos/app-folder';
import { type Bench, type Row } from './bench';
import { nativeIndicator } from './events';
import { startBenchStack } from './stack';

const connections = 32;
const seconds = 120;

/** After more than two seconds at the limiter an event is put off, and answered with 202. */
const measure = async (root: Awaited<ReturnType<typeof appFolder>>, ledger: 'on' | 'off'): Promise<Row> => {
  const stack = await startBenchStack(root, 0, { LEDGER: ledger });
  let sent = 0;
  try {
    const {
      statusCodeStats = {},
      latency,
      ...result
    } = await autocannon({
      url: `${stack.url}/api/indicators`,
      connections,
      duration: seconds,
      timeout: 60,
      requests: [
        {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-functions-key': stack.functionKey },
          setupRequest: (request) => ({ ...request, body: JSON.stringify(nativeIndicator(sent++)) }),
        },
      ],
    });
    return {
      ledger,
      perSecond: Math.round(result['2xx'] / result.duration),
      created: statusCodeStats['201']?.count ?? 0,
      putOff: statusCodeStats['202']?.count ?? 0,
      not2xx: result.non2xx,
      p50Ms: latency.p50,
      p99Ms: latency.p99,
      slowestMs: latency.max,
      calls: (await stack.counts()).requests,
    };
  } finally {
    await stack.stop();
  }
};

export const endless: Bench = {
  name: 'endless',
  title: `${connections} connections for ${seconds} s, the API at 0 ms, 1,000 calls a minute allowed: the slowest answer is more than any wait for a permit`,
  run: async (say) => {
    const folder = await appFolder();
    const rows: Row[] = [];
    try {
      for (const ledger of ['off', 'on'] as const) {
        say(`ledger ${ledger}`);
        rows.push(await measure(folder, ledger));
      }
    } finally {
      await folder.remove();
    }
    return rows;
  },
};
