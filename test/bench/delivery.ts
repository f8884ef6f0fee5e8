import { setTimeout as sleep } from 'node:timers/promises';
import { TableClient } from '@azure/data-tables';
import { ledgerTable } from '../../functions/names';
import { appFolder, type AppFolder } from '../chaos/app-folder';
import { fillQueue } from './backlog';
import { inSmall, type Bench, type Row } from './bench';
import { heldBy, startBenchStack, type BenchStack, type To } from './stack';

/** Rows of the ledger. Where they are fewer than the stored indicators, delivery went on without it. */
const recorded = async (connectionString: string): Promise<number> => {
  const table = TableClient.fromConnectionString(connectionString, ledgerTable, {
    allowInsecureConnection: true,
  });
  let rows = 0;
  for await (const page of table.listEntities({ queryOptions: { select: ['RowKey'] } }).byPage())
    rows += page.length;
  return rows;
};

/** Time counts from when the last event is on the queue: until then, this process fills it on the same cores. */
const throughput = async (
  { connectionString, counts, peakMegabytes }: BenchStack,
  to: To,
  indicators: number,
): Promise<Row> => {
  const heldIn = heldBy[to];
  await fillQueue(connectionString, indicators);
  const filledAt = performance.now();
  const filled = await counts();
  let now = filled;
  while (heldIn(now) < indicators) {
    await sleep(50);
    now = await counts();
  }
  const seconds = (performance.now() - filledAt) / 1000;
  return {
    storedAfter: heldIn(now) - heldIn(filled),
    perSecond: Math.round((heldIn(now) - heldIn(filled)) / seconds),
    calls: now.requests,
    peakMB: await peakMegabytes(),
  };
};

interface Case {
  readonly to: To;
  readonly indicators: number;
  readonly latencyMs: number;
  readonly ledger: 'on' | 'off';
}

const cases: readonly Case[] = [
  { to: 'graph', indicators: 100_000, latencyMs: 0, ledger: 'off' },
  { to: 'graph', indicators: 100_000, latencyMs: 50, ledger: 'off' },
  { to: 'graph', indicators: 100_000, latencyMs: 200, ledger: 'off' },
  { to: 'graph', indicators: 20_000, latencyMs: 0, ledger: 'on' },
  { to: 'graph', indicators: 20_000, latencyMs: 50, ledger: 'on' },
  { to: 'graph', indicators: 20_000, latencyMs: 200, ledger: 'on' },
  { to: 'sentinel', indicators: 100_000, latencyMs: 50, ledger: 'off' },
  { to: 'defender', indicators: 100_000, latencyMs: 50, ledger: 'off' },
];

const measure = async (folder: AppFolder, { to, indicators, latencyMs, ledger }: Case): Promise<Row> => {
  const stack = await startBenchStack(folder, latencyMs, {
    DESTINATIONS: to,
    GRAPH_REQUESTS_PER_MINUTE: '0',
    SENTINEL_REQUESTS_PER_MINUTE: '0',
    DEFENDER_REQUESTS_PER_MINUTE: '0',
    // A tenant holds 15,000, which is not what is measured here.
    DEFENDER_MAX_INDICATORS: '1000000',
    LEDGER: ledger,
  });
  try {
    const measured = await throughput(stack, to, indicators);
    await sleep(ledger === 'on' ? 2000 : 0);
    const inLedger = ledger === 'on' ? await recorded(stack.connectionString) : null;
    return { to, indicators, latencyMs, ledger, ...measured, inLedger };
  } finally {
    await stack.stop();
  }
};

export const delivery: Bench = {
  name: 'delivery',
  title:
    'events of a hundred from the queue to the destination: one instance, limiter off; the app and its host, Azurite and the simulator on the same cores',
  run: async (say, smaller) => {
    const folder = await appFolder();
    const rows: Row[] = [];
    try {
      for (const one of inSmall(cases, smaller)) {
        say(`${one.to}: ${one.indicators} indicators, ${one.latencyMs} ms, ledger ${one.ledger}`);
        rows.push(await measure(folder, one));
      }
    } finally {
      await folder.remove();
    }
    return rows;
  },
};
