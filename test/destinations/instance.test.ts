import * as E from 'fp-ts/Either';
import { documentSource } from '../../shared/codec/setting';
import { graph } from '../../shared/destinations/graph/graph';
import { environmentOf, instanceFrom, variableOf } from '../../shared/destinations/instance';

describe('the variable of a setting', () => {
  it.each([
    ['graph', 'baseUrl', 'GRAPH_BASE_URL'],
    ['graph', 'requestsPerMinute', 'GRAPH_REQUESTS_PER_MINUTE'],
    ['contoso-soc', 'scope', 'CONTOSO_SOC_SCOPE'],
  ])('is named after the instance: %s %s', (instance, name, variable) => {
    expect(variableOf(instance)(name)).toBe(variable);
  });
});

describe('an instance', () => {
  const [contoso, fabrikam] = ['contoso', 'fabrikam'].map((name) => `https://ti.${name}.example/beta`);
  const variables = { CONTOSO_BASE_URL: contoso, FABRIKAM_BASE_URL: fabrikam, GRAPH_BASE_URL: 'nonsense' };

  it('is read from the environment under its own name, and not under that of its kind', () => {
    const read = ['contoso', 'fabrikam'].map((name) =>
      instanceFrom(environmentOf(name, variables), { name, kind: graph }),
    );
    expect(read).toMatchObject([
      E.right({ name: 'contoso', kind: { name: 'graph' }, endpoint: { baseUrl: contoso } }),
      E.right({ name: 'fabrikam', kind: { name: 'graph' }, endpoint: { baseUrl: fabrikam } }),
    ]);
  });

  it.each<[string, unknown, unknown]>([
    [
      'whole',
      { baseUrl: contoso, requestsPerMinute: 30 },
      E.right({ name: 'contoso', endpoint: { baseUrl: contoso, requestsPerMinute: 30, client: 'graph' } }),
    ],
    ['empty', {}, instanceFrom(environmentOf('contoso', {}), { name: 'contoso', kind: graph })],
    [
      'with several faults',
      { baseUrl: 'https://graph.microsoft.us/beta', requestsPerMinute: 100_001, scop: 'x' },
      E.left(
        ['scop', 'baseUrl', 'requestsPerMinute'].map((name) => ({ pointer: `/destinations/0/${name}` })),
      ),
    ],
  ])('is read from its entry in a profile, without the environment: %s', (_, entry, expected) => {
    const source = documentSource(entry, '/destinations/0', environmentOf('contoso', variables));
    expect(instanceFrom(source, { name: 'contoso', kind: graph })).toMatchObject(expected as object);
  });
});
