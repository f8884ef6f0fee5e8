import { indicator } from '../integration/indicators';
import { createWorld, creating, down, post, type Posted } from './world';

const good = (name: string) => indicator({ domainName: `${name}.example` });
const bad = (more: object) => indicator({ domainName: 'bad.example', ...more });

const states = ({ report }: Posted) => report.outcomes.map(({ state }) => state);

describe('an event by HTTP is answered', () => {
  it('201 when everything in it was created', async () => {
    const answer = await post(createWorld(), [good('a'), good('b')]);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.report).toMatchObject({
      intakeId: 'the-invocation',
      counts: {
        total: 2,
        created: 2,
        updated: 0,
        revoked: 0,
        duplicate: 0,
        rejected: 0,
        skipped: 0,
        deferred: 0,
        parked: 0,
      },
      outcomes: [
        { state: 'created', id: 'id-of-a.example', place: '/0', attempt: 1 },
        { state: 'created', id: 'id-of-b.example', place: '/1', attempt: 1 },
      ],
    });
  });

  it('200 when it is settled and not all was created: a part could not be read', async () => {
    const answer = await post(createWorld(), {
      value: [good('a'), bad({ confidence: 101 }), good('b'), bad({ tlpLevel: 'clear' }), good('c')],
    });
    expect(answer.status).toBe(200);
    expect(answer.report.counts).toMatchObject({ total: 5, created: 3, skipped: 2 });
    expect(answer.report.outcomes.map(({ place }) => place).sort()).toEqual(
      [0, 1, 2, 3, 4].map((n) => `/value/${n}`),
    );
  });

  it('200 when it is settled and not all was created: Graph refused one', async () => {
    const answer = await post(createWorld({ exchange: creating(['a.example']) }), [good('a'), good('b')]);
    expect(answer.status).toBe(200);
    expect(answer.report.outcomes).toMatchObject([
      { state: 'rejected', id: null, reason: { destinationCode: 'InvalidInput' } },
      { state: 'created' },
    ]);
  });

  it('202 when the destination is down: a job is queued for later', async () => {
    const world = createWorld({ exchange: down });
    const answer = await post(world, [good('a'), good('b')]);
    expect(answer.status).toBe(202);
    expect(states(answer)).toEqual(['deferred', 'deferred']);
    expect(world.queued).toMatchObject([{ delaySeconds: 1 }]);
    expect(JSON.parse(world.queued[0]?.message ?? '')).toMatchObject({
      destination: 'graph',
      attempts: 1,
      items: [{ indicator: { domainName: 'a.example' } }, { indicator: { domainName: 'b.example' } }],
    });
  });

  it.each(['respond-async', 'Respond-Async', 'wait=10, respond-async'])(
    '202 without a call when it asks for it: Prefer: %s',
    async (prefer) => {
      const world = createWorld();
      const answer = await post(world, good('a'), { 'content-type': 'application/json', prefer });
      expect(answer.status).toBe(202);
      expect(states(answer)).toEqual(['deferred']);
      expect(world.calls).toEqual([]);
      expect(world.queued).toMatchObject([{ delaySeconds: 0 }]);
    },
  );

  it('201 when Prefer says something else', async () => {
    const headers = { 'content-type': 'application/json', prefer: 'return=minimal' };
    expect((await post(createWorld(), good('a'), headers)).status).toBe(201);
  });

  it('400 with every place when nothing in it could be read', async () => {
    const answer = await post(createWorld(), [bad({ confidence: 101 }), bad({ tlpLevel: 'clear' })]);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.report).toMatchObject({
      title: 'Nothing in the body could be read',
      errors: [
        { pointer: '/0/confidence', expected: expect.stringContaining('100') as string },
        { pointer: '/1/tlpLevel', expected: expect.stringContaining('white') as string },
      ],
      counts: { total: 2, skipped: 2 },
    });
    expect(answer.report.detail).toContain('/0/confidence: expected ');
    expect(answer.outcomes()).toHaveLength(2);
  });

  it.each([
    ['an object that is no event', { hello: 'world' }],
    ['null', null],
    ['a number', 7],
    ['an empty list', []],
    [
      'an indicator inside an envelope that holds none',
      { specversion: '1.0', id: '1', source: 's', type: 't' },
    ],
  ])('400 that says what was expected: %s', async (_, body) => {
    const { status, report, outcomes } = await post(createWorld(), body);
    expect(status).toBe(400);
    expect(report.errors).toHaveLength(1);
    expect(report.errors[0]?.expected).not.toBe('');
    expect(outcomes()).toHaveLength(1);
  });

  it('503 and when to come back, when neither the destination nor the queue can take it', async () => {
    const answer = await post(createWorld({ exchange: down, queueDown: true }), good('a'));
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.outcomes()).toBeUndefined();
  });

  it('503 when it asks to be queued and the queue is down', async () => {
    const headers = { 'content-type': 'application/json', prefer: 'respond-async' };
    expect((await post(createWorld({ queueDown: true }), good('a'), headers)).status).toBe(503);
  });

  it('201 when the queue is down and nothing has to be queued', async () => {
    expect((await post(createWorld({ queueDown: true }), good('a'))).status).toBe(201);
  });
});

describe('the outcomes handed to the output binding', () => {
  it.each([
    ['all created', () => createWorld(), [good('a'), good('b')]],
    ['some skipped', () => createWorld(), [good('a'), bad({ confidence: 101 })]],
    ['none readable', () => createWorld(), [bad({ confidence: 101 })]],
    ['one refused', () => createWorld({ exchange: creating(['a.example']) }), [good('a'), good('b')]],
    ['all deferred', () => createWorld({ exchange: down }), [good('a'), good('b')]],
  ])('are those of the answer: %s', async (_, world, body) => {
    const { report, outcomes } = await post(world(), body);
    expect(outcomes()).toEqual(report.outcomes);
    expect(report.outcomes).toHaveLength(body.length);
  });
});

describe('what an HTTP event logs', () => {
  it('is a line of what was in it and one of what became of it', async () => {
    const { lines } = await post(createWorld(), [good('secret-domain'), bad({ confidence: 101 })]);
    expect(lines).toEqual([
      'information: {"line":"intake","intake":"the-invocation","channel":"http","found":1,"left":1,"formats":["tiIndicator"]}',
      'information: {"line":"delivery","intake":"the-invocation","channel":"http","counts":{"created":1,"skipped":1},"reasons":{"none/indicator-invalid":1}}',
    ]);
  });

  it('is one line of why it was refused', async () => {
    const { lines } = await post(createWorld({ exchange: down, queueDown: true }), good('secret-domain'));
    expect(lines).toEqual([
      'warning: {"line":"intake","intake":"the-invocation","channel":"http","refused":"queue unavailable (ECONNREFUSED)"}',
    ]);
  });
});
