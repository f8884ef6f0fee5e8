import { indicator } from './indicators';
import { startGateway, type Gateway } from './gateway';
import { senderTo, type Sender } from './sender';

const profile = {
  custom: [
    {
      name: 'soc',
      match: '$exists(soc)',
      mapping:
        '{"domain": soc, "description": $formatNumber(1, picture), "tags": $match(text, /^(a+)+$/).match}',
    },
    { name: 'pad', match: '$exists(width)', mapping: '{"domain": $pad("x", width)}' },
  ],
};

const good = (domain: string) => ({ soc: domain, picture: '0', text: 'a' });

const hostile = [
  ['a text that backtracks', { ...good('a.malicious-host.com'), text: `${'a'.repeat(60)}!` }],
  [
    'a picture of a megabyte',
    { ...good('b.malicious-host.com'), picture: `${'#,'.repeat(400_000)}0`, text: 'b' },
  ],
  ['a string of 400 MB', { width: 4e8 }],
] as const;

describe('when a profile has formats of its own', () => {
  let gateway: Gateway;
  let sender: Sender;

  beforeAll(async () => {
    gateway = await startGateway({ PROFILE: JSON.stringify(profile), HTTP_BUDGET_SECONDS: '20' });
    sender = senderTo(gateway);
  }, 60_000);

  afterAll(() => gateway.stop());

  it('creates what their mappings give, by HTTP and by queue', async () => {
    const { status } = await sender.post(good('http.malicious-host.com'));
    expect(status).toBe(201);
    await sender.enqueue(good('queue.malicious-host.com'));
    await sender.settled();
    expect(
      gateway.simulator
        .stored()
        .map(({ domainName }) => domainName)
        .sort(),
    ).toEqual(['http.malicious-host.com', 'queue.malicious-host.com']);
  });

  it.each(hostile)('refuses %s, and answers others meanwhile', async (what, event) => {
    const under = { way: true };
    const refused = sender.post(event).finally(() => (under.way = false));
    const meanwhile: number[] = [];
    while (under.way) meanwhile.push((await fetch(`${gateway.url}/api/live`)).status);
    const { status, outcomes } = await refused;
    expect(status).toBe(400);
    expect(outcomes).toMatchObject([{ state: 'skipped', reason: { code: 'mapping-failed' } }]);
    expect(meanwhile.length).toBeGreaterThan(3);
    expect(new Set(meanwhile)).toEqual(new Set([204]));
    const next = `next-${hostile.findIndex(([name]) => name === what)}.malicious-host.com`;
    expect((await sender.post(good(next))).status).toBe(201);
    expect((await sender.post(indicator({ domainName: `built-in.${next}` }))).status).toBe(201);
  });
});
