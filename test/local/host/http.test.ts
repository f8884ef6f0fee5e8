import { request } from 'node:http';
import { eventually } from '../../waiting';
import { cleanUp, startApp, type StartedApp } from './fixture-app';

const source = `
import { app } from '@azure/functions';
app.http('echo', { methods: ['GET', 'POST', 'HEAD'], route: 'echo/{id}/{rest?}', handler: async (req, context) => ({
  status: 201,
  headers: { 'x-id': req.params.id, 'x-function': context.functionName },
  jsonBody: { method: req.method, url: req.url, params: req.params, query: Object.fromEntries(req.query),
    header: req.headers.get('X-Custom'), length: (await req.arrayBuffer()).byteLength, trace: context.traceContext?.traceParent },
}) });
app.post('mirror', async (req) => ({ body: await req.arrayBuffer(), headers: { 'content-type': 'application/x-bytes' } }));
app.http('keyed', { authLevel: 'function', handler: () => ({ body: 'in' }) });
app.http('admin', { route: 'only-admin', authLevel: 'admin', handler: () => ({ body: 'in' }) });
app.http('cookie', { handler: () => ({ body: 'x', cookies: [
  { name: 'a', value: 'b c', httpOnly: true, sameSite: 'Lax', maxAge: 5 }, { name: 'd', value: 'e' }] }) });
app.timer('tick', { schedule: '0 */30 * * * *', handler: () => {} });
app.http('nothing', { handler: () => undefined });
app.http('throws', { handler: () => { throw new Error('broken on purpose'); } });
app.http('wrong', { handler: () => 'a text is no answer' });
app.http('setting', { handler: () => ({ body: [process.env.FROM_FILE, process.env.FROM_BOTH, process.env.FROM_TEST].join() }) });
app.http('logs', { handler: (req, context) => { context.warn('careful'); context.debug('detail'); return {}; } });
`;

const settings = { FROM_FILE: 'file', FROM_BOTH: 'file' };
let app: StartedApp;

beforeAll(async () => {
  app = await startApp(
    { source, settings },
    {
      environment: { FROM_BOTH: 'test', FROM_TEST: 'test' },
      functionKey: 'k3y',
      masterKey: 'm4ster',
    },
  );
});
afterAll(cleanUp);

const call = (path: string, init?: RequestInit) => fetch(app.url + path, init);

describe('an HTTP function', () => {
  it('gets method, address, route parameters, query and headers', async () => {
    const response = await call('/api/echo/7/more?a=1&a=2&b=%C3%BC', { headers: { 'x-custom': 'yes' } });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-id')).toBe('7');
    expect(response.headers.get('x-function')).toBe('echo');
    expect(await response.json()).toEqual({
      method: 'GET',
      url: `${app.url}/api/echo/7/more?a=1&a=2&b=%C3%BC`,
      params: { id: '7', rest: 'more' },
      query: { a: '1,2', b: 'ü' },
      header: 'yes',
      length: 0,
      trace: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/) as string,
    });
  });

  it("continues the caller's trace", async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const response = await call('/api/echo/7', { headers: { traceparent } });
    const { trace } = (await response.json()) as { trace: string };
    expect(trace).toContain('0af7651916cd43dd8448eb211c80319c');
    expect(trace).not.toContain('b7ad6b7169203331');
    expect(trace).toMatch(/-01$/);
  });

  it('answers HEAD without a body', async () => {
    const response = await call('/api/echo/7', { method: 'HEAD' });
    expect(response.status).toBe(201);
    expect(await response.text()).toBe('');
  });

  it('gets the body byte by byte and answers byte by byte', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256);
    const response = await call('/api/mirror', {
      method: 'POST',
      body: bytes,
      headers: { 'content-type': 'text/plain' },
    });
    expect(response.headers.get('content-type')).toBe('application/x-bytes');
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('sets cookies', async () => {
    const response = await call('/api/cookie');
    expect(response.headers.getSetCookie()).toEqual([
      'a=b%20c; max-age=5; path=/; samesite=lax; httponly',
      'd=e; path=/',
    ]);
  });

  it('answers 204 when it gives nothing', async () => {
    expect((await call('/api/nothing')).status).toBe(204);
  });

  it.each(['throws', 'wrong'])('answers 500 with an empty body when it fails: %s', async (name) => {
    const response = await call(`/api/${name}`);
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('');
    expect(app.lines.join('\n')).toMatch(
      new RegExp(`Executed '${name}' \\(Failed, [0-9a-f-]{36}, \\d+ms\\): `),
    );
  });

  it('sees the settings: environment of the host before local.settings.json', async () => {
    expect(await (await call('/api/setting')).text()).toBe('file,test,test');
  });

  it('logs with its name, by level', async () => {
    await call('/api/logs');
    expect(app.lines.join('\n')).toContain('logs: careful');
    expect(app.lines.join('\n')).not.toContain('detail');
  });
});

describe('a function key', () => {
  const answers = async (path: string, key?: string) => {
    const response = await call(path, key === undefined ? {} : { headers: { 'x-functions-key': key } });
    return [response.status, await response.text()];
  };

  it.each([
    ['/api/keyed', 200],
    ['/api/only-admin', 403],
    ['/admin/host/status', 403],
  ])('opens %s: %i; the master key does', async (path, withFunctionKey) => {
    expect(await answers(path)).toEqual([401, '']);
    expect(await answers(path, 'k3y1')).toEqual([401, '']);
    expect(await answers(`${path}?code=wrong`)).toEqual([401, '']);
    expect((await answers(path, 'k3y'))[0]).toBe(withFunctionKey);
    expect((await answers(`${path}?code=k3y`))[0]).toBe(withFunctionKey);
    expect((await answers(`${path}?Code=k3y&code=wrong`))[0]).toBe(withFunctionKey);
    expect((await answers(path, 'm4ster'))[0]).toBe(200);
  });
});

describe('the host', () => {
  it('says that it runs', async () => {
    expect((await call('/')).status).toBe(200);
    const response = await call('/admin/host/status?code=m4ster');
    expect(await response.json()).toMatchObject({ state: 'Running' });
  });

  it.each([
    ['with the master key', '/admin/functions/tick?code=m4ster', 202, true],
    ['not with a function key', '/admin/functions/tick?code=k3y', 403, false],
    ['not where there is none of the name', '/admin/functions/echo?code=m4ster', 404, false],
  ])('runs a timer when it is asked to: %s', async (_, path, status, ran) => {
    const before = app.lines.filter((line) => line.includes("'tick' (Succeeded")).length;
    expect((await call(path, { method: 'POST', body: '{}' })).status).toBe(status);
    const ticked = () => app.lines.filter((line) => line.includes("'tick' (Succeeded")).length > before;
    if (ran) await eventually(() => (ticked() ? true : undefined));
    expect(ticked()).toBe(ran);
  });

  it.each([
    ['GET', '/api/none'],
    ['PUT', '/api/echo/7'],
    ['POST', '/'],
  ])('answers 404 to %s %s', async (method, path) => {
    expect((await call(path, { method })).status).toBe(404);
  });

  it('answers 500 to a body over 100 MiB without reading it', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { 'content-length': 104_857_601 };
      const post = request(`${app.url}/api/mirror`, { method: 'POST', headers }, (response) => {
        resolve(response.statusCode);
        post.destroy();
      });
      post.on('error', reject);
      post.write('x');
    });
    expect(status).toBe(500);
  });
});
