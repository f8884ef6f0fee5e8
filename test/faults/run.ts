import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Outcome } from '../../shared/pipeline/outcome';
import { indicator } from '../integration/indicators';
import { type Channel, type Expected, type Fault, type Lane, type Tally } from './fault';
import { makeReady } from './lanes';
import { send } from './send';
import { callsIn, domainOf, heldIn } from './targets';
import { isFinal, reckon, type Accounts } from './tally';

/** The run of a fault by one channel: its result, and whether everything is as expected. */
export interface Run extends Accounts {
  readonly channel: Channel;
  readonly whole: Tally;
  /** Whether nothing moved any more when it was looked at. */
  readonly isSettled: boolean;
  /** Whether what was injected hit something. */
  readonly isHit: boolean;
  /** Whether the app itself said that it could not take it now. */
  readonly isPutOff: boolean;
}

/** Ends what hangs, however slow the machine is. */
const settleMs = 120_000;

/** The content of what is parked, requested as its owner would, once for each. */
const keptOf = async ({ gateway }: Lane, outcomes: readonly Outcome[]): Promise<ReadonlySet<string>> => {
  const parked = outcomes.filter(({ state }) => state === 'parked');
  const contents = new Map<string | null, string>();
  for (const { parkedAs } of parked) {
    if (contents.has(parkedAs)) continue;
    const answer = await fetch(`${gateway.url}/api/parked/${parkedAs}`, {
      headers: { 'x-functions-key': gateway.functionKey },
    });
    contents.set(parkedAs, answer.ok ? await answer.text() : '');
  }
  const isKept = ({ parkedAs, externalId }: Outcome): boolean =>
    contents.get(parkedAs)?.includes(`"${externalId}"`) === true;
  return new Set(parked.filter(isKept).map(({ externalId }) => String(externalId)));
};

const waitingOf = ({ storage }: Lane, ids: readonly string[]): ReadonlySet<string> => {
  const jobs = storage.enqueued().filter(({ queue }) => queue === 'indicator-jobs');
  return new Set(ids.filter((id) => jobs.some(({ body }) => body.includes(id))));
};

const poisonQueues = ['indicator-events-poison', 'indicator-jobs-poison'];

const holds = async ({ gateway }: Lane, queues: readonly string[]): Promise<boolean> => {
  for (const queue of queues) if ((await gateway.depth(queue)) > 0) return true;
  return false;
};

const isQuiet = async (lane: Lane): Promise<boolean> =>
  !(await holds(lane, ['indicator-jobs', 'indicator-events', ...poisonQueues]));

const runChannel = async (lane: Lane, fault: Fault, channel: Channel): Promise<Run> => {
  const { gateway, simulator } = lane;
  const { count = 5, members = {}, rounds = 1, healed, headers } = fault;
  const run = randomUUID().slice(0, 8);
  const ids = Array.from({ length: count }, (_, n) => `${run}.${channel}.${String(n).padStart(5, '0')}.`);
  const expected = expectedOf(fault, channel);
  const itemsOf = (round: number): readonly unknown[] =>
    ids.map((externalId) =>
      indicator({ domainName: domainOf(externalId), externalId, confidence: round, ...members }),
    );
  const mine = async (): Promise<readonly Outcome[]> =>
    (await gateway.outcomes()).filter(({ externalId }) => externalId?.startsWith(run) === true);

  await makeReady(lane, fault.on);
  await fault.inject(lane, ids);
  const isHit = (): boolean =>
    fault.unseen === true ||
    lane.storage.hits() > 0 ||
    simulator.requests().some((request) => request.fault !== null);
  let hitAt: number | undefined;
  let isHealed = healed === undefined;
  const sending = { isSent: false, refusals: 0, isPutOff: false };
  const isSent = (): boolean => sending.isSent;
  const healing = async (): Promise<void> => {
    // A fault with a duration lasts from when it first hits: a busy machine may get there later.
    if (isHit()) hitAt ??= Date.now();
    const isTime =
      typeof healed === 'number'
        ? hitAt !== undefined && Date.now() - hitAt >= healed
        : healed?.(lane, sending) === true;
    if (isHealed || !isTime) return;
    isHealed = true;
    await lane.heal();
  };
  let looks = 0;
  const isSettled = async (sentRounds: number): Promise<boolean> => {
    await healing();
    looks += 1;
    // Looked at less often, since each look costs the emulator, which runs on the same machine for all lanes.
    if (looks % 4 === 0 && (await holds(lane, poisonQueues))) await lane.gateway.sweep();
    const outcomes = await mine();
    const finals = new Map<string | null, number>();
    for (const { externalId } of outcomes.filter(isFinal))
      finals.set(externalId, (finals.get(externalId) ?? 0) + 1);
    const open = ids.filter((id) => (finals.get(id) ?? 0) < sentRounds);
    if (expected.deferred !== undefined) {
      const waiting = waitingOf(lane, ids);
      return open.length === expected.deferred && open.every((id) => waiting.has(id));
    }
    return open.length === 0 && isHealed && (await isQuiet(lane));
  };

  let isDone = false;
  for (let round = 1; round <= rounds; round += 1) {
    sending.isSent = false;
    const refused = (status: number | null): void => {
      sending.refusals += 1;
      if (status === 503) sending.isPutOff = true;
    };
    const sent = send(lane, channel, itemsOf(round), { headers, refused }).then(() => {
      sending.isSent = true;
    });
    const until = Date.now() + settleMs;
    isDone = false;
    while (!isDone && Date.now() < until) {
      isDone = (await isSettled(round)) && isSent();
      if (!isDone) await sleep(250);
    }
    if (!isSent()) await lane.heal();
    await sent;
  }
  const outcomes = await mine();
  const held = heldIn(lane).filter(
    ({ externalId }) => typeof externalId === 'string' && externalId.startsWith(run),
  );
  const requests = simulator.requests();
  const accounts = reckon({
    sent: ids,
    rounds,
    outcomes,
    held,
    waiting: (await gateway.depth('indicator-jobs')) > 0 ? waitingOf(lane, ids) : new Set(),
    kept: await keptOf(lane, outcomes),
  });
  await fault.verify?.({ lane, outcomes });
  const calls = callsIn(lane).length;
  const tokenCalls = requests.filter(({ on }) => on === 'token').length;
  return {
    ...accounts,
    channel,
    isSettled: isDone,
    isHit: isHit(),
    isPutOff: sending.isPutOff,
    whole: { ...accounts.tally, sent: count, calls, tokenCalls, refusals: sending.refusals },
  };
};

export const expectedOf = ({ expected, expectedByQueue }: Fault, channel: Channel): Expected =>
  channel === 'queue' ? (expectedByQueue ?? expected) : expected;

/** Injects a fault and sends through it, by each of these channels separately. */
export const runFault = async (
  lane: Lane,
  fault: Fault,
  channels: readonly Channel[],
): Promise<readonly Run[]> => {
  const runs: Run[] = [];
  for (const channel of channels) runs.push(await runChannel(lane, fault, channel));
  return runs;
};
