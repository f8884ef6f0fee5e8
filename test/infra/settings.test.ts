import { settingNames } from '../../shared/config';
import { destinations } from '../../shared/destinations';
import { evaluated } from './evaluate';
import { root, textOf } from './infra';
import { all } from './resource';
import { leftOut, ofTheHost } from './settings';

const set = evaluated(root, 'public')
  .predictedResources.filter(({ type }) => type === 'Microsoft.Web/sites/config')
  .flatMap(({ properties }) => all(properties, '*').map(([name]) => name));

describe('the app settings of a deployment', () => {
  it('are known to the app, set or left out for a reason, and never both', () => {
    expect([...leftOut.keys()].filter((name) => !settingNames(destinations).includes(name))).toEqual([]);
    expect(set.filter((name) => leftOut.has(name))).toEqual([]);
  });

  it('know the same names as local.settings.sample.json', () => {
    const { Values } = JSON.parse(textOf('local.settings.sample.json')) as { readonly Values: object };
    const names = Object.keys(Values).filter((name) => name !== 'FUNCTIONS_WORKER_RUNTIME');
    const inInfra = set.filter((name) => !ofTheHost.includes(name));
    expect(names.sort()).toEqual([...inInfra, ...leftOut.keys()].sort());
  });
});
