import { type Simulator } from '../../../local/simulator/simulator';
import { call, tokenOf, useSimulator, type Reply } from './running';

let now = Date.parse('2026-11-01T12:00:00Z');

const running = useSimulator({ clock: () => new Date(now) });

afterEach(() => {
  now = Date.parse('2026-11-01T12:00:00Z');
});

const scope = 'https://api.securitycenter.microsoft.com';

const entry = (more: Readonly<Record<string, unknown>> = {}) => ({
  indicatorValue: 'evil.example',
  indicatorType: 'DomainName',
  action: 'Block',
  title: 'a title',
  description: 'a description',
  expirationTime: '2026-12-01T00:00:00Z',
  ...more,
});

const post = async (simulator: Simulator, action: string, body: unknown, token?: string): Promise<Reply> =>
  call(`${simulator.url}/api/indicators/${action}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token ?? (await tokenOf(simulator, scope))}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });

const importing = (...entries: readonly unknown[]): Promise<Reply> =>
  post(running(), 'import', { Indicators: entries });

describe('an import', () => {
  it('answers each by its value, and keeps the good ones', async () => {
    const { status, json } = await importing(
      entry(),
      entry({ indicatorValue: '10.0.0.0/8', indicatorType: 'IpAddress' }),
    );
    expect(status).toBe(200);
    expect(json.value).toMatchObject([
      { indicator: 'evil.example', isFailed: false, failureReason: null },
      { indicator: '10.0.0.0/8', isFailed: true, failureReason: 'InvalidIpAddress: not valid' },
    ]);
    expect(running().defenderIndicators()).toHaveLength(1);
  });

  it('of what is there replaces it under its id; with another action it is another', async () => {
    const ids = async (...entries: readonly unknown[]) =>
      ((await importing(...entries)).json.value as readonly { readonly id: string }[]).map(({ id }) => id);
    const first = await ids(entry());
    expect(await ids(entry({ description: 'other' }))).toEqual(first);
    expect(await ids(entry({ action: 'Warn' }))).not.toEqual(first);
    expect(running().defenderIndicators()).toHaveLength(2);
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['remediating a host', { action: 'BlockAndRemediate' }],
    ['a word in another case', { action: 'block' }],
    ['an audit without an alert', { action: 'Audit' }],
    ['white space at its end', { indicatorValue: 'evil.example ' }],
    ['a short IPv6 address', { indicatorType: 'IpAddress', indicatorValue: '2a00::1' }],
    ['no title', { title: '' }],
    ['a time that is over', { expirationTime: '2026-10-01T00:00:00Z' }],
  ])('fails of %s', async (_, more) => {
    expect((await importing(entry(more))).json.value).toMatchObject([{ isFailed: true }]);
  });

  it('fails of what the tenant has no room for', async () => {
    running().configure({ defenderQuota: 1 });
    const { json } = await importing(entry(), entry({ indicatorValue: 'two.example' }));
    expect(json.value).toMatchObject([{ isFailed: false }, { isFailed: true }]);
  });

  it('is refused with a token for Graph, without the role, and above 500', async () => {
    const graphs = await tokenOf(running());
    expect((await post(running(), 'import', { Indicators: [entry()] }, graphs)).status).toBe(401);
    expect((await importing(...Array.from({ length: 501 }, () => entry()))).status).toBe(400);
    running().configure({ roles: [] });
    expect((await importing(entry())).status).toBe(403);
  });

  it('is refused above the limit, with a wait', async () => {
    running().configure({ defenderRequestsPerMinute: 1 });
    await importing(entry());
    const { status, headers } = await importing(entry());
    expect([status, headers.get('retry-after')]).toEqual([429, '60']);
  });
});

describe('the list', () => {
  const listed = async (query: string): Promise<Reply> =>
    call(`${running().url}/api/indicators${query}`, {
      headers: { authorization: `Bearer ${await tokenOf(running(), scope)}` },
    });

  const values = async (query: string): Promise<unknown> =>
    ((await listed(query)).json.value as readonly { readonly indicatorValue: string }[]).map(
      ({ indicatorValue }) => indicatorValue,
    );

  it.each([
    ['all', '', ['0.example', '1.example', '2.example']],
    ['the first', '?$top=2', ['0.example', '1.example']],
    ['those after the first', '?$top=2&$skip=2', ['2.example']],
    ['none after the last', '?$top=2&$skip=3', []],
  ])('holds %s', async (_, query, expected) => {
    await importing(...[0, 1, 2].map((n) => entry({ indicatorValue: `${n}.example` })));
    expect(await values(query)).toEqual(expected);
  });

  it.each(['?$top=10001', '?$top=x', '?$skip=-1'])('is refused with %s', async (query) => {
    expect((await listed(query)).status).toBe(400);
  });

  it('has lost what expired, and the tenant has room again', async () => {
    running().configure({ defenderQuota: 1 });
    await importing(entry({ expirationTime: '2026-11-01T12:00:01Z' }));
    now += 1_000;
    expect(await values('')).toEqual([]);
    expect((await importing(entry())).json.value).toMatchObject([{ isFailed: false }]);
  });
});

describe('a deletion of several', () => {
  it('is all or nothing', async () => {
    const { json } = await importing(entry());
    const [{ id = '' } = {}] = json.value as readonly { readonly id?: string }[];
    expect((await post(running(), 'BatchDelete', { IndicatorIds: [id, '1'] })).status).toBe(404);
    expect(running().defenderIndicators()).toHaveLength(1);
    expect((await post(running(), 'BatchDelete', { IndicatorIds: [id] })).status).toBe(204);
    expect(running().defenderIndicators()).toEqual([]);
  });
});
