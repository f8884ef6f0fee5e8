import assert from 'node:assert/strict';
import { eventually } from './eventually';
import { startGateway, type Gateway } from './gateway';
import { indicator, indicators } from './indicators';
import { cloudEvent, senderTo, type Sender } from './sender';

let gateway: Gateway;
let sender: Sender;

beforeAll(async () => {
  gateway = await startGateway();
  sender = senderTo(gateway);
}, 60_000);

afterAll(() => gateway.stop());

const stored = () => gateway.simulator.stored();
const creates = () => gateway.simulator.requests().filter(({ on }) => on === 'graph');

/** The conservation law: everything taken in has one final outcome, and Graph holds exactly what they say it does. */
afterEach(async () => {
  await gateway.queueGate.open();
  await gateway.setGraphDown(false);
  try {
    const outcomes = await sender.settled();
    const created = outcomes.filter(({ state }) => state === 'created');
    assert.deepEqual(created.map(({ id }) => id).sort(), stored().map(({ id }) => id).sort()); // prettier-ignore
    assert.deepEqual(
      outcomes.filter(({ state, reason }) => state !== 'created' && reason === null),
      [],
    );
    assert.deepEqual(creates().flatMap(({ undeclared }) => undeclared), []); // prettier-ignore
  } finally {
    sender.forget();
    gateway.simulator.reset();
  }
});

const bad = (more: object) => indicator({ domainName: 'bad.example', ...more });
const states = (outcomes: readonly { readonly state: string }[]) => outcomes.map(({ state }) => state);

describe('an event by HTTP', () => {
  it('that is the create request of the Graph documentation is created, with the id Graph gave', async () => {
    const { status, outcomes } = await sender.post({
      action: 'alert',
      activityGroupNames: [],
      confidence: 0,
      description:
        'This is a canary indicator for demo purpose. Take no action on any observables set in this indicator.',
      expirationDateTime: '2099-03-01T21:43:37.5031462+00:00',
      externalId: 'Test--8586509942679764298MS501',
      fileHashType: 'sha256',
      fileHashValue: 'aa64428647b57bf51524d1756b2ed746e5a3f31b67cf7fe5b5d8a9daf07ca313',
      killChain: [],
      malwareFamilyNames: [],
      severity: 0,
      tags: [],
      targetProduct: 'Azure Sentinel',
      threatType: 'WatchList',
      tlpLevel: 'green',
    });
    expect(status).toBe(201);
    expect(stored()).toMatchObject([
      {
        id: outcomes[0]?.id,
        externalId: 'Test--8586509942679764298MS501',
        fileHashValue: 'aa64428647b57bf51524d1756b2ed746e5a3f31b67cf7fe5b5d8a9daf07ca313',
      },
    ]);
  });

  it.each([
    ['no key', {}],
    ['a wrong key', { 'x-functions-key': 'wrong' }],
  ])('is answered 401 with %s', async (_, headers) => {
    const { status } = await sender.postText(JSON.stringify(bad({})), headers);
    expect(status).toBe(401);
    expect(creates()).toEqual([]);
  });

  it('is answered 400 as a problem when its body is cut in half', async () => {
    const text = JSON.stringify(indicators(3, 'half'));
    const { status, headers, json } = await sender.postText(text.slice(0, text.length / 2));
    expect(status).toBe(400);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(json).toMatchObject({ type: 'urn:indicator-gateway:problem:not-json', status: 400 });
  });

  it('is answered 413 as a problem when it has 2 MiB', async () => {
    const { status, headers, json } = await sender.postText(' '.repeat(2 * 1024 * 1024));
    expect(status).toBe(413);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(json).toMatchObject({ limitBytes: 1024 * 1024 });
  });

  it('of three good and two bad is answered 200 with the five outcomes that are on the queue', async () => {
    const [one, two, three] = indicators(3, 'mixed');
    const body = [one, bad({ confidence: 101 }), two, bad({ tlpLevel: 'clear' }), three];
    const { status, outcomes, json } = await sender.post({ value: body });
    expect(status).toBe(200);
    expect(states(outcomes).sort()).toEqual(['created', 'created', 'created', 'skipped', 'skipped']);
    expect(await sender.outcomesOf(json.intakeId, 5)).toEqual(outcomes);
  });

  it('is answered 202 when it asks for it, and created afterwards', async () => {
    const { status, outcomes } = await sender.post(indicators(2, 'async'), { prefer: 'respond-async' });
    expect(status).toBe(202);
    expect(states(outcomes)).toEqual(['deferred', 'deferred']);
    expect(states(await sender.settled())).toEqual(['deferred', 'deferred', 'created', 'created']);
  });

  it('of 300 is sent in calls of at most a hundred', async () => {
    const { status } = await sender.post(indicators(300, 'many'));
    expect(status).toBe(201);
    expect(creates().map(({ items }) => items)).toEqual([100, 100, 100]);
  });
});

describe('an event by queue', () => {
  it.each(['plain', 'base64'] as const)('is settled like one by HTTP: %s', async (encoding) => {
    const id = await sender.enqueue([...indicators(2, encoding), bad({ confidence: 101 })], encoding);
    const outcomes = await sender.outcomesOf(id, 3);
    expect(states(outcomes).sort()).toEqual(['created', 'created', 'skipped']);
    expect(await gateway.depth('indicator-events')).toBe(0);
  });

  it('that nobody can read is parked, and can be read there', async () => {
    const body = { hello: 'world' };
    const [outcome] = await sender.outcomesOf(await sender.enqueue(body), 1);
    expect(outcome).toMatchObject({ state: 'parked', reason: { code: 'format-unknown' } });
    expect(await gateway.parked(outcome?.parkedAs ?? '')).toMatchObject({ content: body });
  });
});

