import { bundledCli, type Cli } from '../cli/command';
import { eventually } from '../waiting';
import { startGateway, type Gateway } from './gateway';
import { indicator } from './indicators';

let gateway: Gateway;
let cli: Cli;

beforeAll(async () => {
  // One try: what cannot be delivered is parked at once.
  [gateway, cli] = await Promise.all([
    startGateway({ RETRY_MAX_ATTEMPTS: '1', BREAKER_SECONDS: '1' }),
    bundledCli(),
  ]);
});

afterAll(() => Promise.all([gateway.stop(), cli.remove()]));

interface Listed {
  readonly items: readonly { readonly id: string }[];
}

const call = async (method: string, path: string, body?: unknown) => {
  const response = await fetch(`${gateway.url}/api/parked${path}`, {
    method,
    headers: { 'x-functions-key': gateway.functionKey, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    json: (text === '' ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>>,
  };
};

const run = (...args: readonly string[]) =>
  cli.run(['parked', ...args], {
    env: { INDICATOR_GATEWAY_URL: gateway.url, INDICATOR_GATEWAY_KEY: gateway.functionKey },
  });

const outcomeOf = (eventId: string, state: string) =>
  eventually(async () =>
    (await gateway.outcomes()).find((outcome) => outcome.eventId === eventId && outcome.state === state),
  );

/** Puts an event on the queue while Graph is down, and waits until it is parked; gives its ids. */
const parkOne = async (domainName: string) => {
  await gateway.setGraphDown(true);
  const eventId = await gateway.enqueue(JSON.stringify(indicator({ domainName })));
  const { parkedAs } = await outcomeOf(eventId, 'parked');
  return { eventId, id: parkedAs ?? '' };
};

/** Not one of those that a test is about. */
const probe = 'probe.example';

/** Graph back, and the circuit closed. */
const letThrough = async (): Promise<void> => {
  await gateway.setGraphDown(false);
  await eventually(async () => {
    const response = await fetch(`${gateway.url}/api/indicators`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-functions-key': gateway.functionKey },
      body: JSON.stringify(indicator({ domainName: probe })),
    });
    return response.status !== 202;
  });
};

const storedDomains = () =>
  gateway.simulator
    .stored()
    .map(({ domainName }) => domainName)
    .filter((name) => name !== probe);

describe('by HTTP', () => {
  it('what could not be delivered is listed, shown, and replayed under its first ids', async () => {
    const { eventId, id } = await parkOne('a.by-http.example');
    expect(await call('GET', '?reason=attempts-exhausted&destination=graph')).toMatchObject({
      status: 200,
      json: { items: [{ id, kind: 'job', eventId, indicators: 1 }], next: null },
    });
    expect(await call('GET', `/${id}`)).toMatchObject({ status: 200, json: { id, provenance: { eventId } } });
    await letThrough();
    expect(await call('POST', `/${id}/replay`)).toMatchObject({
      status: 200,
      json: { counts: { total: 1, created: 1 }, parkedAs: [], removed: true },
    });
    expect(await outcomeOf(eventId, 'created')).toMatchObject({ source: 'indicator-events', place: '' });
    expect(storedDomains()).toEqual(['a.by-http.example']);
    expect((await call('GET', '')).json).toEqual({ items: [], next: null });
    expect((await call('POST', `/${id}/replay`)).status).toBe(404);
  });

  it('what could not be read is replayed once it is corrected', async () => {
    const eventId = await gateway.enqueue('{"domainName": oops');
    const { parkedAs: id } = await outcomeOf(eventId, 'parked');
    expect(await call('POST', `/${id}/replay`)).toMatchObject({
      status: 400,
      json: { type: 'urn:indicator-gateway:problem:not-replayable' },
    });
    expect(await call('POST', `/${id}/replay`, indicator({ domainName: 'b.by-http.example' }))).toMatchObject(
      {
        status: 200,
        json: { counts: { created: 1 } },
      },
    );
    expect(await outcomeOf(eventId, 'created')).toMatchObject({ observable: { value: 'b.by-http.example' } });
    expect(storedDomains()).toContain('b.by-http.example');
  });

  it('what nobody wants any more is dropped', async () => {
    const { id } = await parkOne('c.by-http.example');
    expect((await call('DELETE', `/${id}`)).status).toBe(204);
    expect((await call('GET', `/${id}`)).status).toBe(404);
    await letThrough();
    expect(storedDomains()).not.toContain('c.by-http.example');
  });

  it('nothing is said without the key', async () => {
    expect((await fetch(`${gateway.url}/api/parked`)).status).toBe(401);
  });
});

describe('by the command line', () => {
  it('what could not be delivered is listed, shown, and replayed, all of it', async () => {
    const parked = [await parkOne('a.by-cli.example'), await parkOne('b.by-cli.example')];
    const listed = await run('list', '--json');
    expect((JSON.parse(listed.stdout) as Listed).items.map(({ id }) => id).sort()).toEqual(
      parked.map(({ id }) => id).sort(),
    );
    expect((await run('show', parked[0]?.id ?? '')).stdout).toContain('a.by-cli.example');
    await letThrough();
    expect(await run('replay', '--all')).toMatchObject({ code: 0, stdout: 'replayed 2 of 2, failed 0\n' });
    for (const { eventId } of parked) await outcomeOf(eventId, 'created');
    expect(storedDomains()).toEqual(expect.arrayContaining(['a.by-cli.example', 'b.by-cli.example']));
    expect(await run('list')).toMatchObject({ code: 0, stdout: 'nothing is parked\n' });
  });

  it('what is edited is sent as it is now, with the identity of what it is now', async () => {
    const { id } = await parkOne('wrong.by-cli.example');
    const { stdout } = await run('show', id, '--content');
    await letThrough();
    const edited = await cli.file(stdout.replaceAll('wrong.by-cli', 'right.by-cli'));
    expect(await run('replay', id, '--body', edited)).toMatchObject({ code: 0 });
    await fetch(`${gateway.url}/api/indicators`, {
      method: 'POST',
      headers: { 'x-functions-key': gateway.functionKey, 'content-type': 'application/json' },
      body: JSON.stringify(indicator({ domainName: 'right.by-cli.example' })),
    });
    expect(storedDomains().filter((name) => name === 'right.by-cli.example')).toHaveLength(1);
  });

  it('what is dropped is gone', async () => {
    const { id } = await parkOne('c.by-cli.example');
    expect(await run('drop', id)).toMatchObject({ code: 0 });
    expect(await run('show', id)).toMatchObject({ code: 1, stdout: '' });
  });
});
