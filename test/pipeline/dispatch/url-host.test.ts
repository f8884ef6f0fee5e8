import fc from 'fast-check';
import { receive } from '../../../shared/pipeline/receive';
import { mergedHosts, urlHosts } from '../../../shared/pipeline/dispatch/url-host';
import { sharesOf } from '../../../shared/pipeline/dispatch/shares';
import { shownAt } from '../../../shared/pipeline/dispatch/shown-at';
import { graph } from '../../../shared/destinations/graph/graph';
import { createsAll } from '../graph-script';
import { inMemoryWorld, routeTo, startOfTime } from '../in-memory-environment';
import { eventWith, indicatorOf, provenanceAt, tiIndicatorJson } from '../planned';
import { profileWith } from '../profiles';
import { rightOf } from '../right-of';

type Said = Readonly<Record<string, unknown>>;

const adding: Said = { match: { kind: ['url'] }, to: ['graph'], urlHost: 'add' };
const rest: Said = { to: ['graph'] };

const saying = (more: Said): Said => {
  const { domainName, ...others } = tiIndicatorJson('x');
  return domainName === 'x' ? { ...others, ...more } : {};
};

const url = (value: string, more: Said = {}): Said => saying({ url: value, ...more });

const send = async (body: readonly Said[], routes: readonly Said[] = [adding, rest], more: Said = {}) => {
  const route = routeTo(createsAll);
  const world = inMemoryWorld([route]);
  const environment = { ...world.environment, profile: profileWith({ routes, ...more }) };
  const intent = { channel: 'http', attempts: 0, deadline: world.deadline(60), later: false } as const;
  const { outcomes } = rightOf(await receive(environment)(eventWith(body), intent)());
  const bodies = route.calls.map(({ call }) => call.body as Said & { readonly value?: readonly Said[] });
  return { outcomes, sent: bodies.flatMap((one) => one.value ?? [one]) };
};

const observables = ({ outcomes }: Awaited<ReturnType<typeof send>>) =>
  outcomes.map(
    ({ place, state, observable }) =>
      `${place} ${state} ${observable?.kind ?? ''} ${observable?.value ?? ''}`,
  );

const added = (sent: Awaited<ReturnType<typeof send>>) =>
  observables(sent).filter((line) => !line.includes(' url '));

