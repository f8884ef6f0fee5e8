import { eventually } from '../waiting';
import { startGateway } from './gateway';
import { useGateway } from './harness';
import { indicators } from './indicators';

/** What can be written nowhere is waited for until the budget of its request is spent. */
const app = useGateway({ HTTP_BUDGET_SECONDS: '10' });

const states = (outcomes: readonly { readonly state: string }[]) => outcomes.map(({ state }) => state);

describe('when neither Graph nor a token can be had from the start', () => {
  it('an event by HTTP is answered 202, and created when they are there', async () => {
    await app.gateway.setGraphDown(true);
    const { status, outcomes } = await app.sender.post(indicators(2, 'cold'));
    expect(status).toBe(202);
    expect(outcomes.map(({ reason }) => reason?.text)).toEqual(Array(2).fill(outcomes[0]?.reason?.text));
    expect(outcomes[0]?.reason?.text).toContain('identity unavailable');
    await app.gateway.setGraphDown(false);
    expect(states(await app.sender.settled()).slice(2)).toEqual(['created', 'created']);
  });
});

describe('when Graph is down', () => {
  // With a token at hand, so that every try is one call to Graph.
  beforeAll(async () => {
    await app.sender.post(indicators(1, 'signed-in'));
    app.sender.forget();
    app.gateway.simulator.reset();
  });

  it('an event by HTTP is answered 202, stays on the queue, and is created when Graph is back', async () => {
    await app.gateway.setGraphDown(true);
    const { status, outcomes } = await app.sender.post(indicators(3, 'down-http'));
    expect(status).toBe(202);
    expect(states(outcomes)).toEqual(['deferred', 'deferred', 'deferred']);
    expect(await app.gateway.depth('indicator-jobs')).toBe(1);
    await eventually(() => app.calls().length >= 2);
    // The next try is queued before this one's message is taken off.
    await eventually(async () => (await app.gateway.depth('indicator-jobs')) === 1);
    await app.gateway.setGraphDown(false);
    const final = (await app.sender.settled()).filter(({ state }) => state !== 'deferred');
    expect(states(final)).toEqual(['created', 'created', 'created']);
    expect(final.every(({ attempt }) => attempt >= 2)).toBe(true);
    // The host takes a message off once its outcomes are written.
    await eventually(async () => (await app.gateway.depth('indicator-jobs')) === 0);
  });

  it('an event by queue becomes a job, says so once, and is created when Graph is back', async () => {
    await app.gateway.setGraphDown(true);
    const id = await app.sender.enqueue(indicators(2, 'down-a-while'));
    expect(states(await app.sender.outcomesOf(id, 2))).toEqual(['deferred', 'deferred']);
    // The host takes a message off once its outcomes are written.
    await eventually(async () => (await app.gateway.depth('indicator-events')) === 0);
    await app.gateway.setGraphDown(false);
    await app.sender.settled();
    expect(states(await app.sender.outcomesOf(id, 4))).toEqual([
      'deferred',
      'deferred',
      'created',
      'created',
    ]);
  });

  it('an event by HTTP is answered 5xx when the queue is down too, and taken when it comes again', async () => {
    const body = indicators(2, 'all-down');
    await app.gateway.setGraphDown(true);
    await app.gateway.queueGate.shut();
    const refused = await app.sender.post(body);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(app.stored()).toEqual([]);
    await app.gateway.queueGate.open();
    await app.gateway.setGraphDown(false);
    expect((await app.sender.post(body)).status).toBe(201);
  });
});

describe('when its outcomes can not be written', () => {
  it('an event by HTTP is answered 5xx, and told when it comes again, without a second upload', async () => {
    const body = indicators(2, 'untold');
    await app.gateway.queueGate.shut();
    expect((await app.sender.post(body)).status).toBeGreaterThanOrEqual(500);
    await app.gateway.queueGate.open();
    const held = app.stored().map(({ id }) => id);
    const { status, json, outcomes } = await app.sender.postText(JSON.stringify(body));
    expect(status).toBe(200);
    expect(outcomes.map(({ state, id }) => [state, id])).toEqual(held.map((id) => ['duplicate', id]));
    expect(await app.sender.outcomesOf(json.intakeId, 2)).toEqual(outcomes);
    expect([held.length, app.calls().length]).toEqual([2, 1]);
    // The first outcomes were lost with the first answer.
    app.gateway.simulator.reset();
  });
});

describe('when Graph stays down for longer than anybody waits', () => {
  it('an event by queue is tried as often as it may be, and then parked whole', async () => {
    const settings = { RETRY_MAX_ATTEMPTS: '3', RETRY_DELAY_MAX_SECONDS: '1' };
    const gateway = await startGateway(settings);
    try {
      await gateway.setGraphDown(true);
      const data = indicators(2, 'down-for-ever');
      const id = await gateway.enqueue(JSON.stringify(data));
      const parked = await eventually(async () => {
        const found = (await gateway.outcomes()).filter(({ eventId, state }) => eventId === id && state === 'parked'); // prettier-ignore
        return found.length >= 2 && found;
      });
      expect(parked).toMatchObject([
        { attempt: 3, reason: { code: 'attempts-exhausted' }, observable: { value: data[0]?.domainName } },
        { attempt: 3, reason: { code: 'attempts-exhausted' }, observable: { value: data[1]?.domainName } },
      ]);
      expect(await gateway.parked(`${parked[0]?.parkedAs}.json`)).toMatchObject({
        content: {
          destination: 'graph',
          eventId: id,
          history: [{}, {}, {}],
          items: data.map(({ domainName }) => ({ indicator: { domainName } })),
        },
      });
      expect([await gateway.depth('indicator-events'), await gateway.depth('indicator-jobs')]).toEqual([
        0, 0,
      ]);
    } finally {
      await gateway.stop();
    }
  });
});

describe('what the host has logged through all of this', () => {
  it('is a line for each invocation, without a token, a key or anything of an event', () => {
    const log = app.gateway.lines.join('\n');
    expect(log).toMatch(
      /{"line":"delivery","intake":"[^"]+","channel":"http","counts":{"deferred":3},"reasons":{"graph\/queued":3}}/,
    );
    expect(log).not.toMatch(/eyJ|Bearer|AccountKey|SharedKey|sig=|\.example|canary/);
    expect(log).not.toContain(app.gateway.functionKey);
    expect(log).not.toContain(app.gateway.simulator.identity.header);
  });
});
