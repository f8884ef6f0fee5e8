import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Outcome } from '../../shared/pipeline/outcome';
import { indicator } from '../integration/indicators';
import { type Channel, type Expected, type Fault, type Lane, type Tally } from './fault';
import { makeReady } from './lanes';
import { isFinal, reckon, type Accounts } from './tally';

/** One channel's run of a fault: what it came to, and whether all of it is as expected. */
export interface Run extends Accounts {
  readonly channel: Channel;
  readonly whole: Tally;
}

const perMessage = 100;
const settleMs = 25_000;
const mostRefusals = 20;

const chunks = <A>(all: readonly A[], size: number): readonly (readonly A[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));

/** Sends as Event Grid or a Logic App would: what is not answered 2xx is sent again. Gives the number of refusals. */
const post = async ({ gateway }: Lane, body: unknown): Promise<number> => {
  const headers = { 'content-type': 'application/json', 'x-functions-key': gateway.functionKey };
  for (let refusals = 0; refusals <= mostRefusals; refusals += 1) {
    const taken = await fetch(`${gateway.url}/api/indicators`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (taken) return refusals;
    await sleep(500);
  }
  return mostRefusals + 1;
};

const send = async (lane: Lane, channel: Channel, items: readonly unknown[]): Promise<number> => {
  if (channel === 'http') return post(lane, items);
  for (const part of chunks(items, perMessage)) await lane.gateway.enqueue(JSON.stringify(part));
  return 0;
};

/** The content of what is parked, asked for as its owner would, once for each. */
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

const isQuiet = async ({ gateway }: Lane): Promise<boolean> => {
  for (const queue of [
    'indicator-jobs',
    'indicator-events',
    'indicator-events-poison',
    'indicator-jobs-poison',
  ]) {
    if ((await gateway.depth(queue)) > 0) return false;
  }
  return true;
};

const runChannel = async (lane: Lane, fault: Fault, channel: Channel): Promise<Run> => {
  const { gateway, simulator } = lane;
  const { count = 5, members = {}, rounds = 1, healed } = fault;
  const run = randomUUID().slice(0, 8);
  const ids = Array.from({ length: count }, (_, n) => `${run}.${channel}.${String(n).padStart(5, '0')}.`);
  const expected = expectedOf(fault, channel);
  const itemsOf = (round: number): readonly unknown[] =>
    ids.map((externalId) =>
      indicator({ domainName: `${externalId}example`, externalId, confidence: round, ...members }),
    );
  const mine = async (): Promise<readonly Outcome[]> =>
    (await gateway.outcomes()).filter(({ externalId }) => externalId?.startsWith(run) === true);

  await makeReady(lane, fault.on);
  const from = Date.now();
  await fault.inject(lane, ids);
  let isHealed = healed === undefined;
  const healing = async (): Promise<void> => {
    const isTime = typeof healed === 'number' ? Date.now() - from >= healed : healed?.(lane) === true;
    if (isHealed || !isTime) return;
    isHealed = true;
    await lane.heal();
  };
  const isSettled = async (sentRounds: number): Promise<boolean> => {
    await healing();
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

  let refusals = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const progress: { isSent: boolean } = { isSent: false };
    const sending = send(lane, channel, itemsOf(round)).then((refused) => {
      refusals += refused;
      progress.isSent = true;
    });
    const until = Date.now() + settleMs;
    while (Date.now() < until && !((await isSettled(round)) && progress.isSent)) await sleep(75);
    if (!progress.isSent) await lane.heal();
    await sending;
  }
  const outcomes = await mine();
  const held = simulator
    .stored()
    .map(({ id, externalId }) => ({ id, externalId }))
    .filter(({ externalId }) => typeof externalId === 'string' && externalId.startsWith(run));
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
  const calls = requests.filter(({ on }) => on === 'graph').length;
  const tokenCalls = requests.filter(({ on }) => on === 'token').length;
  return {
    ...accounts,
    channel,
    whole: { ...accounts.tally, sent: count, calls, tokenCalls, refusals },
  };
};

export const expectedOf = ({ expected, expectedByQueue }: Fault, channel: Channel): Expected =>
  channel === 'queue' ? (expectedByQueue ?? expected) : expected;

/** Injects a fault and sends through it, by each channel for itself. */
export const runFault = async (lane: Lane, fault: Fault): Promise<readonly Run[]> => {
  const runs: Run[] = [];
  for (const channel of fault.by ?? (['http', 'queue'] as const))
    runs.push(await runChannel(lane, fault, channel));
  return runs;
};