describe('when Graph refuses', () => {
  it('two of ten, the eight are created and the two rejected with its reason', async () => {
    const [code, message] = ['IndicatorRejected', 'the provider does not want this one'];
    gateway.simulator.inject({
      on: 'graph',
      answer: { kind: 'rejectItems', indices: [3, 7], code, message },
    });
    const { status, outcomes } = await sender.post(indicators(10, 'refused'));
    expect(status).toBe(200);
    expect(creates()).toMatchObject([{ status: 206, items: 10 }]);
    const rejected = outcomes.filter(({ state }) => state === 'rejected');
    expect(rejected.map(({ place }) => place)).toEqual(['/3', '/7']);
    expect(rejected.map(({ reason }) => reason?.text.includes(message))).toEqual([true, true]);
    expect(stored()).toHaveLength(8);
  });

  it('a bulk of a hundred because of one, the other 99 are created', async () => {
    // The first item is the bad one: 100, 50, 25, 13, 7, 4, 2 with it are refused, at last it alone.
    const json = { error: { code: 'BadRequest', message: 'cannot be deserialised' } };
    const answer = { kind: 'status', status: 400, json } as const;
    gateway.simulator.inject({ on: 'graph', times: 8, answer });
    const { status, outcomes } = await sender.post(indicators(100, 'split'));
    expect(status).toBe(200);
    expect(outcomes[0]).toMatchObject({ state: 'rejected', reason: { destinationCode: 'BadRequest' } });
    expect(stored()).toHaveLength(99);
  });

  it('everything for now, what it asked for is waited and all is created', async () => {
    gateway.simulator.inject({
      on: 'graph',
      answer: { kind: 'status', status: 429, headers: { 'retry-after': '2' } },
    });
    const { status } = await sender.post(indicators(3, 'throttled'));
    expect(status).toBe(202);
    expect(states(await sender.settled()).slice(3)).toEqual(['created', 'created', 'created']);
    const [first, second] = creates().map(({ at }) => Date.parse(at));
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(2000);
  });
});

describe('when Graph is down', () => {
  it('an event by HTTP is answered 202, stays on the queue, and is created when Graph is back', async () => {
    await gateway.setGraphDown(true);
    const { status, outcomes } = await sender.post(indicators(3, 'down-http'));
    expect(status).toBe(202);
    expect(states(outcomes)).toEqual(['deferred', 'deferred', 'deferred']);
    expect(await gateway.depth('indicator-jobs')).toBe(1);
    await eventually(() => creates().length >= 2, { seconds: 20, what: 'a second try' });
    expect(await gateway.depth('indicator-jobs')).toBe(1);
    await gateway.setGraphDown(false);
    const final = (await sender.settled()).filter(({ state }) => state !== 'deferred');
    expect(states(final)).toEqual(['created', 'created', 'created']);
    expect(final.every(({ attempt }) => attempt >= 3)).toBe(true);
    expect(await gateway.depth('indicator-jobs')).toBe(0);
  });

  it('an event by queue is tried five times and then parked whole', async () => {
    const data = indicators(2, 'down-queue');
    const event = cloudEvent('down-queue', data);
    await gateway.setGraphDown(true);
    await sender.enqueue(event);
    const parked = await sender.settled();
    expect(creates().map(({ fault }) => fault)).toEqual(['down', 'down', 'down', 'down', 'down']);
    expect(parked).toMatchObject([
      { state: 'parked', attempt: 5, observable: { value: data[0]?.domainName } },
      { state: 'parked', attempt: 5, observable: { value: data[1]?.domainName } },
    ]);
    expect(await gateway.parked(parked[0]?.parkedAs ?? '')).toMatchObject({ content: event });
    expect(await gateway.depth('indicator-events')).toBe(0);
  });

  it('an event by queue is created when Graph is back before the last try', async () => {
    await gateway.setGraphDown(true);
    const id = await sender.enqueue(indicators(2, 'down-a-while'));
    await eventually(() => creates().length >= 2, { seconds: 20, what: 'a second try' });
    await gateway.setGraphDown(false);
    const outcomes = await sender.outcomesOf(id, 2);
    expect(states(outcomes)).toEqual(['created', 'created']);
    expect(outcomes.every(({ attempt }) => attempt >= 3)).toBe(true);
  });

  it('an event by HTTP is answered 5xx when the queue is down too, and taken when it comes again', async () => {
    const body = indicators(2, 'all-down');
    await gateway.setGraphDown(true);
    await gateway.queueGate.shut();
    const refused = await sender.post(body);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(stored()).toEqual([]);
    await gateway.queueGate.open();
    await gateway.setGraphDown(false);
    expect((await sender.post(body)).status).toBe(201);
  });
});

describe('when its outcomes can not be written', () => {
  it('an event by HTTP is answered 5xx although Graph has it, so that nobody takes it for told', async () => {
    const body = indicators(2, 'untold');
    await gateway.queueGate.shut();
    expect((await sender.post(body)).status).toBeGreaterThanOrEqual(500);
    await gateway.queueGate.open();
    const first = stored().map(({ externalId }) => externalId);
    gateway.simulator.reset();
    expect((await sender.post(body)).status).toBe(201);
    expect(stored().map(({ externalId }) => externalId)).toEqual(first);
  });
});

describe('what the host has logged through all of this', () => {
  it('is a line for each invocation, without a token, a key or anything of an event', () => {
    const log = gateway.lines.join('\n');
    expect(log).toMatch(/http event intake=\S+ total=5 created=3 rejected=0 skipped=2/);
    expect(log).not.toMatch(/eyJ|Bearer|AccountKey|SharedKey|sig=|\.example|canary/);
    expect(log).not.toContain(gateway.functionKey);
    expect(log).not.toContain(gateway.simulator.identity.header);
  });
});
