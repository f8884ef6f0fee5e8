import path from 'node:path';
import { type Outcome } from '../../shared/pipeline/outcome';
import { runInProcess } from '../cli/in-process';
import { eventually } from '../waiting';
import { startGateway, type Gateway } from './gateway';
import { indicator } from './indicators';
import { senderTo, type Sender } from './sender';

const workspaces: Readonly<Record<string, string>> = {
  old: '20000000-0000-4000-8000-000000000001',
  trial: '20000000-0000-4000-8000-000000000002',
  first: '20000000-0000-4000-8000-000000000003',
  second: '20000000-0000-4000-8000-000000000004',
};

const uploadsTo = (name: string): string =>
  `/workspaces/${workspaces[name]}/threat-intelligence-stix-objects:upload`;

let gateway: Gateway;
let sender: Sender;

/** A workspace with one that shadows it, and one whose successor stands by. */
beforeAll(async () => {
  gateway = await startGateway(({ url }) => {
    const at = (name: string, more: object = {}) => ({
      name,
      kind: 'sentinel',
      workspaceId: workspaces[name],
      baseUrl: url,
      ...more,
    });
    return {
      BREAKER_SECONDS: '1',
      RETRY_DELAY_MAX_SECONDS: '1',
      DESTINATIONS: 'old,trial,first',
      PROFILE: JSON.stringify({
        destinations: [
          at('old'),
          at('trial', { shadow: 'old' }),
          at('first', { successor: 'second', failoverMinutes: 1, failback: 'command' }),
          at('second'),
        ],
      }),
    };
  });
  sender = senderTo(gateway);
});

beforeEach(() => {
  sender.forget();
  gateway.simulator.reset();
  gateway.simulator.configure({ sentinelWorkspaces: Object.values(workspaces) });
});

afterAll(() => gateway.stop());

const valuesOf = (event: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `n${n}.${event}.several-hosts.com`);

const post = async (values: readonly string[]) => {
  const { status, json, outcomes } = await sender.postText(
    JSON.stringify(values.map((domainName) => indicator({ domainName }))),
  );
  return { status, intakeId: String(json.intakeId), outcomes };
};

const wordOf = ({ destination, state, reason }: Outcome): string =>
  `${destination} ${state}${reason === null ? '' : ` ${reason.code}`}`;

