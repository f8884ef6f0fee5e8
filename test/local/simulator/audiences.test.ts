import { call, tokenOf, useSimulator } from './running';

const running = useSimulator();

const apis = {
  graph: () => `${running().graphUrl}/security/tiIndicators?$top=1`,
  sentinel: () =>
    `${running().url}/workspaces/${running().workspaceId}/threat-intelligence-stix-objects:upload?api-version=2024-02-01-preview`,
  defender: () => `${running().url}/api/indicators?$top=1`,
};

const audiences = {
  graph: 'https://graph.microsoft.com',
  sentinel: 'https://management.azure.com',
  defender: 'https://api.securitycenter.microsoft.com',
  storage: 'https://storage.azure.com',
};

const pairs = Object.entries(apis).flatMap(([api, url]) =>
  Object.entries(audiences).map(([of, audience]) => [api, of, url, audience] as const),
);

describe('each API of the simulator', () => {
  it.each(pairs)('%s takes a token for %s only where that is it', async (api, of, url, audience) => {
    const authorization = `Bearer ${await tokenOf(running(), audience)}`;
    const { status } = await call(url(), {
      headers: { authorization },
      ...(api === 'sentinel' ? { method: 'POST', body: '{}' } : {}),
    });
    expect(status === 401).toBe(api !== of);
  });
});
