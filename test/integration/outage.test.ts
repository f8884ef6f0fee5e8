import { eventually } from './eventually';
import { useGateway } from './harness';
import { indicators } from './indicators';
import { cloudEvent } from './sender';

const app = useGateway();

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
    await eventually(() => app.calls().length >= 2, { seconds: 20, what: 'a second try' });
    expect(await app.gateway.depth('indicator-jobs')).toBe(1);
    await app.gateway.setGraphDown(false);
    const final = (await app.sender.settled()).filter(({ state }) => state !== 'deferred');
    expect(states(final)).toEqual(['created', 'created', 'created']);
    expect(final.every(({ attempt }) => attempt >= 3)).toBe(true);
    expect(await app.gateway.depth('indicator-jobs')).toBe(0);
  });

  it('an event by queue is tried five times and then parked whole', async () => {
    const data = indicators(2, 'down-queue');
    const event = cloudEvent('down-queue', data);
    await app.gateway.setGraphDown(true);
    await app.sender.enqueue(event);
    const parked = await app.sender.settled();
    expect(app.calls().map(({ fault }) => fault)).toEqual(['down', 'down', 'down', 'down', 'down']);
    expect(parked).toMatchObject([
      { state: 'parked', attempt: 5, observable: { value: data[0]?.domainName } },
      { state: 'parked', attempt: 5, observable: { value: data[1]?.domainName } },
    ]);
    expect(await app.gateway.parked(parked[0]?.parkedAs ?? '')).toMatchObject({ content: event });
    expect(await app.gateway.depth('indicator-events')).toBe(0);
  });

  it('an event by queue is created when Graph is back before the last try', async () => {
    await app.gateway.setGraphDown(true);
    const id = await app.sender.enqueue(indicators(2, 'down-a-while'));
    await eventually(() => app.calls().length >= 2, { seconds: 20, what: 'a second try' });
    await app.gateway.setGraphDown(false);
    const outcomes = await app.sender.outcomesOf(id, 2);
    expect(states(outcomes)).toEqual(['created', 'created']);
    expect(outcomes.every(({ attempt }) => attempt >= 3)).toBe(true);
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
  it('an event by HTTP is answered 5xx although Graph has it, so that nobody takes it for told', async () => {
    const body = indicators(2, 'untold');
    await app.gateway.queueGate.shut();
    expect((await app.sender.post(body)).status).toBeGreaterThanOrEqual(500);
    await app.gateway.queueGate.open();
    const first = app.stored().map(({ externalId }) => externalId);
    app.gateway.simulator.reset();
    expect((await app.sender.post(body)).status).toBe(201);
    expect(app.stored().map(({ externalId }) => externalId)).toEqual(first);
  });
});

describe('what the host has logged through all of this', () => {
  it('is a line for each invocation, without a token, a key or anything of an event', () => {
    const log = app.gateway.lines.join('\n');
    expect(log).toMatch(/http event intake=\S+ total=3 created=0 rejected=0 skipped=0 deferred=3 parked=0/);
    expect(log).not.toMatch(/eyJ|Bearer|AccountKey|SharedKey|sig=|\.example|canary/);
    expect(log).not.toContain(app.gateway.functionKey);
    expect(log).not.toContain(app.gateway.simulator.identity.header);
  });
});
