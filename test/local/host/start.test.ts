import { startHost } from '../../../local/host/host';
import { cleanUp, startApp, writeApp } from './fixture-app';

afterEach(cleanUp);

const app = (body: string) => `import { app, input, output, trigger } from '@azure/functions'; ${body}`;
const start = (source: string, environment: Record<string, string> = {}) =>
  startHost({ root: writeApp({ source }), environment, log: () => undefined });

describe('startHost', () => {
  it.each([
    [
      'an Event Hub trigger',
      `app.eventHub('hub', { connection: 'c', eventHubName: 'h', handler: () => {} })`,
      'the trigger "eventHubTrigger"',
    ],
    [
      'a table output',
      `app.get('f', { extraOutputs: [output.table({ tableName: 't', connection: 'c' })], handler: () => {} })`,
      'the output binding "table"',
    ],
    [
      'a blob input',
      `app.get('f', { extraInputs: [input.storageBlob({ path: 'a/b', connection: 'c' })], handler: () => {} })`,
      'the input binding "blob"',
    ],
  ])('refuses %s by name', async (_, body, message) => {
    await expect(start(app(body))).rejects.toThrow(message);
  });

  it.each(['0 0 3 * * *', '*/5 * * * * *', '0 */7 * * * *', '0 */0 * * * *', '0 5 * * * *', '00:05:00'])(
    'refuses the schedule %s by what it takes instead',
    async (schedule) => {
      await expect(
        start(app(`app.timer('tick', { schedule: '${schedule}', handler: () => {} })`)),
      ).rejects.toThrow('only "0 */N * * * *"');
    },
  );

  it.each([
    [
      'an entry point that throws',
      `throw new Error('no configuration')`,
      {},
      /main\.js failed: no configuration/,
    ],
    ['an app without functions', `export {}`, {}, /registered nothing/],
    [
      'a connection that is not set',
      app(`app.storageQueue('q', { queueName: 'q', connection: 'GONE', handler: () => {} })`),
      {},
      /The connection GONE is not set/,
    ],
    [
      'an identity-based connection',
      app(`app.storageQueue('q', { queueName: 'q', connection: 'ID', handler: () => {} })`),
      { ID__queueServiceUri: 'https://example.invalid' },
      /needs a connection string in ID/,
    ],
    [
      'a queue name from a setting that is not set',
      app(`app.storageQueue('q', { queueName: '%GONE%', connection: 'C', handler: () => {} })`),
      { C: 'UseDevelopmentStorage=true' },
      /Function "q" needs the setting GONE/,
    ],
    [
      'another runtime',
      `export {}`,
      { FUNCTIONS_WORKER_RUNTIME: 'python' },
      /FUNCTIONS_WORKER_RUNTIME must be "node"/,
    ],
  ])('refuses %s', async (_, source, environment, message) => {
    await expect(start(source, environment)).rejects.toThrow(message);
  });

  it('gives two apps in one process each their own functions', async () => {
    const one = await startApp({ source: app(`app.get('one', () => ({ body: '1' }))`) });
    const two = await startApp({ source: app(`app.get('two', () => ({ body: '2' }))`) });
    expect([one.functions, two.functions]).toEqual([['one'], ['two']]);
    expect(await (await fetch(`${one.url}/api/one`)).text()).toBe('1');
    expect((await fetch(`${one.url}/api/two`)).status).toBe(404);
  });

  it('runs the hooks around the app and around an invocation, which may change arguments, result and error', async () => {
    const source = app(`
      const order = [];
      app.hook.appStart(() => { order.push('start'); });
      app.hook.appTerminate(() => { globalThis.terminated = order; });
      app.hook.preInvocation((context) => { order.push('pre'); context.inputs = ['changed']; });
      app.hook.postInvocation((context) => {
        order.push(context.result === null ? 'post-error' : 'post');
        if (context.error) { context.error = null; context.result = { status: 418 }; }
      });
      app.hook.log((context) => { context.message = '[' + context.message + ']'; });
      app.get('ok', (input, context) => { context.log('hello'); return { jsonBody: { input, order } }; });
      app.get('bad', () => { throw new Error('no'); });
    `);
    const host = await startApp({ source });
    expect(await (await fetch(`${host.url}/api/ok`)).json()).toEqual({
      input: 'changed',
      order: ['start', 'pre', 'post'],
    });
    expect((await fetch(`${host.url}/api/bad`)).status).toBe(418);
    expect(host.lines.join('\n')).toContain('ok: [hello]');
  });
});
