import * as E from 'fp-ts/Either';
import { environmentOf, instanceFrom } from '../../shared/destinations/instance';
import { sentinel } from '../../shared/destinations/sentinel/sentinel';

const workspace = '0A1b2c3d-0000-4000-8000-00000000000f';

const configured = (variables: Readonly<Record<string, string>>) =>
  instanceFrom(environmentOf('sentinel', { SENTINEL_WORKSPACE_ID: workspace, ...variables }), {
    name: 'sentinel',
    kind: sentinel,
  });

describe('the settings of Sentinel', () => {
  it.each([
    ['nothing is said', {}, 'https://api.ti.sentinel.azure.com', 'https://management.azure.com/.default'],
    [
      'the US Government cloud',
      { SENTINEL_CLOUD: 'government' },
      'https://api.ti.sentinel.azure.us',
      'https://management.usgovcloudapi.net/.default',
    ],
    [
      'the China cloud',
      { SENTINEL_CLOUD: 'china' },
      'https://api.ti.sentinel.azure.cn',
      'https://management.chinacloudapi.cn/.default',
    ],
    [
      'both by name',
      { SENTINEL_BASE_URL: 'https://ti.example/', SENTINEL_SCOPE: 'api://x/.default' },
      'https://ti.example',
      'api://x/.default',
    ],
  ])('say host and scope: %s', (_, variables, host, scope) => {
    expect(configured(variables)).toMatchObject(
      E.right({
        endpoint: {
          baseUrl: `${host}/workspaces/${workspace.toLowerCase()}`,
          auth: { _tag: 'Entra', scope },
          client: 'fetch',
          requestsPerMinute: 100,
        },
      }),
    );
  });

  it.each([
    ['no workspace', { SENTINEL_WORKSPACE_ID: '' }, '/SENTINEL_WORKSPACE_ID'],
    ['a resource id', { SENTINEL_WORKSPACE_ID: '/subscriptions/x' }, '/SENTINEL_WORKSPACE_ID'],
    ['a cloud that there is not', { SENTINEL_CLOUD: 'mars' }, '/SENTINEL_CLOUD'],
    ['a host without TLS', { SENTINEL_BASE_URL: 'http://ti.example' }, '/SENTINEL_BASE_URL'],
    ["Sentinel's own name", { SENTINEL_SOURCE_SYSTEM: 'microsoft sentinel' }, '/SENTINEL_SOURCE_SYSTEM'],
    ['a name that is too long', { SENTINEL_SOURCE_SYSTEM: 'x'.repeat(257) }, '/SENTINEL_SOURCE_SYSTEM'],
  ])('are refused: %s', (_, variables, pointer) => {
    expect(configured(variables)).toMatchObject(E.left([{ pointer }]));
  });

  it('put the name of the source into every upload', () => {
    const read = configured({ SENTINEL_SOURCE_SYSTEM: 'Contoso SOC' });
    const body = E.isRight(read) ? read.right.kind.request([], new Date(0)).body : null;
    expect(body).toEqual({ sourcesystem: 'Contoso SOC', stixobjects: [] });
  });
});
