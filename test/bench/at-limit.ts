import { setTimeout as sleep } from 'node:timers/promises';
import { appFolder, type AppFolder } from '../chaos/app-folder';
import { type RecordedRequest } from '../../local/simulator/recorded';
import { fillQueue } from './backlog';
import { inSmall, type Bench, type Row } from './bench';
import { startBenchStack, type BenchStack } from './stack';

interface Case {
  readonly to: 'sentinel' | 'defender';
  readonly indicators: number;
  /** How often each is sent: anew, then with another severity. */
  readonly rounds: number;
  /** As documented: calls a minute, and indicators a call. */
  readonly requestsPerMinute: number;
  readonly perCall: number;
}

const cases: readonly Case[] = [
  { to: 'sentinel', indicators: 60_000, rounds: 1, requestsPerMinute: 100, perCall: 100 },
  { to: 'defender', indicators: 14_000, rounds: 5, requestsPerMinute: 30, perCall: 500 },
];

/** Uploads and imports, in order; lists and tokens left out. */
const callsOf = async ({ requests }: BenchStack, to: string): Promise<readonly RecordedRequest[]> =>
  (await requests()).filter(({ on, method }) => on === to && method === 'POST');

/**
 * After so long without a call nothing more comes. What was put off while its next change came in is skipped, so the calls carry
 * less than was sent.
 */
const allCameSeconds = 130;

interface Health {
  readonly lines: readonly { readonly name: string; readonly text: string }[];
}

/** What health says of how long the backlog takes; null where it says nothing. Looking costs a permit. */
const drainSaid = async ({ url, functionKey }: BenchStack, to: string): Promise<string | null> => {
  const answer = await fetch(`${url}/api/health`, { headers: { 'x-functions-key': functionKey } });
  const { lines } = (await answer.json()) as Health;
  const said = lines.map(({ text }) => new RegExp(`; (${to}: about [^;]+)`).exec(text)?.[1]);
  return said.find((text) => text !== undefined) ?? null;
};

const itemsIn = (calls: readonly RecordedRequest[]): number =>
  calls.reduce((sum, { status, items }) => sum + (status === 200 ? items : 0), 0);

/** How many were taken in each minute since the first. */
const byMinute = (calls: readonly RecordedRequest[]): readonly number[] => {
  const minuteOf = ({ at }: RecordedRequest): number =>
    Math.floor((Date.parse(at) - Date.parse(calls[0]?.at ?? '')) / 60_000);
  const last = calls.at(-1);
  const minutes = Array.from({ length: last === undefined ? 0 : minuteOf(last) + 1 }, (_, minute) => minute);
  return minutes.map((minute) => calls.filter((call) => minuteOf(call) === minute).length);
};

const measure = async (folder: AppFolder, one: Case): Promise<Row> => {
  const { to, indicators, rounds, requestsPerMinute, perCall } = one;
  const stack = await startBenchStack(folder, 50, {
    DESTINATIONS: to,
    // A look-up that times out makes a new indicator of a changed one.
    REQUEST_TIMEOUT_SECONDS: '10',
    HTTP_BUDGET_SECONDS: '20',
  });
  try {
    let drain: string | null = null;
    for (let round = 0; round < rounds; round += 1) {
      await fillQueue(stack.connectionString, indicators, { severity: (round % 5) + 1 });
      // The next round starts when half of this one is there, so that the rate is measured and not the pause.
      const wanted = indicators * (round + (round === rounds - 1 ? 1 : 0.5));
      let [came, still] = [0, 0];
      for (let look = 0; came < wanted && still < allCameSeconds; look += 1) {
        const items = itemsIn(await callsOf(stack, to));
        [came, still] = [items, items > came ? 0 : still + 1];
        if (drain === null && look % 10 === 9) drain = await drainSaid(stack, to);
        await sleep(1000);
      }
    }
    const calls = await callsOf(stack, to);
    const taken = calls.filter(({ status }) => status === 200);
    // The last call carries what is left, when there is no more work.
    const working = calls.slice(0, -1).filter(({ status }) => status === 200);
    const [first, last] = [calls[0]?.at ?? '', calls.at(-1)?.at ?? ''];
    const seconds = (Date.parse(last) - Date.parse(first)) / 1000;
    // In the last minute there is not enough work for a whole one.
    const minutes = byMinute(taken);
    const whole = minutes.slice(0, -1);
    const allowed = requestsPerMinute * whole.length;
    const used = whole.reduce((sum, count) => sum + count, 0);
    return {
      to,
      indicators,
      rounds,
      seconds: Math.round(seconds),
      calls: taken.length,
      refused: calls.length - taken.length,
      itemsACall: itemsIn(calls) / taken.length,
      full: itemsIn(calls) / taken.length / perCall,
      fullWhileThereIsWork: itemsIn(working) / working.length / perCall,
      share: allowed === 0 ? null : used / allowed,
      byMinute: minutes.join(' '),
      drain,
    };
  } finally {
    await stack.stop();
  }
};

export const atLimit: Bench = {
  name: 'at-limit',
  title:
    'a backlog worked off at the documented rate: one instance, limiter and ledger on, 50 ms to each API; minutes',
  run: async (say, smaller) => {
    const folder = await appFolder();
    const rows: Row[] = [];
    try {
      for (const one of inSmall(cases, smaller)) {
        say(`${one.to}: ${one.indicators} indicators, ${one.rounds} times`);
        const row = await measure(folder, one);
        say(JSON.stringify(row));
        rows.push(row);
      }
    } finally {
      await folder.remove();
    }
    return rows;
  },
};
