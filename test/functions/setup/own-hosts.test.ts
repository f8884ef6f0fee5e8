import { ownHostsOf } from '../../../functions/setup/own-hosts';
import { readConfig } from '../../../shared/config';
import { destinations } from '../../../shared/destinations';
import { guardDangerOf } from '../../../shared/indicator/guard/guard';
import { guarding } from '../../../shared/profile/profile';
import { indicatorOf } from '../../pipeline/planned';
import { profileWith } from '../../pipeline/profiles';
import { rightOf } from '../../pipeline/right-of';

const key = Buffer.from('an account key').toString('base64');

const site = 'gw-7c3.westeurope-01.azurewebsites.net';

const variables = {
  WEBSITE_HOSTNAME: site,
  DESTINATIONS: 'graph',
  AzureWebJobsStorage: `DefaultEndpointsProtocol=https;AccountName=gwstore;AccountKey=${key};EndpointSuffix=core.usgovcloudapi.net`,
  APPLICATIONINSIGHTS_CONNECTION_STRING:
    'InstrumentationKey=c4n4ry;IngestionEndpoint=https://weu-5.telemetry.fabrikam.net/;LiveEndpoint=https://live.fabrikam.net/',
  GRAPH_BASE_URL: 'https://ti.proxy.contoso.com:8443/beta',
};

const hostsOf = (given: Readonly<Record<string, string | undefined>>): readonly string[] => {
  const { destinations: on } = rightOf(readConfig(destinations)({ ...variables, ...given }));
  return ownHostsOf({ ...variables, ...given }, on);
};

const codeOf = (members: Readonly<Record<string, string>>, ownHosts: readonly string[]): string | undefined =>
  guardDangerOf(
    { ...indicatorOf('x', { domainName: 'evil.com' }), ...members },
    guarding(profileWith(), ownHosts).guard,
  )?.code;

describe('the hosts of the gateway itself', () => {
  it.each<[string, Readonly<Record<string, string>>, string | undefined]>([
    ['its site', { domainName: site }, 'own-service'],
    ['a URL on its site, spelled otherwise', { url: `https://${site.toUpperCase()}.:443/x` }, 'own-service'],
    [
      'where its site is deployed',
      { url: 'https://gw-7c3.scm.westeurope-01.azurewebsites.net' },
      'own-service',
    ],
    ['what is above its site', { domainName: 'westeurope-01.azurewebsites.net' }, 'no-registrable-domain'],
    ['the site of another', { domainName: 'evil-7c3.westeurope-01.azurewebsites.net' }, undefined],
    ['its queues', { domainName: 'gwstore.queue.core.usgovcloudapi.net' }, 'own-service'],
    ['its tables', { url: 'https://gwstore.table.core.usgovcloudapi.net/ledger' }, 'own-service'],
    [
      'its blobs in the second region',
      { domainName: 'gwstore-secondary.blob.core.usgovcloudapi.net' },
      'own-service',
    ],
    ['the blobs of another', { url: 'https://evil.blob.core.usgovcloudapi.net/x' }, undefined],
    [
      'an account of the same name in another cloud',
      { domainName: 'gwstore.blob.core.windows.net' },
      undefined,
    ],
    ['its telemetry', { domainName: 'weu-5.telemetry.fabrikam.net' }, 'own-service'],
    ['a destination behind a proxy', { url: 'http://ti.proxy.contoso.com/x' }, 'own-service'],
    ['the domain of that proxy', { domainName: 'contoso.com' }, 'own-service'],
    ['another host of that domain', { domainName: 'shop.contoso.com' }, undefined],
  ])('are judged: %s', (_, members, code) => {
    expect(codeOf(members, hostsOf({}))).toBe(code);
  });

  it.each<[string, Readonly<Record<string, string | undefined>>, string]>([
    [
      'an account by its name',
      { AzureWebJobsStorage: undefined, AzureWebJobsStorage__accountName: 'gwstore' },
      'gwstore.queue.core.chinacloudapi.cn',
    ],
    [
      'services by their addresses',
      { AzureWebJobsStorage__queueServiceUri: 'https://gw.z01.queue.storage.azure.net/' },
      'gw.z01.queue.storage.azure.net',
    ],
    [
      'endpoints of a connection string',
      { AzureWebJobsStorage: `BlobEndpoint=https://gw.custom.example.org;SharedAccessSignature=sv=c4n4ry` },
      'gw.custom.example.org',
    ],
    [
      'a connection string without a suffix',
      { AzureWebJobsStorage: `AccountName=GWStore;AccountKey=${key}` },
      'gwstore.table.core.windows.net',
    ],
    ['an address', { GRAPH_BASE_URL: 'https://[2a01:1::5]/beta' }, '2a01:1::5'],
    [
      'the authority of tokens',
      { AZURE_AUTHORITY_HOST: 'https://login.fabrikam.net/' },
      'login.fabrikam.net',
    ],
  ])('are read from %s', (_, given, host) => {
    expect(hostsOf(given)).toContain(host);
  });

  it('are judged where one is an address', () => {
    const ownHosts = hostsOf({ GRAPH_BASE_URL: 'https://[2a01:1::5]/beta' });
    expect(codeOf({ networkDestinationIPv6: '2a01:1::5' }, ownHosts)).toBe('own-service');
    expect(codeOf({ networkDestinationIPv6: '2a01:1::6' }, ownHosts)).toBeUndefined();
  });

  it('are none where a setting is nonsense, and hold no secret', () => {
    const text = hostsOf({
      WEBSITE_HOSTNAME: ' ',
      AzureWebJobsStorage: `a b;;=;AccountName=not an account;AccountKey=${key};SharedAccessSignature=sv=c4n4ry`,
      GRAPH_SCOPE: 'c4n4ry/.default',
    }).join(' ');
    expect(text).not.toContain(key);
    expect(text).not.toContain('sv=');
    expect(text).not.toContain('not an account');
  });

  it('are none of the developer storage', () => {
    expect(ownHostsOf({ AzureWebJobsStorage: 'UseDevelopmentStorage=true' }, [])).toEqual([]);
  });
});
