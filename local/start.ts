/** `npm start`: the gateway with its cloud on this machine, sample events sent, then at your service until Ctrl-C. */
import { copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { bundle } from './bundle';
import { outcomeTable } from './outcome-table';
import { isUsual, ownSettings, toldSettings } from './own-settings';
import { samples } from './samples';
import { asExpected, peekOutcomes, sendSamples, settle, type Sent, type Settled } from './send-samples';
import { startStack, type Stack } from './stack';

const root = path.resolve(__dirname, '..');

const { values: flags } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    func: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});

const say = (text: string): void => console.log(text);

const progress = (text: string): void => {
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[2K${text}`);
};

const ensureLocalSettings = (): void => {
  const file = path.join(root, 'local.settings.json');
  if (existsSync(file)) return;
  copyFileSync(path.join(root, 'local.settings.sample.json'), file);
  say(pc.dim('local.settings.json was missing: made from local.settings.sample.json'));
};

const waitSeconds = 60;

/** With settings of the user's own nobody knows how many are to come: so long without another is the end. */
const quietSeconds = 5;

const waitForOutcomes = async (
  stack: Stack,
  sent: readonly Sent[],
  usual: boolean,
): Promise<readonly Settled[]> => {
  const wanted = sent.reduce((sum, { sample }) => sum + sample.states.length, 0);
  const until = Date.now() + waitSeconds * 1000;
  let latest = { have: 0, at: Date.now() };
  for (;;) {
    const settled = settle(sent, await peekOutcomes(stack));
    const have = settled.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
    progress(pc.dim(`outcomes on indicator-outcomes: ${have} of ${wanted}`));
    if (have !== latest.have) latest = { have, at: Date.now() };
    const isQuiet = !usual && Date.now() - latest.at > quietSeconds * 1000;
    if ((usual && have >= wanted) || isQuiet || Date.now() > until) {
      progress('');
      return settled;
    }
    await sleep(250);
  }
};

const nextSteps = ({ host, simulatorUrl, connectionString }: Stack): string => {
  const key = host.functionKey === '' ? '' : `\n  -H 'x-functions-key: ${host.functionKey}' \\`;
  const body = JSON.stringify({
    action: 'alert',
    description: 'my first indicator',
    expirationDateTime: new Date(Date.now() + 30 * 24 * 3600 * 1000).toISOString(),
    targetProduct: 'Azure Sentinel',
    threatType: 'Phishing',
    tlpLevel: 'green',
    domainName: 'first.sample-phish.example',
  });
  // Azurite's usual ports need no connection string.
  const where = connectionString.includes(':10001/') ? '' : ` --connection '${connectionString}'`;
  return [
    pc.bold('Try it:'),
    `curl -i '${host.url}/api/indicators' \\${key}\n  -H 'content-type: application/json' \\\n  -d '${body}'`,
    '',
    `${pc.bold('What Graph holds:')}   curl '${simulatorUrl}/simulator/state'`,
    `${pc.bold('Take Graph away:')}    curl -X POST '${simulatorUrl}/simulator/down' -d '{"seconds":60}'`,
    `${pc.bold('By queue:')}           npm run queue -- send event.json${where}`,
    `${pc.bold('Outcomes:')}           npm run queue -- peek${where}`,
  ].join('\n');
};

/** true: nothing is wrong. With a profile or destinations of the user's own, what a sample comes to is theirs to judge. */
const run = async (stack: Stack, usual: boolean): Promise<boolean> => {
  say(`\nSending ${samples().length} sample events by HTTP and by queue …`);
  const settled = await waitForOutcomes(stack, await sendSamples(stack, samples()), usual);
  const otherwise = usual ? 'NOT as expected' : 'not as usual';
  say(outcomeTable(settled, otherwise));
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

/** npm does not always pass a signal on to what it started; without it nobody would be left to press Ctrl-C. */
const whenNpmIsGone = (then: () => void): void => {
  if (process.env.npm_lifecycle_event === undefined) return;
  const { ppid } = process;
  setInterval(() => {
    if (process.ppid !== ppid) then();
  }, 1000).unref();
};

/** Aborted when this is to end. A second signal ends it at once; but one Ctrl-C arrives twice, since npm passes it on. */
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
  // Ctrl-C reaches the host too, and may do so first.
  await sleep(500);
  if (signal.aborted) return new Promise(() => undefined);
  throw new Error(`The Functions host (${host.name}) has ended: ${how}.`);
};

const main = async (): Promise<number> => {
  const signal = stopSignal();
  const stopped = whenAborted(signal);
  ensureLocalSettings();
  say(pc.bold('Starting the cloud on this machine'));
  const own = ownSettings(root, process.env);
  for (const line of toldSettings(own)) say(`  ${line}`);
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
    say(`\n${nextSteps(stack)}\n\n${pc.dim('Ctrl-C ends it.')}`);
    serving = true;
    await Promise.race([stopped, failed]);
    return 0;
  } finally {
    say(pc.dim('\nstopping …'));
    await stack.stop();
  }
};

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(pc.red(error instanceof Error ? error.message : String(error)));
    process.exit(1);
  },
);
