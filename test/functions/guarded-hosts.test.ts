import { guarding } from '../../shared/profile/profile';
import { indicator } from '../integration/indicators';
import { profileWith } from '../pipeline/profiles';
import { createWorld, post, type World } from './world';

const worldOf = (): World => {
  const world = createWorld();
  const profile = guarding(
    profileWith({ guard: { ownDomains: ['contoso.com'], ownNetworks: ['52.1.0.0/16'] } }),
    ['gw.azurewebsites.net', 'gwstore.queue.core.windows.net'],
  );
  return { ...world, environment: { ...world.environment, profile } };
};

const blocking = (members: object) => indicator({ action: 'block', domainName: undefined, ...members });

describe('a block of what keeps the owner safe, sent by HTTP', () => {
  it.each<[string, object, string]>([
    [
      'a sign-in host with a dot at its end',
      { url: 'https://login.microsoftonline.com./' },
      'microsoft-service',
    ],
    ['an own domain with a dot at its end', { url: 'https://contoso.com./x' }, 'own-domain'],
    ['an own domain with several', { url: 'https://contoso.com.../x' }, 'own-domain'],
    ['an own domain in escapes', { url: 'https://cont%6Fso%2Ecom/x' }, 'own-domain'],
    ['an own domain in wide letters', { domainName: 'ｃｏｎｔｏｓｏ。com' }, 'own-domain'],
    ['a sender at an own domain', { emailSenderAddress: 'ceo@CONTOSO.com.' }, 'own-domain'],
    ['loopback in hexadecimal', { url: 'foo://0x7f.1/' }, 'not-public-address'],
    ['loopback as one number', { url: 'ftp://2130706433' }, 'not-public-address'],
    ['an own address in octal', { url: 'tcp://064.01.02.03:4444' }, 'own-network'],
    ['an own address inside 6to4', { networkIPv6: '2002:3401:203::1' }, 'own-network'],
    ['the platform of Azure', { networkIPv4: '168.63.129.16' }, 'not-public-address'],
    ['the gateway', { domainName: 'GW.azurewebsites.net.' }, 'own-service'],
    ['the queues of the gateway', { url: 'https://gwstore.queue.core.windows.net/jobs' }, 'own-service'],
  ])('is skipped: %s', async (_, members, code) => {
    const world = worldOf();
    const answer = await post(world, blocking(members));
    expect(answer.status).toBe(200);
    expect(answer.report.outcomes).toMatchObject([{ state: 'skipped', reason: { code } }]);
    expect(world.calls).toEqual([]);
  });

  it('does not hold back what is bad, and sends its URL in its plain form', async () => {
    const world = worldOf();
    const answer = await post(world, blocking({ url: 'https://EVIL.com..:443/x' }));
    expect(answer.status).toBe(201);
    expect(world.calls.map(({ body }) => body)).toMatchObject([
      { url: 'https://evil.com/x', action: 'block' },
    ]);
  });
});
