import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import { configured } from '../../functions/setup/configured';
import { readProfile } from '../../shared/profile/profile';
import { leftOf, rightOf } from '../pipeline/right-of';

type Entries = readonly Readonly<Record<string, unknown>>[];

const account = { AzureWebJobsStorage__accountName: 'account' };

const of = (destinations: Entries, variables: Readonly<Record<string, string>> = {}) =>
  configured({ ...account, ...variables, PROFILE: JSON.stringify({ destinations }) });

const faultsOf = (destinations: Entries, variables: Readonly<Record<string, string>> = {}) =>
  leftOf(of(destinations, variables)).map(({ pointer }) => pointer);

const namesOf = (destinations: Entries, variables: Readonly<Record<string, string>> = {}) =>
  rightOf(of(destinations, variables)).config.destinations.map(({ name, standby }) => [name, standby]);

const workspaceId = '5a3d1f6e-7c2b-4e8a-9d40-c1b2a3948576';
const emea = { name: 'soc-emea', kind: 'sentinel', workspaceId };
const us = { ...emea, name: 'soc-us', cloud: 'government' };
const old = { name: 'old', kind: 'graph' };

describe('where the profile has destinations', () => {
  it('has all of them on, each with its own settings, and nothing of the environment', () => {
    const { config } = rightOf(of([emea, us, old], { SENTINEL_CLOUD: 'china', GRAPH_SCOPE: 'nonsense' }));
    expect(config.destinations).toMatchObject([
      {
        name: 'soc-emea',
        kind: { name: 'sentinel' },
        endpoint: { baseUrl: `https://api.ti.sentinel.azure.com/workspaces/${workspaceId}` },
      },
      {
        name: 'soc-us',
        endpoint: {
          baseUrl: `https://api.ti.sentinel.azure.us/workspaces/${workspaceId}`,
          auth: { scope: 'https://management.usgovcloudapi.net/.default' },
        },
      },
      { name: 'old', endpoint: { auth: { scope: 'https://graph.microsoft.com/.default' } } },
    ]);
  });

  it.each<[string, string, readonly (readonly [string, boolean])[]]>([
    ['one', 'soc-us', [['soc-us', false]]],
    [
      'several, in the order of the profile',
      'old, soc-emea',
      [
        ['soc-emea', false],
        ['old', false],
      ],
    ],
  ])('DESTINATIONS chooses among their names: %s', (_, DESTINATIONS, expected) => {
    expect(namesOf([emea, us, old], { DESTINATIONS })).toEqual(expected);
  });

  it.each<[string, Entries, Readonly<Record<string, string>>, readonly string[]]>([
    ['a name that none has', [emea], { DESTINATIONS: 'soc-emea,sentinel' }, ['/DESTINATIONS']],
    ['the name of a kind, where no entry is named so', [emea], { DESTINATIONS: 'graph' }, ['/DESTINATIONS']],
    ['a name twice', [emea, us, emea], {}, ['/PROFILE /destinations/2/name']],
    ['the name of another kind', [{ ...emea, name: 'graph' }], {}, ['/PROFILE /destinations/0/name']],
    ['a kind that there is not', [{ ...emea, kind: 'splunk' }], {}, ['/PROFILE /destinations/0/kind']],
    ['neither name nor kind', [{}], {}, ['/PROFILE /destinations/0/name', '/PROFILE /destinations/0/kind']],
    ['a name in capitals', [{ ...emea, name: 'EMEA' }], {}, ['/PROFILE /destinations/0/name']],
    ['two dashes', [{ ...emea, name: 'soc--emea' }], {}, ['/PROFILE /destinations/0/name']],
    [
      'several faults of several',
      [
        { ...emea, workspaceId: 'x', colour: 'red' },
        { ...old, requestsPerMinute: -1 },
      ],
      {},
      [
        '/PROFILE /destinations/0/colour',
        '/PROFILE /destinations/0/workspaceId',
        '/PROFILE /destinations/1/requestsPerMinute',
      ],
    ],
    [
      'a successor that there is not',
      [{ ...old, successor: 'sentinel' }, emea],
      {},
      ['/PROFILE /destinations/0/successor'],
    ],
    ['itself as successor', [{ ...old, successor: 'old' }, emea], {}, ['/PROFILE /destinations/0/successor']],
    [
      'a line of successors that comes round',
      [
        { ...old, successor: 'soc-emea' },
        { ...emea, successor: 'old' },
      ],
      { DESTINATIONS: 'old' },
      ['/PROFILE /destinations/0/successor'],
    ],
    [
      'a cloud without the API',
      [{ ...old, baseUrl: 'https://graph.microsoft.us/beta' }],
      {},
      ['/PROFILE /destinations/0/baseUrl'],
    ],
  ])('refuses at start: %s', (_, entries, variables, expected) => {
    expect(faultsOf(entries, variables)).toEqual(expected);
  });

  it('does not ask about one that is not chosen', () => {
    expect(namesOf([{ ...us, cloud: 'moon' }, emea], { DESTINATIONS: 'soc-emea' })).toEqual([
      ['soc-emea', false],
    ]);
  });

  it('lets a successor that is not chosen stand by', () => {
    const line = [{ ...old, successor: 'soc-us' }, emea, us];
    expect(namesOf(line, { DESTINATIONS: 'old' })).toEqual([
      ['old', false],
      ['soc-us', true],
    ]);
    expect(namesOf(line, { DESTINATIONS: 'old,soc-us' })).toEqual([
      ['old', false],
      ['soc-us', false],
    ]);
  });

  it('says nothing of DESTINATIONS where the profile itself is wrong, as nobody knows what there is', () => {
    const read = configured({ ...account, DESTINATIONS: 'soc-emea', PROFILE: '{"destination":[]}' });
    expect(leftOf(read).map(({ pointer }) => pointer)).toEqual(['/PROFILE /destination']);
  });

  it.each<[string, Entries, readonly string[]]>([
    ['each by itself', [emea, us, old], ['soc-emea', 'soc-us', 'old']],
    [
      'by identity',
      [emea, { ...us, identity: 'an-id' }, old].map((one) => ({ ...one, countedBy: 'identity' })),
      ['sentinel of the app', 'sentinel of an-id', 'graph of the app'],
    ],
    [
      'by tenant',
      [emea, { ...us, identity: 'an-id' }].map((one) => ({ ...one, countedBy: 'tenant' })),
      ['sentinel of the tenant', 'sentinel of the tenant'],
    ],
  ])('has them share permits as their API counts: %s', (_, entries, expected) => {
    const { config } = rightOf(of(entries));
    expect(config.destinations.map(({ limitedAs }) => limitedAs)).toEqual(expected);
  });

  it('reads any choice among any entries, or says where the fault is; what is chosen is on, and never a name twice', () => {
    const names = ['a', 'b', 'c', 'd'];
    const entry = fc.record({
      name: fc.constantFrom(...names),
      kind: fc.constantFrom('graph', 'defender'),
      successor: fc.option(fc.constantFrom(...names), { nil: undefined, freq: 2 }),
    });
    const choice = fc.subarray(names);
    fc.assert(
      fc.property(
        fc.uniqueArray(entry, { selector: ({ name }) => name, minLength: 1 }),
        choice,
        (all, some) => {
          const read = of(all, { DESTINATIONS: some.join(',') });
          if (E.isLeft(read)) return read.left.every(({ pointer }) => /DESTINATIONS|successor/.test(pointer));
          const { destinations } = read.right.config;
          const on = destinations.filter(({ standby }) => !standby).map(({ name }) => name);
          const wanted = all
            .map(({ name }) => name)
            .filter((name) => some.length === 0 || some.includes(name));
          const known = new Set(destinations.map(({ name }) => name));
          const follows = destinations.every(
            ({ successor }) => successor === undefined || known.has(successor),
          );
          return on.join() === wanted.join() && known.size === destinations.length && follows;
        },
      ),
    );
  });
});

