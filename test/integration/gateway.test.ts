import { eventually } from '../waiting';
import { useGateway } from './harness';
import { indicator, indicators } from './indicators';

const app = useGateway();

const bad = (more: object) => indicator({ domainName: 'bad.example', ...more });
const states = (outcomes: readonly { readonly state: string }[]) => outcomes.map(({ state }) => state);

describe('an event by HTTP', () => {
  it('that is the create request of the Graph documentation is created, with the id Graph gave', async () => {
    const { status, outcomes } = await app.sender.post({
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
    expect(app.stored()).toMatchObject([
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
    const { status } = await app.sender.postText(JSON.stringify(bad({})), headers);
    expect(status).toBe(401);
    expect(app.calls()).toEqual([]);
  });

  it('is answered 400 as a problem when its body is cut in half', async () => {
    const text = JSON.stringify(indicators(3, 'half'));
    const { status, headers, json } = await app.sender.postText(text.slice(0, text.length / 2));
    expect(status).toBe(400);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(json).toMatchObject({ type: 'urn:indicator-gateway:problem:not-json', status: 400 });
  });

  it('is answered 413 as a problem when it has 2 MiB', async () => {
    const { status, headers, json } = await app.sender.postText(' '.repeat(2 * 1024 * 1024));
    expect(status).toBe(413);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(json).toMatchObject({ limitBytes: 1024 * 1024 });
  });

  it('of three good and two bad is answered 200 with the five outcomes that are on the queue', async () => {
    const [one, two, three] = indicators(3, 'mixed');
    const body = [one, bad({ confidence: 101 }), two, bad({ tlpLevel: 'clear' }), three];
    const { status, outcomes, json } = await app.sender.post({ value: body });
    expect(status).toBe(200);
    expect(states(outcomes).sort()).toEqual(['created', 'created', 'created', 'skipped', 'skipped']);
    expect(await app.sender.outcomesOf(json.intakeId, 5)).toEqual(outcomes);
  });

  it('is answered 202 when it asks for it, and created afterwards', async () => {
    const { status, outcomes } = await app.sender.post(indicators(2, 'async'), { prefer: 'respond-async' });
    expect(status).toBe(202);
    expect(states(outcomes)).toEqual(['deferred', 'deferred']);
    expect(states(await app.sender.settled())).toEqual(['deferred', 'deferred', 'created', 'created']);
  });

  it('of 300 is sent in calls of at most a hundred', async () => {
    const { status } = await app.sender.post(indicators(300, 'many'));
    expect(status).toBe(201);
    expect(app.calls().map(({ items }) => items)).toEqual([100, 100, 100]);
  });
});

describe('an event by queue', () => {
  it.each(['plain', 'base64'] as const)('is settled like one by HTTP: %s', async (encoding) => {
    const id = await app.sender.enqueue([...indicators(2, encoding), bad({ confidence: 101 })], encoding);
    const outcomes = await app.sender.outcomesOf(id, 3);
    expect(states(outcomes).sort()).toEqual(['created', 'created', 'skipped']);
    // The host takes a message off once its outcomes are written.
    await eventually(async () => (await app.gateway.depth('indicator-events')) === 0);
  });

  it('that nobody can read is parked, and can be read there', async () => {
    const body = { hello: 'world' };
    const [outcome] = await app.sender.outcomesOf(await app.sender.enqueue(body), 1);
    expect(outcome).toMatchObject({ state: 'parked', reason: { code: 'format-unknown' } });
    expect(await app.gateway.parked(`${outcome?.parkedAs}.json`)).toMatchObject({ content: body });
  });
});

describe('when Graph refuses', () => {
  it('two of ten, the eight are created and the two rejected with its reason', async () => {
    const [code, message] = ['IndicatorRejected', 'the provider does not want this one'];
    app.gateway.simulator.inject({
      on: 'graph',
      answer: { kind: 'rejectItems', indices: [3, 7], code, message },
    });
    const { status, outcomes } = await app.sender.post(indicators(10, 'refused'));
    expect(status).toBe(200);
    expect(app.calls()).toMatchObject([{ status: 206, items: 10 }]);
    const rejected = outcomes.filter(({ state }) => state === 'rejected');
    expect(rejected.map(({ place }) => place)).toEqual(['/3', '/7']);
    expect(rejected.map(({ reason }) => reason?.text.includes(message))).toEqual([true, true]);
    expect(app.stored()).toHaveLength(8);
  });

  it('a bulk of a hundred because of one, the other 99 are created', async () => {
    const json = { error: { code: 'BadRequest', message: 'cannot be deserialised' } };
    const answer = { kind: 'status', status: 400, json } as const;
    app.gateway.simulator.inject({ on: 'graph', times: null, withAnyOf: ['split-7'], answer });
    const body = indicators(100, 'split').map((one, n) => ({ ...one, externalId: `split-${n}` }));
    const { status, outcomes } = await app.sender.post(body);
    expect(status).toBe(200);
    expect(outcomes[7]).toMatchObject({ state: 'rejected', reason: { destinationCode: 'BadRequest' } });
    expect(app.stored()).toHaveLength(99);
    expect(app.calls().length).toBeLessThanOrEqual(15);
  });

  it.each([
    ['a second, in place', 1, 201, ['created', 'created', 'created']],
    ['longer, on the queue', 3, 202, ['deferred', 'deferred', 'deferred', 'created', 'created', 'created']],
  ])(
    'everything for now, what it asked for is waited and all is created: %s',
    async (_, seconds, status, told) => {
      app.gateway.simulator.inject({
        on: 'graph',
        answer: { kind: 'status', status: 429, headers: { 'retry-after': String(seconds) } },
      });
      expect((await app.sender.post(indicators(3, `throttled-${seconds}`))).status).toBe(status);
      expect(states(await app.sender.settled())).toEqual(told);
      const [first = 0, second = 0, ...more] = app.calls().map(({ at }) => Date.parse(at));
      expect(second - first).toBeGreaterThanOrEqual(seconds * 1000);
      expect(more).toEqual([]);
    },
  );
});

describe('when Graph holds an event already', () => {
  it('nothing of it is sent again, and each outcome has the id it is held under', async () => {
    const body = indicators(2, 'again');
    const { outcomes: first } = await app.sender.post(body);
    const { status, json, outcomes } = await app.sender.postText(JSON.stringify(body));
    expect(status).toBe(200);
    expect(outcomes.map(({ state, id }) => [state, id])).toEqual(first.map(({ id }) => ['duplicate', id]));
    expect(await app.sender.outcomesOf(json.intakeId, 2)).toEqual(outcomes);
    expect(app.calls()).toHaveLength(1);
  });
});
