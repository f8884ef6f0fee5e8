import { type Health } from '../../shared/health/health';
import { version } from '../../package.json';
import { startStorageProxy, type StorageProxy } from '../faults/storage-proxy';
import { startGateway, type Gateway } from '../integration/gateway';
import { indicators } from '../integration/indicators';
import { eventually } from '../waiting';

let gateway: Gateway;
let storage: StorageProxy;

beforeAll(async () => {
  gateway = await startGateway(
    { BREAKER_SECONDS: '1' },
    {
      door: async (behind) => {
        storage = await startStorageProxy(behind);
        return storage;
      },
    },
  );
});

afterEach(() => {
  storage.heal();
  gateway.simulator.heal();
});

afterAll(() => gateway.stop());

const get = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(`${gateway.url}/api/${path}`, { headers });

const ask = async () => {
  const response = await get('health', { 'x-functions-key': gateway.functionKey });
  const { lines, ...rest } = (await response.json()) as Health;
  const line = (name: string) => lines.find((one) => one.name === name);
  return { response, rest, line };
};

const send = (name: string): Promise<Response> =>
  fetch(`${gateway.url}/api/indicators`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-functions-key': gateway.functionKey },
    body: JSON.stringify(indicators(1, name)),
  });

describe('GET /api/live', () => {
  it('answers anybody with nothing', async () => {
    const response = await get('live');
    expect([response.status, await response.text()]).toEqual([204, '']);
  });
});

describe('GET /api/health', () => {
  it('answers in full although the storage account hangs from the first call on, with what else there is to know', async () => {
    const services = ['blob', 'queue', 'table'] as const;
    storage.inject(...services.map((service) => ({ service, answer: { kind: 'hang' as const } })));
    gateway.simulator.inject({ on: 'graph', times: null, answer: { kind: 'status', status: 410 } });
    const { response, line } = await ask();
    expect(response.status).toBe(503);
    for (const name of ['storage queues', 'storage tables', 'storage blobs'])
      expect(line(name)?.text).toContain('(storage-timeout)');
    expect(line('graph reach')?.text).toBe('answers 410 (destination-retired)');
    expect(line('graph token')?.ok).toBe(true);
  });

  it('asks for the function key', async () => {
    expect((await get('health')).status).toBe(401);
  });

  it('answers 200 with the version when all is well, and is kept by nobody', async () => {
    const { response, rest } = await ask();
    expect([response.status, rest]).toEqual([200, { status: 'ok', version }]);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('knows of a real call, and does not take itself for one', async () => {
    expect((await ask()).line('graph last success')?.text).toMatch(/^none by this instance/);
    expect((await send('real')).status).toBe(201);
    expect((await ask()).line('graph last success')?.text).toMatch(/^at \d{4}-/);
  });

  it('answers 503 while the circuit is open, and 200 when Graph is well again', async () => {
    gateway.simulator.inject({
      on: 'graph',
      method: 'POST',
      times: null,
      answer: { kind: 'status', status: 500 },
    });
    let n = 0;
    await eventually(async () => {
      await send(`broken-${(n += 1)}`);
      return (await ask()).line('graph circuit')?.ok === false;
    });
    const { response, rest, line } = await ask();
    expect([response.status, rest.status]).toEqual([503, 'failing']);
    expect(line('graph circuit')?.text).toMatch(/^open since .+; last answer 500 .+ \(circuit-open\)$/);
    gateway.simulator.heal();
    const isClosed = async () => {
      await send(`well-${(n += 1)}`);
      return (await ask()).line('graph circuit')?.ok === true;
    };
    await eventually(isClosed);
  });
});
