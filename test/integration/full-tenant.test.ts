import { eventually } from '../waiting';
import { startGateway, type Gateway } from './gateway';
import { indicator } from './indicators';
import { senderTo } from './sender';

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({ DESTINATIONS: 'defender', DEFENDER_REQUESTS_PER_MINUTE: '0' });
});

afterAll(() => gateway.stop());

const scope = 'https://api.securitycenter.microsoft.com';

/** Somebody else in the same tenant. */
const asAnother = async (path: string, body: unknown): Promise<void> => {
  const { identity, url } = gateway.simulator;
  const answer = await fetch(`${identity.endpoint}?api-version=2019-08-01&resource=${scope}`, {
    headers: { 'X-IDENTITY-HEADER': identity.header },
  });
  const { access_token: token } = (await answer.json()) as { readonly access_token: string };
  await fetch(`${url}/api/indicators/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
};

const numbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, n) => from + n);

const entry = (n: number) => ({
  indicatorValue: `n${n}.of-another.example`,
  indicatorType: 'DomainName',
  action: 'Block',
  title: 'of another',
  description: 'of another',
});

const hold = async (count: number): Promise<void> => {
  for (const first of numbers(0, Math.ceil(count / 500)))
    await asAnother('import', {
      Indicators: numbers(first * 500, Math.min(count, (first + 1) * 500)).map(entry),
    });
};

/** The confidence of those of ours that the tenant holds, from the highest. */
const ours = (): readonly number[] =>
  gateway.simulator
    .defenderIndicators()
    .flatMap(({ recommendedActions }) => /Confidence: (\d+)/.exec(String(recommendedActions))?.[1] ?? [])
    .map(Number)
    .sort((one, other) => other - one);

const descending = (from: number, to: number): readonly number[] => [...numbers(to, from + 1)].reverse();

const parked = async (): Promise<readonly unknown[]> => {
  const answer = await fetch(`${gateway.url}/api/parked?reason=quota`, {
    headers: { 'x-functions-key': gateway.functionKey },
  });
  return ((await answer.json()) as { readonly items: readonly unknown[] }).items;
};

describe('a tenant that holds 14,990 of 15,000', () => {
  it('takes the ten best of a hundred; the others wait, and fifty more go when there is room for them', async () => {
    await hold(14_990);
    const { outcomes } = await senderTo(gateway).post(
      // Not in the order in which they are to go.
      numbers(0, 100).map((n) =>
        indicator({ domainName: `n${n}.ours.example`, confidence: (n * 37) % 100, severity: 3 }),
      ),
    );
    expect(ours()).toEqual(descending(99, 90));
    expect(outcomes.filter(({ state }) => state === 'created')).toHaveLength(10);
    expect(
      outcomes.filter(({ state, reason }) => state === 'parked' && reason?.code === 'quota'),
    ).toHaveLength(90);
    expect(await parked()).toMatchObject([{ reason: 'quota', destination: 'defender', indicators: 90 }]);
    expect(gateway.lines.join('\n')).toContain('"code":"tenant-nearly-full","destination":"defender"');

    const held = gateway.simulator.defenderIndicators().filter(({ title }) => title === 'of another');
    await asAnother('BatchDelete', { IndicatorIds: held.slice(0, 50).map(({ id }) => id) });
    await gateway.refill();
    const created = await eventually(async () => {
      const done = (await gateway.outcomes()).filter(({ state }) => state === 'created');
      return done.length >= 60 && done;
    });
    expect(ours()).toEqual(descending(99, 40));
    expect(new Set(created.map(({ externalId }) => externalId)).size).toBe(60);
    expect(created).toHaveLength(60);
    expect(gateway.simulator.defenderIndicators()).toHaveLength(15_000);
    await eventually(async () => {
      const [left] = await parked();
      return (left as { readonly indicators: number }).indicators === 40;
    });
    const sent = gateway.simulator.requests().reduce((sum, { items }) => sum + items, 0);
    expect(sent - 14_990).toBe(60);
  });
});