describe('a shadow', () => {
  const shadow = { name: 'new', kind: 'graph', shadow: 'old' };

  it('is no destination of events', () => {
    expect(namesOf([old, shadow])).toEqual([
      ['old', false],
      ['new', true],
    ]);
  });

  it.each<[string, Entries, string]>([
    ['of none that there is', [old, { ...shadow, shadow: 'older' }], 'shadow'],
    ['of itself', [old, { ...shadow, shadow: 'new' }], 'shadow'],
    ['of a shadow', [old, shadow, { ...shadow, name: 'newer', shadow: 'new' }], 'shadow'],
    ['that is a successor', [{ ...old, successor: 'new' }, shadow], 'shadow'],
    ['that has a successor', [old, { ...shadow, successor: 'old' }], 'successor'],
  ])('is a mistake: %s', (_, entries, member) => {
    expect(faultsOf(entries)).toEqual([expect.stringMatching(new RegExp(`/${member}$`))]);
  });

  it('is named by no route', () => {
    const profile = { destinations: [old, shadow], routes: [{ to: ['new'] }] };
    expect(leftOf(readProfile(profile)).map(({ pointer }) => pointer)).toEqual(['/routes/0/to/0']);
  });
});

describe('without destinations in the profile', () => {
  it('refuses to start where none is named, and lists the kinds', () => {
    expect(leftOf(configured(account))).toEqual([
      {
        pointer: '/DESTINATIONS',
        expected: 'a comma-separated list of graph, sentinel, defender; it is required',
      },
    ]);
  });

  it('has a successor from a setting', () => {
    const read = configured({
      ...account,
      DESTINATIONS: 'graph',
      GRAPH_SUCCESSOR: 'sentinel',
      SENTINEL_WORKSPACE_ID: workspaceId,
    });
    expect(rightOf(read).config.destinations).toMatchObject([
      { name: 'graph', successor: 'sentinel', standby: false },
      { name: 'sentinel', standby: true },
    ]);
  });

  it.each([
    [{ GRAPH_SUCCESSOR: 'graph' }, ['/GRAPH_SUCCESSOR']],
    [{ GRAPH_SUCCESSOR: 'sentinels' }, ['/GRAPH_SUCCESSOR']],
    [{ GRAPH_SUCCESSOR: 'sentinel' }, ['/SENTINEL_WORKSPACE_ID']],
    [
      { GRAPH_SUCCESSOR: 'sentinel', SENTINEL_WORKSPACE_ID: workspaceId, SENTINEL_DRAIN: 'on' },
      ['/GRAPH_SUCCESSOR'],
    ],
    [{ GRAPH_FAILOVER_MINUTES: '10' }, ['/GRAPH_SUCCESSOR']],
    [{ GRAPH_TENANT_ID: workspaceId }, ['/GRAPH_APP_ID']],
    [{ GRAPH_APP_ID: workspaceId }, ['/GRAPH_TENANT_ID']],
    [{ GRAPH_APP_ID: workspaceId, GRAPH_TENANT_ID: 'contoso' }, ['/GRAPH_TENANT_ID']],
  ])('refuses a successor that is none: %j', (variables, expected) => {
    const faults = leftOf(configured({ ...account, DESTINATIONS: 'graph', ...variables }));
    expect(faults.map(({ pointer }) => pointer)).toEqual(expected);
  });
});
