import { usualDestinations } from '../../local/sample';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readConfig, settingNames } from '../../shared/config';
import { destinations } from '../../shared/destinations';
import { rightOf } from '../pipeline/right-of';

const read = readConfig(destinations);

describe('the sample of local settings', () => {
  const json = (name: string): unknown =>
    JSON.parse(readFileSync(path.resolve(__dirname, '../..', name), 'utf8'));
  const sample = json('local.settings.sample.json') as {
    readonly IsEncrypted: boolean;
    readonly Values: Readonly<Record<string, string>>;
  };

  it('names every setting and no other', () => {
    const names = Object.keys(sample.Values).filter((name) => name !== 'FUNCTIONS_WORKER_RUNTIME');
    expect(names.sort()).toEqual([...settingNames(destinations)].sort());
  });

  it('is for Node, in text, in the clear', () => {
    expect(sample.IsEncrypted).toBe(false);
    expect(sample.Values.FUNCTIONS_WORKER_RUNTIME).toBe('node');
    expect(Object.values(sample.Values).filter((value) => typeof value !== 'string')).toEqual([]);
  });

  it('is right as it is', () => {
    expect(rightOf(read(sample.Values)).destinations.map(({ name }) => name)).toEqual([...usualDestinations]);
  });

  it('says the defaults where it does not speak of this machine', () => {
    const { settings } = rightOf(
      read({
        AzureWebJobsStorage: 'UseDevelopmentStorage=true',
        DESTINATIONS: usualDestinations.join(),
        SENTINEL_WORKSPACE_ID: sample.Values.SENTINEL_WORKSPACE_ID,
      }),
    );
    expect(rightOf(read(sample.Values)).settings).toMatchObject(settings);
  });

  it('sends nothing off this machine', () => {
    const urls = rightOf(read(sample.Values)).destinations.map(({ endpoint }) => new URL(endpoint.baseUrl));
    expect(new Set(urls.map(({ hostname }) => hostname))).toEqual(new Set(['127.0.0.1']));
    expect(sample.Values.AzureWebJobsStorage).toBe('UseDevelopmentStorage=true');
  });

  it('asks every setting of the host for a queue message as it is', () => {
    expect(json('host.json')).toMatchObject({
      version: '2.0',
      extensions: { queues: { messageEncoding: 'none', maxDequeueCount: 5 } },
    });
  });

  it('belongs to a package that begins with the bundle and may be started at once', () => {
    const { main, scripts } = json('package.json') as {
      readonly main: string;
      readonly scripts: Readonly<Record<string, string>>;
    };
    expect(main).toBe('dist/main.js');
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['start', 'build', 'test']));
  });

  it('leaves a call to a destination less time than the whole invocation has', () => {
    const { functionTimeout } = json('host.json') as { readonly functionTimeout: string };
    const [hours = 0, minutes = 0, seconds = 0] = functionTimeout.split(':').map(Number);
    const most = hours * 3600 + minutes * 60 + seconds;
    const { HTTP_BUDGET_SECONDS, REQUEST_TIMEOUT_SECONDS } = rightOf(read(sample.Values)).settings;
    expect(REQUEST_TIMEOUT_SECONDS).toBeLessThan(HTTP_BUDGET_SECONDS);
    expect(HTTP_BUDGET_SECONDS).toBeLessThan(most);
  });
});
