import { indicator } from '../integration/indicators';
import { down, type World } from '../functions/world';
import { newTrace, startTracedWorld, type TracedWorld } from './traced-world';

const canary = 'c4n4ry-8d1f';

let traced: TracedWorld;

beforeAll(async () => {
  traced = await startTracedWorld();
});
afterEach(async () => {
  traced.simulator.reset();
  traced.lines.length = 0;
  await traced.sdk.reset();
});
afterAll(() => traced.stop());

/** Everything that telemetry would send: lines, alerts, spans whole, and points of metrics. */
const everything = async (alerts: readonly string[]): Promise<string> => {
  const spans = traced.sdk
    .spans()
    .map(({ name, attributes, events, links, status }) => [name, attributes, events, links, status]);
  return JSON.stringify([traced.lines, alerts, spans, await traced.sdk.points()]);
};

/** The world with what its alerts say. */
const listening = (world: World): { readonly world: World; readonly alerts: string[] } => {
  const alerts: string[] = [];
  const alert = (...words: readonly string[]) => alerts.push(words.join(' '));
  return { world: { ...world, environment: { ...world.environment, alert } }, alerts };
};

const secret = indicator({
  domainName: `${canary}.example`,
  description: canary,
  additionalInformation: canary,
  tags: [canary],
});

const url = `https://storage.example/blob?sv=1&sig=${canary}`;

const event = {
  specversion: '1.0',
  id: canary,
  source: url,
  type: canary,
  subject: canary,
  time: canary,
  data: secret,
  traceparent: canary,
};

const refusing = (status: number) =>
  ({
    on: 'graph',
    times: null,
    answer: { kind: 'status', status, json: { error: { code: 'BadRequest', message: canary } } },
  }) as const;

const leaks = /eyJ|Bearer|AccountKey|SharedKey|sig=/;

describe('telemetry holds no token, key, signature or content', () => {
  it.each([
    ['an event that is created', 'created', () => undefined],
    [
      'an event that Graph refuses, and repeats in its answer',
      'rejected',
      () => traced.simulator.inject(refusing(400)),
    ],
    ['an event for which the role is missing', 'deferred', () => traced.simulator.inject(refusing(403))],
    ['an event whose API is gone', 'parked', () => traced.simulator.inject(refusing(410))],
    ['an event that waits', 'deferred', () => traced.simulator.inject(refusing(503))],
  ])('of %s', async (_, state, prepare) => {
    prepare();
    const { world, alerts } = listening(traced.world());
    await traced.http(world, {
      body: event,
      headers: { 'x-functions-key': canary, authorization: `Bearer ${canary}` },
      query: { code: canary },
      ...newTrace(),
    });
    for (const { message } of world.queued.slice()) await traced.job(world, { body: JSON.parse(message) as unknown }); // prettier-ignore
    const said = await everything(alerts);
    expect(traced.lines[1]).toContain(`"counts":{"${state}":1}`);
    expect(said).toContain('receive-http');
    expect(said).not.toContain(canary);
    expect(said).not.toMatch(leaks);
  });

  it.each([
    ['that nobody can read', { hello: canary }],
    ['that is text', canary],
    ['in a format that there is not', [{ [canary]: canary }]],
  ])('of a message %s', async (_, body) => {
    const { world, alerts } = listening(traced.world());
    await traced.queue(world, { body });
    await traced.http(world, { body, headers: { 'x-indicator-format': canary } });
    expect(await everything(alerts)).not.toContain(canary);
  });

  it('of an event that can be neither delivered nor queued', async () => {
    const { world, alerts } = listening(traced.world({ exchange: down, queueDown: true }));
    await traced.queue(world, { body: event }).catch((error: unknown) => alerts.push(String(error)));
    expect(alerts).not.toEqual([]);
    expect(await everything(alerts)).not.toContain(canary);
  });
});
