import { readdirSync } from 'node:fs';
import path from 'node:path';
import * as names from '../../functions/names';
import { listIn, parametersIn, root, textOf } from './infra';

const { eventsQueue, jobsQueue, outcomesQueue, poisonOf, parkedContainer } = names;
const { parkedTable, ledgerTable, limitsTable } = names;

describe('the storage account of a deployment', () => {
  const storage = textOf('infra/storage.bicep');

  it('has every queue of the app and the poison queues of those that trigger', () => {
    const queues = [eventsQueue, poisonOf(eventsQueue), jobsQueue, poisonOf(jobsQueue), outcomesQueue];
    expect([...listIn(storage, 'queueNames')].sort()).toEqual(queues.sort());
  });

  it('has every table of the app', () => {
    expect([...listIn(storage, 'tableNames')].sort()).toEqual([parkedTable, ledgerTable, limitsTable].sort());
  });

  it('has the container of the parked, and those of the package and of dead letters', () => {
    const containers = [parkedContainer, 'app-package', 'indicator-dead-letters'];
    expect([...listIn(storage, 'containerNames')].sort()).toEqual(containers.sort());
    expect(textOf('infra/function.bicep')).toContain('primaryEndpoints.blob}app-package');
  });

  it('has everything that the app has a name for', () => {
    const all = ['queueNames', 'tableNames', 'containerNames'].flatMap((list) => listIn(storage, list));
    const named = Object.values(names).filter((name) => typeof name === 'string');
    expect(named.filter((name) => name !== names.storageConnection && !all.includes(name))).toEqual([]);
  });

  it('gets its events from Event Grid on the queue that the app reads', () => {
    expect(textOf('infra/event-grid.bicep')).toContain(`resource events 'queues' existing = {
      name: '${eventsQueue}'`);
  });
});

describe('the parameters of a deployment', () => {
  const files = readdirSync(path.join(root, 'infra')).filter((file) => file.endsWith('.bicep'));
  const parameters = parametersIn(textOf('infra/main.bicep'));
  const { parameters: given } = JSON.parse(textOf('infra/main.parameters.json')) as {
    readonly parameters: Readonly<Record<string, { readonly value: string }>>;
  };

  it.each(files)('are all described in %s', (file) => {
    const undescribed = parametersIn(textOf(`infra/${file}`)).filter(({ described }) => !described);
    expect(undescribed).toEqual([]);
  });

  it('need no value but the two that azd asks for', () => {
    const needed = parameters.filter(({ byDefault }) => byDefault === undefined).map(({ name }) => name);
    expect(needed).toEqual(['environmentName', 'location']);
  });

  // An object is no text of an environment: it is given in the file or in azd's own configuration.
  it('can be given by the azd environment, with the same default, but for the object of settings', () => {
    const byDefault = parameters.map(({ name, byDefault: value = '' }) => [name, value] as const);
    const inFile = Object.entries(given).map(([name, { value }]) => {
      const [, fallback = ''] = /^\$\{[A-Z_]+(?:=(.*))?\}$/.exec(value) ?? [];
      return [name, fallback] as const;
    });
    expect(inFile).toEqual(byDefault.filter(([name]) => name !== 'settings'));
  });

  const inEnvironment = Object.values(given).flatMap(({ value }) => {
    const [, name, byDefault] = /^\$\{(GATEWAY_[A-Z_]+)=(.*)\}$/.exec(value) ?? [];
    return name === undefined || byDefault === undefined ? [] : [{ name, byDefault }];
  });

  it.each(inEnvironment)('are explained with their default, as $name is', ({ name, byDefault }) => {
    const row = new RegExp(`^\\| \`${name}\` +\\|(.*?)\\|`, 'm').exec(textOf('docs/deploy.md'));
    expect(row?.[1]?.trim()).toBe(byDefault === '' ? '' : `\`${byDefault}\``);
  });
});