const tallied = (outcomes: readonly Outcome[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[wordOf(outcome)] = (counts[wordOf(outcome)] ?? 0) + 1;
  return counts;
};

const heldIn = (name: string): readonly string[] =>
  gateway.simulator
    .stixObjects(workspaces[name])
    .map(({ pattern }) => /'(.+)'/.exec(String(pattern))?.[1] ?? '')
    .sort();

const objectsSentTo = (name: string): number =>
  gateway.simulator
    .requests()
    .filter((request) => request.path.endsWith(uploadsTo(name)) && request.status === 200)
    .reduce((sum, { items }) => sum + items, 0);

const command = async (...args: readonly string[]): Promise<string> => {
  const env = {
    INDICATOR_GATEWAY_URL: gateway.url,
    INDICATOR_GATEWAY_KEY: gateway.functionKey,
    NO_COLOR: '1',
  };
  const { code, stdout, stderr } = await runInProcess(args, { env });
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
};

interface Shadowed {
  readonly same: number;
  readonly different: number;
  readonly missed: number;
  readonly differences: readonly {
    readonly observable: { readonly value: string };
    readonly state: string;
    readonly expected: { readonly state: string };
  }[];
}

const shadowed = async (): Promise<Shadowed> =>
  JSON.parse(await command('shadow', 'trial', '-o', 'json')) as Shadowed;

/** What `shadow` says once so many are compared. */
const comparedUpTo = (count: number): Promise<Shadowed> =>
  eventually(async () => {
    const said = await shadowed();
    return said.same + said.different + said.missed >= count && said;
  });

const down = (name: string) =>
  ({
    on: 'sentinel',
    pathEndsWith: uploadsTo(name),
    times: null,
    answer: { kind: 'status', status: 503 },
  }) as const;

describe('a workspace that shadows another', () => {
  it('gets the same, and the command shadow lists the ten that came to something else there, and no other', async () => {
    const values = valuesOf('planted', 70);
    gateway.simulator.inject({
      on: 'sentinel',
      pathEndsWith: uploadsTo('trial'),
      answer: { kind: 'rejectItems', indices: [...Array(10).keys()], code: 'x', message: 'not this one' },
    });
    const { status, outcomes } = await post(values);
    expect([status, tallied(outcomes)]).toEqual([201, { 'old created': 70, 'first created': 70 }]);
    const { same, different, missed, differences } = await comparedUpTo(70);
    expect([same, different, missed, differences.length]).toEqual([60, 10, 0, 10]);
    expect(
      differences.every(({ state, expected }) => state === 'rejected' && expected.state === 'created'),
    ).toBe(true);
    const refused = differences.map(({ observable }) => observable.value);
    expect([...heldIn('trial'), ...refused].sort()).toEqual([...values].sort());
    expect(heldIn('old')).toEqual([...values].sort());
  });

  it('is no matter of any sender while it is down, and gets all of it when it is back', async () => {
    const before = await shadowed();
    gateway.simulator.inject(down('trial'));
    const events = [1, 2, 3, 4, 5].map((n) => valuesOf(`down-${n}`, 4));
    const answers = await Promise.all(events.map(post));
    expect(answers.map(({ status, outcomes }) => [status, tallied(outcomes)])).toEqual(
      events.map(() => [201, { 'old created': 4, 'first created': 4 }]),
    );
    // More than open the circuit of a destination, for which somebody is woken.
    await eventually(() => gateway.simulator.requests().filter(({ fault }) => fault === 'status').length > 5);
    expect(gateway.lines.filter((line) => /"alert".*"trial"/.test(line))).toEqual([]);
    expect([heldIn('trial'), await gateway.outcomes().then((all) => all.map(wordOf))]).toEqual([
      [],
      expect.not.arrayContaining([expect.stringMatching(/^trial /)]),
    ]);
    gateway.simulator.heal();
    const after = await comparedUpTo(before.same + before.different + before.missed + 20);
    expect([after.same - before.same, after.different, after.missed]).toEqual([20, before.different, 0]);
    expect(heldIn('trial')).toEqual(events.flat().sort());
  });
});

/** Its clock goes so much ahead, as if that time had passed. */
const restartedAfter = async (minutes: number): Promise<void> => {
  await gateway.host.end('SIGTERM');
  await gateway.host.start({
    NODE_OPTIONS: `--require ${JSON.stringify(path.resolve(__dirname, '../faults/shifted-clock.cjs'))}`,
    CLOCK_SHIFT_MINUTES: String(minutes),
  });
};

describe('a workspace that is down for longer than its failoverMinutes, and is failed back by command', () => {
  it('loses nothing and doubles nothing, and the outcomes of both add up', async () => {
    const sent: { readonly intakeId: string; readonly values: readonly string[] }[] = [];
    const send = async (event: string): Promise<readonly Outcome[]> => {
      const values = valuesOf(event, 3);
      const { intakeId, outcomes } = await post(values);
      sent.push({ intakeId, values });
      return outcomes.filter(({ destination }) => destination !== 'old');
    };
    const finals = async (): Promise<readonly Outcome[]> =>
      (await gateway.outcomes()).filter(
        ({ intakeId, state, destination }) =>
          state !== 'deferred' && destination !== 'old' && sent.some((one) => one.intakeId === intakeId),
      );
    const settled = (word: string, count: number): Promise<boolean> =>
      eventually(async () => (await finals()).filter((one) => wordOf(one) === word).length >= count);

    expect(tallied(await send('before'))).toEqual({ 'first created': 3 });

    gateway.simulator.inject(down('first'));
    for (const n of [1, 2, 3])
      expect(tallied(await send(`waits-${n}`))).toEqual({ 'first deferred queued': 3 });
    await restartedAfter(2);
    await settled('first skipped handed-over', 9);
    await settled('second created', 9);

    // It is well again, and nobody has said so yet.
    gateway.simulator.heal();
    expect(tallied(await send('away'))).toEqual({
      'first skipped handed-over': 3,
      'second deferred queued': 3,
    });
    await settled('second created', 12);

    expect(await command('fail-back', 'first')).toContain('first is used again; it was not since');
    expect(tallied(await send('back'))).toEqual({ 'first created': 3 });
    expect(await command('fail-back', 'first')).toContain('first was not failed over');

    expect(tallied(await finals())).toEqual({
      'first created': 6,
      'first skipped handed-over': 12,
      'second created': 12,
    });
    const of = (...events: readonly number[]): readonly string[] =>
      events.flatMap((n) => sent[n]?.values ?? []).sort();
    expect([heldIn('first'), heldIn('second')]).toEqual([of(0, 5), of(1, 2, 3, 4)]);
    expect([objectsSentTo('first'), objectsSentTo('second')]).toEqual([6, 12]);
    expect([await gateway.depth('indicator-jobs-poison'), await parked()]).toEqual([0, []]);
  });
});

const parked = async (): Promise<readonly unknown[]> => {
  const answer = await fetch(`${gateway.url}/api/parked`, {
    headers: { 'x-functions-key': gateway.functionKey },
  });
  return ((await answer.json()) as { readonly items: readonly unknown[] }).items;
};
