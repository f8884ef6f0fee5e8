/** `npm run storage-away`: how requests are answered while the storage account is away, and where everything is afterwards. */
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from '../../local/command-line';
import { indicator } from '../integration/indicators';
import { startLane } from './lanes';
import { type Lane } from './fault';
import { type StorageFaultAnswer } from './storage-proxy';

interface Scenario {
  readonly name: string;
  readonly awaySeconds: number;
  readonly answer: StorageFaultAnswer;
}

const scenarios: readonly Scenario[] = [
  { name: 'no connection for 8 s', awaySeconds: 8, answer: { kind: 'reset' } },
  {
    name: '503 for 30 s',
    awaySeconds: 30,
    answer: { kind: 'refuse', status: 503, code: 'ServerBusy' },
  },
];

const perSecond = 20;
const wellSeconds = 4;
const afterSeconds = 10;
const services = ['blob', 'queue', 'table'] as const;

/** As a deployment has it. */
const settings = { HTTP_BUDGET_SECONDS: '20', REQUEST_TIMEOUT_SECONDS: '10' };

interface Answered {
  readonly status: number;
  readonly seconds: number;
}

const send = async ({ gateway }: Lane, domainName: string): Promise<Answered> => {
  const began = performance.now();
  const status = await fetch(`${gateway.url}/api/indicators`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-functions-key': gateway.functionKey },
    body: JSON.stringify(indicator({ domainName })),
  }).then(
    async (response) => {
      await response.text();
      return response.status;
    },
    () => 0,
  );
  return { status, seconds: (performance.now() - began) / 1000 };
};

/** Domains that Graph holds and that no outcome reports as created. */
const untold = async ({ gateway, simulator }: Lane): Promise<number> => {
  const outcomes = await gateway.outcomes();
  const told = new Set(outcomes.map(({ id }) => id));
  return simulator.stored().filter(({ id }) => !told.has(id)).length;
};

const counted = (answers: readonly Answered[]): string => {
  const counts = new Map<number, number>();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([status, count]) => `${count} × ${status}`)
    .join(', ');
};

/** The longest invocation in milliseconds, without its wait for the processor. */
const slowestIn = (lines: readonly string[]): number =>
  Math.max(...lines.map((line) => Number(/'receive-http' \(\w+, [\w-]+, (\d+)ms\)/.exec(line)?.[1] ?? 0)));

const run = async ({ name, awaySeconds, answer }: Scenario): Promise<string> => {
  const lane = await startLane('graph', settings);
  try {
    await send(lane, 'first.example');
    const answers: Promise<Answered>[] = [];
    const seconds = wellSeconds + awaySeconds + afterSeconds;
    const began = performance.now();
    for (let n = 0; n < seconds * perSecond; n += 1) {
      await sleep(Math.max(0, began + (n * 1000) / perSecond - performance.now()));
      if (n === wellSeconds * perSecond)
        lane.storage.inject(...services.map((service) => ({ service, answer })));
      if (n === (wellSeconds + awaySeconds) * perSecond) lane.storage.heal();
      answers.push(send(lane, `n${n}.storage-away.example`));
    }
    const all = await Promise.all(answers);
    const atOnce = await untold(lane);
    await sleep(15_000);
    const later = await untold(lane);
    const slowest = Math.max(...all.map(({ seconds }) => seconds)).toFixed(1);
    const inApp = (slowestIn(lane.gateway.lines) / 1000).toFixed(1);
    return `| ${name} | ${all.length} | ${counted(all)} | ${slowest} s | ${inApp} s | ${atOnce} | ${later} |`;
  } finally {
    await lane.gateway.stop();
  }
};

const main = async (): Promise<void> => {
  process.stdout.write(
    '| storage | requests | answers | slowest for the sender | in the app | in Graph without an outcome, after the last answer | 15 s later |\n| --- | ---: | --- | ---: | ---: | ---: | ---: |\n',
  );
  for (const scenario of scenarios) process.stdout.write(`${await run(scenario)}\n`);
};

const usage = `npm run storage-away   some two minutes: what requests are answered while the storage account is away`;

void runCommand({ command: 'npm run storage-away', usage, options: {} }, async () => {
  await main();
  return 0;
});
