import * as E from 'fp-ts/Either';
import { graph } from '../../shared/destinations/graph/graph';
import { environmentOf } from '../../shared/destinations/instance';

describe('the settings of Graph', () => {
  const configure = (variables: Readonly<Record<string, string | undefined>>) =>
    graph.configure(environmentOf('graph', variables));

  const endpoint = (url?: string, scope?: string) => configure({ GRAPH_BASE_URL: url, GRAPH_SCOPE: scope });

  it('are the global cloud and its scope where nothing is set', () => {
    expect(configure({})).toEqual(
      E.right({
        endpoint: {
          baseUrl: 'https://graph.microsoft.com/beta',
          auth: { _tag: 'Entra', scope: 'https://graph.microsoft.com/.default' },
          client: 'graph',
          requestsPerMinute: 1000,
        },
      }),
    );
  });

  it.each([
    ['https://graph.microsoft.com/beta/', 'https://graph.microsoft.com/beta'],
    ['  https://graph.microsoft.com/beta  ', 'https://graph.microsoft.com/beta'],
    ['https://gateway.example/graph/beta', 'https://gateway.example/graph/beta'],
    ['http://localhost:7072/beta', 'http://localhost:7072/beta'],
    ['http://127.0.0.1:7072/beta', 'http://127.0.0.1:7072/beta'],
    ['http://[::1]:7072/beta', 'http://[::1]:7072/beta'],
  ])('take the base URL %j', (url, baseUrl) => {
    expect(endpoint(url)).toMatchObject(E.right({ endpoint: { baseUrl } }));
  });

  it.each([
    ['the US Government cloud (L4)', 'https://graph.microsoft.us/beta'],
    ['the US Government cloud (L5)', 'https://dod-graph.microsoft.us/beta'],
    ['the US Government cloud, spelled otherwise', 'https://GRAPH.microsoft%2Eus../beta'],
    ['the China cloud', 'https://microsoftgraph.chinacloudapi.cn/beta'],
    ['a cloud in capitals', 'https://GRAPH.MICROSOFT.US/beta'],
    ['http elsewhere', 'http://graph.microsoft.com/beta'],
    ['http to a host that begins like this machine', 'http://localhost.evil.example/beta'],
    ['another protocol', 'ftp://graph.microsoft.com/beta'],
    ['no version', 'https://graph.microsoft.com'],
    ['no version but a slash', 'https://graph.microsoft.com/'],
    ['a query', 'https://graph.microsoft.com/beta?a=b'],
    ['a fragment', 'https://graph.microsoft.com/beta#a'],
    ['a user', 'https://user:word@graph.microsoft.com/beta'],
    ['no protocol', 'graph.microsoft.com/beta'],
    ['a path alone', '/beta'],
  ])('refuse %s, without repeating it', (_, url) => {
    const result = endpoint(url);
    expect(result).toMatchObject(E.left([{ pointer: '/GRAPH_BASE_URL' }]));
    expect(JSON.stringify(result)).not.toContain('evil.example');
  });

  it('take the scope', () => {
    expect(endpoint(undefined, 'api://mock/.default')).toMatchObject(
      E.right({ endpoint: { auth: { scope: 'api://mock/.default' } } }),
    );
  });

  it.each([
    ['0', 0],
    ['30', 30],
    ['100000', 100_000],
  ])('take a rate of %s requests a minute', (GRAPH_REQUESTS_PER_MINUTE, requestsPerMinute) => {
    expect(configure({ GRAPH_REQUESTS_PER_MINUTE })).toMatchObject(
      E.right({ endpoint: { requestsPerMinute } }),
    );
  });

  it.each(['', '  '])('take a blank setting (%j) for none', (blank) => {
    expect(endpoint(blank, blank)).toEqual(configure({}));
  });
});
