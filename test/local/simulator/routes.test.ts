import { clientOf, indicator, matching, useSimulator } from './running';

const running = useSimulator();

describe('when the request is not one of the API', () => {
  it('answers 405 for a method and 404 for a path it does not know', async () => {
    const client = await clientOf(running());
    expect((await client.send('PUT', '', {})).status).toBe(405);
    expect((await client.get('/submitTiIndicators')).status).toBe(405);
    expect((await client.get('x')).status).toBe(404);
  });

  it.each([404, 405, 410, 501] as const)('answers %i everywhere once retired', async (status) => {
    const client = await clientOf(running());
    running().configure({ retired: status });
    expect((await client.get()).status).toBe(status);
    expect((await client.submit([indicator()])).status).toBe(status);
  });

  it('tells every failure in the error body of Graph, under the ids of its headers', async () => {
    const client = await clientOf(running());
    const reply = await client.send('GET', '/unknown', undefined, { 'client-request-id': 'mine' });
    expect(reply.json).toEqual({
      error: {
        code: 'ResourceNotFound',
        message: 'Resource not found.',
        innerError: {
          date: matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
          'request-id': reply.headers.get('request-id'),
          'client-request-id': 'mine',
        },
      },
    });
    expect(reply.headers.get('client-request-id')).toBe('mine');
    expect(reply.headers.get('x-ms-ags-diagnostic')).toContain('ServerInfo');
    expect(reply.headers.get('content-type')).toContain('application/json');
  });
});
