import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { call, clientOf, including, indicator, itemsOf, numbered, tokenOf, useSimulator } from './running';

const running = useSimulator();
const admin = (route: string, body?: unknown) =>
  call(`${running().url}/simulator/${route}`, {
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });

describe('when the simulator is steered over HTTP', () => {
  it('shows what it holds', async () => {
    const client = await clientOf(running());
    await client.submit(numbered(2));
    expect((await admin('state')).json).toEqual({
      counts: {
        stored: 2,
        storedForDefender: 0,
        stixObjects: 0,
        defenderIndicators: 0,
        requests: 2,
        tokensIssued: 1,
      },
      down: false,
      switches: including({ latencyMs: 0, maxItemsPerCall: 100 }),
      stored: running().stored(),
      stixObjects: [],
      defenderIndicators: [],
      requests: running().requests(),
    });
    expect(Object.keys((await admin('state?only=counts')).json)).toEqual(['counts']);
  });

  it('takes switches', async () => {
    const client = await clientOf(running());
    expect((await admin('switches', { retired: 410 })).status).toBe(200);
    expect((await client.get()).status).toBe(410);
  });

  it('takes one fault or several', async () => {
    const client = await clientOf(running());
    const fault = (status: number) => ({ on: 'graph', answer: { kind: 'status', status } });
    expect((await admin('faults', fault(500))).status).toBe(200);
    expect((await admin('faults', [fault(502), { ...fault(503), times: null }])).status).toBe(200);
    const replies = [await client.get(), await client.get(), await client.get(), await client.get()];
    expect(replies.map(({ status }) => status)).toEqual([500, 502, 503, 503]);
  });

  it('heals, and keeps what it holds', async () => {
    const client = await clientOf(running());
    await client.create(indicator());
    await admin('faults', { on: 'graph', times: null, answer: { kind: 'reset' } });
    expect((await admin('heal', {})).status).toBe(200);
    expect(itemsOf(await client.get())).toHaveLength(1);
  });

  it('forgets all on reset, and a token issued before stays good', async () => {
    const client = await clientOf(running());
    await client.create(indicator());
    await admin('switches', { retired: 404 });
    await admin('faults', { on: 'graph', answer: { kind: 'reset' } });
    await admin('reset', {});
    expect((await admin('state')).json).toMatchObject({
      counts: { stored: 0, requests: 0, tokensIssued: 0 },
    });
    expect((await client.get()).status).toBe(200);
  });

  it('breaks every connection while down', async () => {
    const client = await clientOf(running());
    await admin('down', { seconds: 600 });
    await expect(client.get()).rejects.toThrow();
    await expect(tokenOf(running())).rejects.toThrow();
    expect((await admin('state')).json.down).toBe(true);
    await admin('down', { up: true });
    expect((await client.get()).status).toBe(200);
    expect(
      running()
        .requests()
        .map(({ fault }) => fault),
    ).toEqual([null, 'down', 'down', null]);
  });

  it.each([
    ['switches', { latency: 5 }],
    ['switches', { latencyMs: '5' }],
    ['switches', { retired: 403 }],
    ['switches', []],
    ['faults', { on: 'graph', answer: { kind: 'explode' } }],
    ['faults', { on: 'graph', answer: { kind: 'status' } }],
    ['faults', [{ answer: { kind: 'reset' } }]],
    ['faults', { on: 'graph', withAnyOf: 'e1', answer: { kind: 'reset' } }],
    ['faults', { on: 'graph', times: '3', answer: { kind: 'reset' } }],
    ['down', { minutes: 1 }],
  ])('refuses %s %j', async (route, body) => {
    const before = (await admin('state')).json.switches;
    expect((await admin(route, body)).status).toBe(400);
    expect((await admin('state')).json.switches).toEqual(before);
  });

  it('answers 404 and 405 elsewhere', async () => {
    expect((await admin('nothing')).status).toBe(404);
    expect((await admin('reset')).status).toBe(405);
    expect((await admin('state', {})).status).toBe(405);
  });
});

describe('when it runs as its own process', () => {
  const main = path.resolve(__dirname, '../../../local/simulator/main.ts');
  let child: ChildProcess | undefined;
  afterEach(() => child?.kill('SIGKILL'));

  it.each(['disconnect', 'SIGINT', 'SIGTERM'] as const)(
    'says where it listens and ends on %s',
    async (end) => {
      child = fork(main, ['--identity-header', 'secret'], {
        execArgv: ['--import', 'tsx'],
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      });
      const exited = once(child, 'exit');
      const line = String((await once(child.stdout ?? child, 'data'))[0]);
      const place = JSON.parse(line) as { url: string; graphUrl: string; identity: object };
      expect(place).toEqual({
        url: place.url,
        graphUrl: `${place.url}/beta`,
        workspaceId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        workspaceResource: expect.stringContaining('/workspaces/') as string,
        identity: { endpoint: `${place.url}/msi/token`, header: 'secret' },
      });
      expect((await call(`${place.url}/simulator/state`)).status).toBe(200);
      if (end === 'disconnect') child.disconnect();
      else child.kill(end);
      expect((await exited)[0]).toBe(0);
    },
  );
});
