import { readHostJson } from '../../../local/host/host-json';
import { cleanUp, writeApp } from './fixture-app';

const read = (host: object, env: Record<string, string> = {}) =>
  readHostJson(writeApp({ source: '', host }), env);
const queues = (settings: object) => ({ extensions: { queues: settings } });

afterEach(cleanUp);

describe('readHostJson', () => {
  it('gives the defaults of the platform', () => {
    expect(read({})).toEqual({
      routePrefix: 'api',
      queues: {
        batchSize: 16,
        newBatchThreshold: 8,
        visibilityTimeout: 0,
        maxDequeueCount: 5,
        maxPollingInterval: 60_000,
        messageEncoding: 'base64',
      },
    });
  });

  it('reads time spans, numbers and names', () => {
    const host = queues({ visibilityTimeout: '00:01:30.5', batchSize: 4, messageEncoding: 'None' });
    expect(read(host).queues).toMatchObject({
      visibilityTimeout: 90_500,
      batchSize: 4,
      newBatchThreshold: 2,
      messageEncoding: 'none',
    });
  });

  it('lets the environment override a setting, in any case', () => {
    const env = {
      AzureFunctionsJobHost__extensions__queues__maxDequeueCount: '2',
      AZUREFUNCTIONSJOBHOST__EXTENSIONS__QUEUES__BATCHSIZE: '1',
      AzureFunctionsJobHost__extensions__http__routePrefix: '',
    };
    const host = read(queues({ maxDequeueCount: 9 }), env);
    expect(host.queues).toMatchObject({ maxDequeueCount: 2, batchSize: 1 });
    expect(host.routePrefix).toBe('');
  });

  it.each([
    [
      queues({ batchSize: 33 }),
      'host.json /extensions/queues/batchSize: expected a whole number from 1 to 32.',
    ],
    [
      queues({ visibilityTimeout: 30 }),
      'host.json /extensions/queues/visibilityTimeout: expected a time span, hh:mm:ss.',
    ],
    [
      queues({ messageEncoding: 'gzip' }),
      'host.json /extensions/queues/messageEncoding: expected "base64" or "none".',
    ],
    [{ version: '1.0' }, 'host.json /version: expected "2.0".'],
  ])('refuses %j', (host, message) => {
    expect(() => read(host)).toThrow(message);
  });
});
