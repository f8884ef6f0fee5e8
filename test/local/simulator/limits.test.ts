import { type Simulator, startSimulator } from '../../../local/simulator/simulator';
import { eventually } from '../../waiting';
import { clientOf, errorOf, indicator, itemsOf, tokenOf, useSimulator } from './running';

let now = new Date('2026-11-01T12:00:00Z');
const running = useSimulator({ clock: () => now });

describe('when an app sends more requests than a minute allows', () => {
  const pass = (seconds: number): void => {
    now = new Date(now.getTime() + seconds * 1000);
  };

  it('answers 429 with the seconds to wait, after which it passes', async () => {
    const client = await clientOf(running());
    running().configure({ requestsPerMinute: 2 });
    expect((await client.get()).status).toBe(200);
    pass(20);
    expect((await client.get()).status).toBe(200);
    const refused = await client.create(indicator());
    expect([refused.status, errorOf(refused).code]).toEqual([429, 'TooManyRequests']);
    expect(refused.headers.get('retry-after')).toBe('40');
    expect(running().stored()).toEqual([]);
    pass(60);
    expect((await client.get()).status).toBe(200);
  });

  it('counts refused requests too', async () => {
    const client = await clientOf(running());
    running().configure({ requestsPerMinute: 1 });
    await client.get();
    pass(30);
    expect((await client.get()).headers.get('retry-after')).toBe('30');
    pass(30);
    expect((await client.get()).headers.get('retry-after')).toBe('30');
  });

  it('counts every app for itself', async () => {
    const [one, other] = [await clientOf(running()), await clientOf(running(), 'another-app')];
    running().configure({ requestsPerMinute: 1 });
    await one.get();
    expect((await other.get()).status).toBe(200);
  });
});

describe('when several simulators run', () => {
  let second: Simulator | undefined;
  afterEach(() => second?.stop());

  it('keeps their indicators, requests, faults and switches apart', async () => {
    second = await startSimulator({ switches: { retired: 410 } });
    second.inject({ on: 'graph', answer: { kind: 'reset' } });
    const client = await clientOf(running());
    await client.create(indicator());
    expect(itemsOf(await client.get())).toHaveLength(1);
    expect([second.stored(), second.requests(), second.tokensIssued()]).toEqual([[], [], 0]);
    expect(second.url).not.toBe(running().url);
  });

  it('frees its port at once when stopped, open connections or not', async () => {
    const first = await startSimulator();
    first.inject({ on: 'token', answer: { kind: 'hang' } });
    const outcome = fetch(`${first.url}/msi/token`).then(
      () => 'answered',
      () => 'broken',
    );
    await eventually(() => first.requests().length === 1);
    await first.stop();
    expect(await outcome).toBe('broken');
    second = await startSimulator({ port: Number(new URL(first.url).port) });
    expect(second.url).toBe(first.url);
  });
});

describe('when a client goes away before its answer', () => {
  it('records that, the indicator being stored all the same', async () => {
    const token = await tokenOf(running());
    running().configure({ latencyMs: 60_000 });
    const leaving = new AbortController();
    const outcome = fetch(`${running().graphUrl}/security/tiIndicators`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(indicator()),
      signal: leaving.signal,
    }).catch(() => 'left');
    await eventually(() => running().stored().length === 1);
    leaving.abort();
    expect(await outcome).toBe('left');
    await eventually(() => running().requests().at(-1)?.aborted === true);
    expect(running().requests().at(-1)).toMatchObject({ status: null, items: 1 });
  });
});
