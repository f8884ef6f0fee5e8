import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import { appFolder, type AppFolder } from '../chaos/app-folder';
import { bareAppFolder, streamingAppFolder } from './bare-app';
import { type Bench, type Row, type Say } from './bench';
import { nativeIndicator } from './events';
import { startBenchStack, type BenchStack } from './stack';
import { median } from './statistics';

const connections = [1, 32, 200] as const;
const seconds = 10;
/** An odd number, so that the median is a measured value. */
const rounds = 3;

interface App {
  readonly app: string;
  readonly folder: AppFolder;
  readonly settings: Readonly<Record<string, string>>;
}

interface Running extends App {
  readonly stack: BenchStack;
}

interface Measured {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly calls: number;
}

/** The number of indicators that this process has sent, so that none is sent twice. */
let sent = 0;

const load = async ({ stack }: Running, width: number, duration: number): Promise<Measured> => {
  const before = (await stack.counts()).requests;
  const result = await autocannon({
    url: `${stack.url}/api/indicators`,
    connections: width,
    duration,
    timeout: 60,
    requests: [
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-functions-key': stack.functionKey },
        setupRequest: (request) => ({ ...request, body: JSON.stringify(nativeIndicator(sent++)) }),
      },
    ],
  });
  await sleep(500);
  return {
    perSecond: result['2xx'] / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    calls: (await stack.counts()).requests - before,
  };
};

/** All apps run at once and take turns one right after the other, so that other work on the machine affects all of them. */
const measure = async (apps: readonly Running[], say: Say): Promise<readonly Row[]> => {
  for (const app of apps) await load(app, 8, 5);
  const rows: Row[] = [];
  for (const width of connections) {
    const measured = new Map(apps.map(({ app }) => [app, [] as Measured[]]));
    for (let round = 1; round <= rounds; round += 1)
      for (const app of apps) {
        say(`${width} connections, ${app.app}, round ${round} of ${rounds}`);
        measured.get(app.app)?.push(await load(app, width, seconds));
      }
    const [bare] = apps;
    const ofBare = (app: string): number =>
      median(
        (measured.get(app) ?? []).map(({ perSecond }, round) => {
          const beside = measured.get(bare?.app ?? '')?.[round]?.perSecond;
          return beside === undefined ? 0 : perSecond / beside;
        }),
      );
    const middle = (app: string, what: keyof Measured): number =>
      Math.round(median((measured.get(app) ?? []).map((one) => one[what])));
    rows.push(
      ...apps.map(({ app }) => ({
        connections: width,
        app,
        perSecond: middle(app, 'perSecond'),
        ofBare: ofBare(app),
        p50Ms: middle(app, 'p50Ms'),
        p99Ms: middle(app, 'p99Ms'),
        calls: middle(app, 'calls'),
      })),
    );
  }
  return rows;
};

export const besideBare: Bench = {
  name: 'beside-bare',
  title: `2xx a second for ${seconds} s each, events of one indicator, the API at 0 ms; medians of ${rounds} rounds, ofBare of pairs one after the other`,
  run: async (say) => {
    const [gateway, bare, streaming] = [await appFolder(), await bareAppFolder(), await streamingAppFolder()];
    const noLimit = { GRAPH_REQUESTS_PER_MINUTE: '0' };
    const apps: readonly App[] = [
      { app: 'bare function', folder: bare, settings: {} },
      { app: 'bare function, streams', folder: streaming, settings: {} },
      {
        app: 'nothing kept, no limit',
        folder: gateway,
        settings: { ...noLimit, LEDGER: 'off', OUTCOMES_KEPT_DAYS: '0' },
      },
      { app: 'ledger off, no limit', folder: gateway, settings: { ...noLimit, LEDGER: 'off' } },
      { app: 'ledger off', folder: gateway, settings: { LEDGER: 'off' } },
      { app: 'ledger on, no limit', folder: gateway, settings: { ...noLimit, LEDGER: 'on' } },
    ];
    const running: Running[] = [];
    try {
      for (const app of apps)
        running.push({ ...app, stack: await startBenchStack(app.folder, 0, app.settings) });
      return await measure(running, say);
    } finally {
      await Promise.all(running.map(({ stack }) => stack.stop()));
      await Promise.all([gateway, bare, streaming].map(({ remove }) => remove()));
    }
  },
};
