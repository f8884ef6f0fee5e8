import { setTimeout as sleep } from 'node:timers/promises';
import pc from 'picocolors';
import { outcomesOf, peekOutcomes, settle, type Sent, type Settled } from './send-samples';
import { type Stack } from './stack';

const progress = (text: string): void => {
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[2K${text}`);
};

const waitSeconds = 60;

/** With the user's own settings the number of outcomes is not known, so a pause of this length counts as the end. */
const quietSeconds = 5;

/** Waits until everything expected is there, or nothing comes any more. */
export const waitForOutcomes = async (
  stack: Stack,
  sent: readonly Sent[],
  usual: boolean,
): Promise<readonly Settled[]> => {
  const wanted = sent.reduce((sum, { sample }) => sum + outcomesOf(sample), 0);
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
