import { type Outcome } from '../../shared/pipeline/outcome';
import { eventually } from '../waiting';
import { startGateway, type Gateway } from './gateway';
import { indicator } from './indicators';
import { senderTo, type Sender } from './sender';

let gateway: Gateway;
let sender: Sender;

beforeAll(async () => {
  gateway = await startGateway({
    DESTINATIONS: 'graph,sentinel,defender',
    BREAKER_SECONDS: '1',
    // Thirty a minute would have these tests wait for each other.
    DEFENDER_REQUESTS_PER_MINUTE: '0',
    GRANT_WAIT_MINUTES: '10',
  });
  sender = senderTo(gateway);
});

beforeEach(() => {
  sender.forget();
  gateway.simulator.reset();
});

afterAll(() => gateway.stop());

const brief = (outcomes: readonly Outcome[]) =>
  outcomes
    .map(
      ({ destination, state, reason }) =>
        `${destination} ${state}${reason === null ? '' : ` ${reason.code}`}`,
    )
    .sort();

const post = async (...items: readonly unknown[]): Promise<readonly Outcome[]> => {
  const { json } = await sender.postText(JSON.stringify(items));
  return (json as { readonly outcomes: readonly Outcome[] }).outcomes;
};

/** All that was said of an event, once so many of it are final. */
const finals = (intakeId: string | undefined, count: number): Promise<readonly Outcome[]> =>
  eventually(async () => {
    const all = (await gateway.outcomes()).filter((outcome) => outcome.intakeId === intakeId);
    const done = all.filter(({ state }) => state !== 'deferred');
    return done.length >= count && done;
  });

const callsTo = (name: string) => gateway.simulator.requests().filter(({ on }) => on === name);

const one = (name: string, more: Readonly<Record<string, unknown>> = {}) =>
  indicator({ domainName: `${name}.sentinel-host.com`, ...more });

describe('one event to all three', () => {
  it('has an outcome at each, and each holds it', async () => {
    const outcomes = await post(one('all'));
    expect(brief(outcomes)).toEqual(['defender created', 'graph created', 'sentinel created']);
    const [object] = gateway.simulator.stixObjects();
    const [entry] = gateway.simulator.defenderIndicators();
    expect(object).toMatchObject({ pattern: "[domain-name:value = 'all.sentinel-host.com']" });
    expect(entry).toMatchObject({ indicatorType: 'DomainName', indicatorValue: 'all.sentinel-host.com' });
    const idAt = (name: string) => outcomes.find(({ destination }) => destination === name)?.id;
    expect([idAt('sentinel'), idAt('defender')]).toEqual([object?.id, entry?.id]);
    expect(gateway.simulator.stored()).toHaveLength(1);
  });

  it('is a duplicate at each when it comes again, and is one thing there when it has changed', async () => {
    await post(one('again'));
    expect(brief(await post(one('again')))).toEqual(
      ['defender', 'graph', 'sentinel'].map((name) => `${name} duplicate already-held`),
    );
    const [before] = gateway.simulator.stixObjects();
    expect(brief(await post(one('again', { severity: 5 })))).toEqual(
      ['defender', 'graph', 'sentinel'].map((name) => `${name} updated`),
    );
    const [after, ...others] = gateway.simulator.stixObjects();
    expect(others).toEqual([]);
    expect([after?.id, after?.created]).toEqual([before?.id, before?.created]);
    expect(after?.modified).not.toBe(before?.modified);
    expect(after?.labels).toContain('severity:5');
    expect(gateway.simulator.defenderIndicators()).toMatchObject([{ severity: 'High' }]);
  });

  it('is there again after Sentinel revoked it for good, under another id', async () => {
    for (const isActive of [true, false, true]) await post(one('revoked', { isActive }));
    const [first, second] = gateway.simulator.stixObjects();
    expect([first?.revoked, second?.revoked]).toEqual([true, undefined]);
    expect(second?.pattern).toBe(first?.pattern);
    expect(second?.id).not.toBe(first?.id);
  });

  it('never stands at Defender with two actions', async () => {
    await post(one('action', { action: 'block' }));
    expect(gateway.simulator.defenderIndicators()).toMatchObject([{ action: 'Block' }]);
    const outcomes = await post(one('action', { action: 'alert' }));
    expect(brief(outcomes)).toEqual(['defender created', 'graph updated', 'sentinel updated']);
    expect(gateway.simulator.defenderIndicators()).toMatchObject([{ action: 'Audit' }]);
  });

  it('stands there with its new action although the app could not create it at once', async () => {
    await post(one('halfway', { action: 'block' }));
    gateway.simulator.inject({
      on: 'defender',
      pathEndsWith: '/import',
      times: null,
      answer: { kind: 'status', status: 503 },
    });
    const outcomes = await post(one('halfway', { action: 'alert' }));
    expect(brief(outcomes)).toContain('defender deferred queued');
    gateway.simulator.heal();
    await finals(outcomes[0]?.intakeId, 3);
    expect(gateway.simulator.defenderIndicators()).toMatchObject([{ action: 'Audit' }]);
  });

  it('is skipped where one of them has no words for it, and nobody is asked there', async () => {
    const hash = { fileHashType: 'authenticodeHash256', fileHashValue: '0a'.repeat(32) };
    const outcomes = await post(indicator({ domainName: undefined, ...hash }));
    expect(brief(outcomes)).toEqual([
      'defender skipped not-expressible',
      'graph created',
      'sentinel skipped not-expressible',
    ]);
    expect([...callsTo('sentinel'), ...callsTo('defender')]).toEqual([]);
  });

  it('brings several things to look for as several, and has one outcome at each', async () => {
    const outcomes = await post(one('wide', { networkDestinationIPv4: '45.155.205.233' }));
    expect(brief(outcomes)).toEqual(['defender created', 'graph created', 'sentinel created']);
    expect(gateway.simulator.stixObjects()).toHaveLength(2);
    expect(gateway.simulator.defenderIndicators()).toHaveLength(2);
  });

  it('waits for room where the tenant is full, and is there when there is some', async () => {
    gateway.simulator.configure({ defenderQuota: 0 });
    const outcomes = await post(one('full'));
    expect(brief(outcomes)).toContain('defender deferred queued');
    gateway.simulator.configure({ defenderQuota: 15_000 });
    expect(brief(await finals(outcomes[0]?.intakeId, 3))).toEqual([
      'defender created',
      'graph created',
      'sentinel created',
    ]);
  });
});

