/** `npm start`: the gateway with its cloud on this machine, sample events sent, then at your service until Ctrl-C. */
import { copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pc from 'picocolors';
import { bundle } from './bundle';
import { runCommand, type ParsedCommandLine } from './command-line';
import { holdingsTable, type SimulatorHoldings } from './holdings-table';
import { sampleTable } from './outcome-table';
import { isUsual, ownSettings, settingLines } from './own-settings';
import { samples } from './samples';
import { asExpected, sendSamples, type Settled } from './send-samples';
import { startStack, type Stack } from './stack';
import { waitForOutcomes } from './wait-for-outcomes';
import { claimFolder, removeStackFiles, writeStackFiles } from './stack-file';

const root = path.resolve(__dirname, '..');

const usage = `npm start                   the gateway with its cloud on this machine: sends samples, and serves until Ctrl-C
npm start -- --once         ends after the samples: 0 if every outcome was the expected one
npm start -- --func         runs Azure Functions Core Tools in place of the host in local/host
npm start -- --verbose      shows what the host and the simulator say while they start
PROFILE, DESTINATIONS and other settings: in local.settings.json, or in the shell (docs/local.md)
`;

const options = {
  once: { type: 'boolean', default: false },
  func: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
} as const;

type Flags = ParsedCommandLine<typeof options>['values'];

const say = (text: string): void => console.log(text);

const ensureLocalSettings = (): void => {
  const file = path.join(root, 'local.settings.json');
  if (existsSync(file)) return;
  copyFileSync(path.join(root, 'local.settings.sample.json'), file);
  say(pc.dim('local.settings.json was missing: made from local.settings.sample.json'));
};

/** An event to begin with: `.local/first.json`. */
const firstEvent = (): object => ({
  action: 'alert',
  description: 'my first indicator',
  expirationDateTime: new Date(Date.now() + 30 * 24 * 3600 * 1000).toISOString(),
  targetProduct: 'Azure Sentinel',
  threatType: 'Phishing',
  tlpLevel: 'green',
  domainName: 'first.sample-phish.example',
});

/** Commands that are the same in sh, cmd and PowerShell. */
const nextSteps = ({ simulatorUrl }: Stack): string =>
  [
    pc.bold('Try it, in another terminal in this folder:'),
    'npm run send .local/first.json         by HTTP; says what became of it. Change the file, or send one of yours',
    'npm run preview .local/first.json      what it would come to; nothing is created',
    'npm run queue send .local/first.json   by the queue',
    'npm run queue peek                     the outcomes',
    `curl "${simulatorUrl}/simulator/state"                          what each API holds`,
    `curl -X POST "${simulatorUrl}/simulator/down?seconds=60"        takes all of them away for a minute`,
    '',
    pc.dim(
      'Address and key of this gateway: .local/stack.json; a request for each of its addresses, filled in:',
    ),
    pc.dim('.local/requests.http, for editors. (In Windows PowerShell 5, curl is curl.exe.)'),
  ].join('\n');

const shownSample = 'Event Grid event';

/** One event at all its destinations, as each holds it. */
const sayWhatEachGot = async ({ simulatorUrl }: Stack, settled: readonly Settled[]): Promise<void> => {
  const outcomes = settled.find(({ sample }) => sample.name === shownSample)?.outcomes ?? [];
  const response = await fetch(`${simulatorUrl}/simulator/state`);
  say(`What each destination got of the ${shownSample}:`);
  say(holdingsTable(outcomes, (await response.json()) as SimulatorHoldings));
};

/** true: nothing is wrong. With a profile or destinations of the user's own, the user judges the results of the samples. */
const run = async (stack: Stack, usual: boolean): Promise<boolean> => {
  say(`\nSending ${samples().length} sample events by HTTP and by queue …`);
  const settled = await waitForOutcomes(stack, await sendSamples(stack, samples()), usual);
  const otherwise = usual ? 'NOT as expected' : 'not as usual';
  say(sampleTable(settled, otherwise));
  await sayWhatEachGot(stack, settled);
  const different = settled.filter((one) => !asExpected(one)).length;
  if (different === 0) say(pc.green('Every outcome was the expected one.'));
  else if (usual) say(pc.red('Some outcome was not the expected one.'));
  else
    say(
      pc.yellow(
        `${different} of ${settled.length} samples came out otherwise than with the usual settings, as they may with your own PROFILE or DESTINATIONS.`,
      ),
    );
  return different === 0 || !usual;
};

/** npm does not always pass a signal on to what it started. Without it, nobody is left to press Ctrl-C. */
const whenNpmIsGone = (then: () => void): void => {
  if (process.env.npm_lifecycle_event === undefined) return;
  const { ppid } = process;
  setInterval(() => {
    if (process.ppid !== ppid) then();
  }, 1000).unref();
};

/** Aborted when this should end. A second signal ends it at once; but a single Ctrl-C arrives twice, since npm passes it on. */
const stopSignal = (): AbortSignal => {
  const controller = new AbortController();
  let first = 0;
  const stop = (): void => {
    if (!controller.signal.aborted) first = Date.now();
    else if (Date.now() - first > 1000) process.exit(130);
    controller.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
  whenNpmIsGone(() => controller.abort());
  return controller.signal;
};

const whenAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Rejects when the host ends and nobody asked for it. */
const failedHost = async ({ host }: Stack, signal: AbortSignal): Promise<never> => {
  const how = await host.ended;
  // Ctrl-C reaches the host, too, and may do so first.
  await sleep(500);
  if (signal.aborted) return new Promise(() => undefined);
  throw new Error(`The Functions host (${host.name}) has ended: ${how}.`);
};

const main = async (flags: Flags): Promise<number> => {
  const signal = stopSignal();
  const stopped = whenAborted(signal);
  if (!flags.once) {
    await claimFolder(root);
    process.once('exit', () => removeStackFiles(root));
  }
  ensureLocalSettings();
  say(pc.bold('Starting the cloud on this machine'));
  const own = ownSettings(root, process.env);
  for (const line of settingLines(own)) say(`  ${line}`);
  say('  building the app');
  await bundle(root);
  let serving = false;
  const stack = await startStack({
    root,
    host: flags.func ? 'func' : 'own',
    own,
    signal,
    onStep: (what) => say(`  ${what}`),
    onLine: (who, line) => {
      if (serving || flags.verbose) say(pc.dim(`[${who}] ${line}`));
    },
  });
  const failed = failedHost(stack, signal);
  failed.catch(() => undefined);
  say(`  ready: ${stack.host.url} (${stack.host.name}), simulator ${stack.simulatorUrl}`);
  try {
    const first = await Promise.race([run(stack, isUsual(own)), stopped.then(() => null), failed]);
    if (first === null) return 130;
    if (flags.once || !first) return first ? 0 : 1;
    const { host, simulatorUrl, connectionString } = stack;
    const where = { pid: process.pid, url: host.url, key: host.functionKey, connectionString, simulatorUrl };
    writeStackFiles(root, where, firstEvent());
    say(`\n${nextSteps(stack)}\n\n${pc.dim('Ctrl-C ends it.')}`);
    serving = true;
    await Promise.race([stopped, failed]);
    return 0;
  } finally {
    say(pc.dim('\nstopping …'));
    await stack.stop();
  }
};

void runCommand({ command: 'npm start', usage, options }, ({ values }) => main(values));