describe('when a route adds the hosts of URLs', () => {
  it.each([
    ['http://bad.evil-host.com:8080/a?b', 'domainName bad.evil-host.com'],
    ['https://user:word@evil-host.com/', 'domainName evil-host.com'],
    ['https://m\u00fcnchen-evil.com/a', 'domainName xn--mnchen-evil-thb.com'],
    ['http://45.155.205.233/a.sh', 'networkIPv4 45.155.205.233'],
    ['http://[2a0e:1234:5678::1]:81/a', 'networkIPv6 2a0e:1234:5678::1'],
    ['https://evil.github.io/a', 'domainName evil.github.io'],
    ['https://evil.blob.core.windows.net/a/b', 'domainName evil.blob.core.windows.net'],
  ])('sends with %s its host as an indicator: %s', async (value, host) => {
    expect(added(await send([url(value)]))).toEqual([`/0 created ${host}`]);
  });

  it.each([
    ['an own domain', 'https://www.contoso.com/x', { guard: { ownDomains: ['contoso.com'] } }],
    [
      'the host of a page on the allow-list',
      'https://evil-host.com/x',
      { guard: { allowList: ['hxxps://evil-host[.]com/y'] } },
    ],
    ['the host of a shared service', 'https://drive.google.com/file/d/1', {}],
    ['a shortener of links', 'https://bit.ly/3abc', {}],
    ['the bare name of a host of many', 'https://github.io/evil/x', {}],
    ['a public suffix', 'https://s3.amazonaws.com/bucket/x', {}],
    [
      'what is on a list that is switched off',
      'https://bit.ly/3abc',
      { guard: { sharedInfrastructure: { linkShorteners: 'take' } } },
    ],
    [
      'a shared address',
      'http://185.199.108.153/evil',
      { guard: { sharedInfrastructure: { hosting: 'take' } } },
    ],
    ['a private address', 'http://10.0.0.1/x', {}],
  ])('never adds %s', async (_, value, more) => {
    expect(
      added(await send([url(value)], [adding, rest], more)).filter((line) => line.includes('created')),
    ).toEqual([]);
  });

  it.each<[string, readonly Said[], readonly string[]]>([
    ['holds the domain', [saying({ domainName: 'evil-host.com' })], ['/1 created domainName evil-host.com']],
    [
      'holds the domain with a port',
      [saying({ domainName: 'evil-host.com', networkPort: 443 })],
      ['/1 created domainName evil-host.com'],
    ],
    ['has another page of it', [url('https://evil-host.com/b')], ['/0 created domainName evil-host.com']],
  ])('adds no host twice where the event %s', async (_, others, expected) => {
    expect(added(await send([url('https://evil-host.com/a'), ...others]))).toEqual(expected);
  });

  it('adds none of what the event takes back, of an allowed URL, of a hash, and by a route that does not say so', async () => {
    const hash = { fileHashType: 'md5', fileHashValue: 'd41d8cd98f00b204e9800998ecf8427f' };
    const bodies = [
      url('https://one-evil.com/a'),
      saying({ domainName: 'one-evil.com', isActive: false }),
      url('https://two-evil.com/a', { isActive: false }),
      url('https://three-evil.com/a', { action: 'allow' }),
      saying({ url: 'https://four-evil.com/a', ...hash }),
    ];
    expect(
      (await send(bodies)).outcomes.filter(({ observable }) => observable?.kind === 'domainName'),
    ).toMatchObject([{ place: '/1', state: 'skipped' }]);
    expect(added(await send([url('https://evil-host.com/a')], [rest]))).toEqual([]);
  });

  it('gives the host the action and the end of the route, the place and the marks of the URL, and nothing more that it is known by', async () => {
    const route = { ...adding, action: 'block', expiryDays: 2 };
    const sent = await send(
      [
        url('https://evil-host.com/a', {
          tlpLevel: 'amber',
          networkPort: 443,
          externalId: 'mine',
          tags: ['t'],
        }),
      ],
      [route],
    );
    const alone = await send([saying({ domainName: 'evil-host.com' })]);
    expect(sent.outcomes[1]).toMatchObject({ place: '/0', externalId: alone.outcomes[0]?.externalId });
    const host = sent.sent.find(({ domainName }) => domainName !== undefined);
    expect(host).toMatchObject({
      action: 'block',
      tlpLevel: 'amber',
      tags: ['t'],
      domainName: 'evil-host.com',
      expirationDateTime: '2026-11-25T12:00:00.000Z',
    });
    expect(host).not.toHaveProperty('url');
    expect(host).not.toHaveProperty('networkPort');
  });

  it('shows in a preview what is added and why not', () => {
    const { environment } = inMemoryWorld([]);
    const profile = profileWith({ routes: [adding] });
    const found = ['https://evil-host.com/a', 'https://evil-host.com/b', 'https://bit.ly/3abc'].map(
      (value, index) => {
        const { domainName, ...others } = indicatorOf(`${index}`);
        return {
          provenance: provenanceAt(`/${index}`),
          indicator: { ...others, url: value },
          item: domainName,
        };
      },
    );
    const hostOf = urlHosts({ ...environment, profile }, { found, left: [] });
    const instance = { name: 'graph', kind: graph, standby: false };
    expect(
      shownAt(profile, { at: new Date(startOfTime), found, hostOf })(instance).map(({ urlHost }) => urlHost),
    ).toMatchObject([
      { tiIndicator: { domainName: 'evil-host.com' }, reason: null },
      { tiIndicator: null, reason: { code: 'duplicate-in-event' } },
      { tiIndicator: null, reason: { code: 'shared-infrastructure' } },
    ]);
    const hosts = found.map(hostOf).flatMap((one) => (one._tag === 'Added' ? [one.host] : []));
    expect(mergedHosts(hosts).map(({ item }) => item)).toEqual([undefined]);
  });

  it('sends each destination what is routed there and each host of it once, whatever an event holds in which order', () => {
    const names = ['a-evil.com', 'b-evil.com', 'bit.ly', '45.155.205.233'];
    const one = fc.record({ host: fc.constantFrom(...names), isUrl: fc.boolean(), isRed: fc.boolean() });
    const environment = {
      ...inMemoryWorld([routeTo(createsAll, 'acme'), routeTo(createsAll, 'globex')]).environment,
      profile: profileWith({
        routes: [
          { match: { kind: ['url'], tlp: ['green'] }, to: ['acme', 'globex'], urlHost: 'add' },
          { match: { kind: ['url'] }, to: ['globex'] },
          { match: { kind: ['domain', 'ip'] }, to: ['acme'] },
        ],
      }),
    };
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (all) => {
        const planned = all.map(({ host, isUrl, isRed }, index) => {
          const { domainName, ...others } = indicatorOf(`${index}`, { tlpLevel: isRed ? 'amber' : 'green' });
          const name = isUrl ? 'url' : host.endsWith('233') ? 'networkIPv4' : 'domainName';
          const value = isUrl ? `http://${host}/${index}${domainName ?? ''}` : host;
          return { provenance: provenanceAt(`/${index}`), indicator: { ...others, [name]: value } };
        });
        const stamp = { attempt: 1, settledAt: startOfTime };
        const shares = sharesOf(environment, environment.routes, { planned, stamp });
        const held = new Set(all.filter(({ isUrl }) => !isUrl).map(({ host }) => host));
        const hosts = all.filter(
          ({ isUrl, isRed, host }) => isUrl && !isRed && host !== 'bit.ly' && !held.has(host),
        );
        const expected = [...new Set(hosts.map(({ host }) => host))].sort();
        for (const route of environment.routes) {
          const own = shares.of(route).filter(({ indicator }) => indicator.externalId.length === 64);
          const routed = all.filter(({ isUrl, isRed }) =>
            isUrl ? !isRed || route.name === 'globex' : route.name === 'acme',
          );
          expect(
            own.map(({ indicator: { domainName, networkIPv4 } }) => domainName ?? networkIPv4).sort(),
          ).toEqual(expected);
          expect(shares.of(route)).toHaveLength(routed.length + expected.length);
        }
      }),
    );
  });
});