describe.each(['sentinel', 'defender'] as const)('when %s is in trouble and the others are not', (name) => {
  const others = ['defender', 'graph', 'sentinel'].filter((other) => other !== name);

  it('refuses one: rejected there, created elsewhere', async () => {
    const message = 'Error for Property=name: no.';
    gateway.simulator.inject({
      on: name,
      method: 'POST',
      answer: { kind: 'rejectItems', indices: [0], code: 'x', message },
    });
    const outcomes = await post(one(`refused-${name}`));
    expect(brief(outcomes)).toEqual(
      [...others.map((other) => `${other} created`), `${name} rejected rejected-by-destination`].sort(),
    );
    expect(outcomes.find(({ state }) => state === 'rejected')?.reason?.text).toContain(message);
  });

  it.each([
    [
      'is busy, with the wait in its message',
      { kind: 'status', status: 429, json: { message: 'Try again in 1 seconds.' } },
    ],
    ['fails', { kind: 'status', status: 500 }],
    ['breaks the connection', { kind: 'reset' }],
    ['has not given the role yet', { kind: 'status', status: 403 }],
    ['is not where it is said to be, yet', { kind: 'status', status: 404 }],
  ] as const)('%s: nothing is lost, and the others do not wait', async (what, answer) => {
    gateway.simulator.inject({ on: name, times: null, answer });
    const outcomes = await post(one(`${name}-${what.replace(/[^a-z]+/g, '-')}`));
    expect(brief(outcomes)).toEqual(
      [...others.map((other) => `${other} created`), `${name} deferred queued`].sort(),
    );
    gateway.simulator.heal();
    const done = await finals(outcomes[0]?.intakeId, 3);
    expect(brief(done)).toEqual(['defender created', 'graph created', 'sentinel created']);
    expect(gateway.simulator.stixObjects()).toHaveLength(1);
    expect(gateway.simulator.defenderIndicators()).toHaveLength(1);
  });

  it('is sent the token for its own audience', async () => {
    const outcomes = await post(one(`audience-${name}`));
    // It may still be left alone for what was before.
    await finals(outcomes[0]?.intakeId, 3);
    expect(callsTo(name).map(({ status }) => status)).toEqual([200]);
  });
});
