import { hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { appFolder } from '../chaos/app-folder';
import { proofs, type Headers } from '../door/proofs';
import { type Bench, type Row } from './bench';
import { nativeIndicator } from './events';
import { startBenchStack, type BenchStack } from './stack';
import { median, quantile } from './statistics';

/** A whole window of the rate, so that the part let in at once has its real weight. */
const seconds = 60;
/** The rate of the noisy sender, a minute. It sends fifty times as many. */
const rate = 60;
const noisyEveryMs = 60_000 / (50 * rate);
const quietEveryMs = 200;

const secret = 'the secret of the noisy sender';

interface Answer {
  readonly status: number;
  readonly ms: number;
}

type Send = (n: number) => Promise<Answer>;

const sendTo =
  ({ url }: BenchStack, route: string, prove: (body: Uint8Array) => Headers): Send =>
  async (n) => {
    const body = Buffer.from(JSON.stringify(nativeIndicator(n)));
    const headers = { 'content-type': 'application/json', ...prove(body) };
    const since = performance.now();
    const response = await fetch(`${url}/api/${route}`, { method: 'POST', headers, body });
    await response.text();
    return { status: response.status, ms: performance.now() - since };
  };

/** Sends at a fixed interval, whatever becomes of the earlier ones. */
const stream = async (send: Send, everyMs: number, firstNumber: number): Promise<readonly Answer[]> => {
  const under: Promise<Answer>[] = [];
  const began = performance.now();
  for (let n = 0; performance.now() - began < seconds * 1000; n += 1) {
    under.push(send(firstNumber + n));
    await sleep(Math.max(0, began + (n + 1) * everyMs - performance.now()));
  }
  return Promise.all(under);
};

const rowOf = (what: string, answers: readonly Answer[]): Row => {
  const times = answers.map(({ ms }) => ms);
  const count = (from: number, to: number): number =>
    answers.filter(({ status }) => status >= from && status < to).length;
  return {
    what,
    sent: answers.length,
    answered2xx: count(200, 300),
    answered429: count(429, 430),
    others: answers.length - count(200, 300) - count(429, 430),
    p50Ms: median(times),
    p95Ms: quantile(times, 0.95),
    lost: null,
  };
};

export const flood: Bench = {
  name: 'flood',
  title: `a sender with ${60_000 / quietEveryMs} events a minute, alone for ${seconds} s and beside one that sends ${50 * rate} with a rate of ${rate}; lost: answered 2xx and not at the destination in the end`,
  run: async (say) => {
    const folder = await appFolder();
    const profile = {
      guard: { specialUse: 'take' },
      senders: [
        {
          name: 'quiet',
          scheme: 'function-key',
          keySha256: [hash('sha256', 'bench')],
          requestsPerMinute: 600,
        },
        {
          name: 'noisy',
          scheme: 'hmac',
          secrets: [{ setting: 'NOISY' }],
          hmac: { header: 'X-Signature' },
          requestsPerMinute: rate,
        },
      ],
    };
    const stack = await startBenchStack(folder, 50, {
      GRAPH_REQUESTS_PER_MINUTE: '0',
      PROFILE: JSON.stringify(profile),
      NOISY: secret,
    });
    try {
      const quiet = sendTo(stack, 'indicators', () => ({ 'x-functions-key': stack.functionKey }));
      const noisy = sendTo(stack, 'in/noisy', (body) => proofs.hmac(secret, body));
      say('warming up');
      const first: Answer[] = [];
      for (let n = 0; n < 60; n += 1) first.push(await quiet(n));
      say('alone');
      const alone = await stream(quiet, quietEveryMs, 1_000);
      say('beside the flood');
      const [beside, flooding] = await Promise.all([
        stream(quiet, quietEveryMs, 2_000),
        stream(noisy, noisyEveryMs, 10_000),
      ]);
      const good = [...first, ...alone, ...beside, ...flooding].filter(
        ({ status }) => status >= 200 && status < 300,
      ).length;
      // What was answered 202 is delivered after its answer.
      for (let waited = 0; waited < 60 && (await stack.counts()).stored < good; waited += 1)
        await sleep(1000);
      const { stored } = await stack.counts();
      return [
        rowOf('alone', alone),
        rowOf('beside the flood', beside),
        rowOf('the flood', flooding),
        { what: 'all, in the end', answered2xx: good, lost: Math.max(0, good - stored) },
      ];
    } finally {
      await stack.stop();
      await folder.remove();
    }
  },
};
