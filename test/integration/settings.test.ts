import { startGateway } from './gateway';

describe('an app with a wrong setting', () => {
  it('does not start, and says which ones without their values', async () => {
    const started = startGateway({
      REQUEST_TIMEOUT_SECONDS: 'c4n4ry-1',
      GRAPH_BASE_URL: 'http://c4n4ry-2.example/beta',
    });
    const said = await started.then(
      async (gateway) => {
        await gateway.stop();
        return 'it started';
      },
      (error: unknown) => String(error),
    );
    expect(said).toContain('REQUEST_TIMEOUT_SECONDS: expected an integer from 1 to 200');
    expect(said).toContain('GRAPH_BASE_URL: expected ');
    expect(said).not.toContain('c4n4ry');
  });
});

describe('an app with a profile that holds mistakes', () => {
  it('does not start, and names all three by their places', async () => {
    const profile = {
      defaults: { action: 'c4n4ry' },
      guard: { ownDomain: ['contoso.com'] },
      custom: [{ name: 'soc', match: 'c4n4ry(', mapping: '{}' }],
    };
    const said = await startGateway({ PROFILE: JSON.stringify(profile) }).then(
      async (gateway) => {
        await gateway.stop();
        return 'it started';
      },
      (error: unknown) => String(error),
    );
    expect(said).toContain('PROFILE /defaults/action: expected one of alert, allow, block, unknown');
    expect(said).toContain('PROFILE /guard/ownDomain: expected ownDomains');
    expect(said).toContain('PROFILE /custom/0/match: expected ');
    expect(said).not.toContain('c4n4ry');
  });
});
