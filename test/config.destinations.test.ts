import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import { readConfig } from '../shared/config';
import { type Destination } from '../shared/destinations/destination';
import { graph } from '../shared/destinations/graph/graph';
import { leftOf } from './pipeline/right-of';

const names = ['graph', 'acme', 'globex', 'graph-two'];

/** A kind that is missing what it needs. */
const wanting = (name: string): Destination => ({
  ...graph,
  name,
  configure: () => E.left([{ pointer: `/setting of ${name}`, expected: 'a value' }]),
});

const faultsOf = (variables: Readonly<Record<string, string>>): readonly string[] =>
  leftOf(readConfig(names.map(wanting))({ AzureWebJobsStorage: 'account', ...variables })).map(
    ({ pointer }) => pointer.slice(1),
  );

describe('the settings of destinations', () => {
  it.each<[string, readonly string[]]>([
    ['acme', ['setting of acme']],
    ['acme,grpah', ['DESTINATIONS', 'setting of acme']],
    ['grpah', ['DESTINATIONS']],
    ['Acme', ['DESTINATIONS']],
    ['graph acme', ['DESTINATIONS']],
    ['graph;acme', ['DESTINATIONS']],
    [' acme , , globex', ['DESTINATIONS', 'setting of acme', 'setting of globex']],
    [',', ['DESTINATIONS']],
    ['@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/graph)', ['DESTINATIONS']],
    ['', ['DESTINATIONS']],
    [' ', ['DESTINATIONS']],
  ])('are reported of those alone that DESTINATIONS names: %j', (DESTINATIONS, faults) => {
    expect(faultsOf({ DESTINATIONS })).toEqual(faults);
  });

  it('are reported of those alone that DESTINATIONS names, whatever else it holds and whatever else is wrong', () => {
    const mistyped = fc.string({
      unit: fc.constantFrom('g', 'r', 'a', 'p', 'h', '-', ' ', ';'),
      maxLength: 9,
    });
    const written = fc.array(fc.oneof(fc.constantFrom(...names), mistyped), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(written, fc.boolean(), (list, isWrong) => {
        const DESTINATIONS = list.join(',');
        fc.pre(DESTINATIONS.trim() !== '');
        const trimmed = list.map((name) => name.trim());
        const expected = [
          ...(isWrong ? ['LEDGER'] : []),
          ...(trimmed.every((name) => names.includes(name)) ? [] : ['DESTINATIONS']),
          ...names.filter((name) => trimmed.includes(name)).map((name) => `setting of ${name}`),
        ];
        const faults = faultsOf({ DESTINATIONS, ...(isWrong ? { LEDGER: 'maybe' } : {}) });
        expect([...faults].sort()).toEqual([...expected].sort());
      }),
    );
  });
});
