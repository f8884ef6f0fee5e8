import fc from 'fast-check';
import { parametersOf, type Environment } from './azd';
import { declarations, paramFileOf } from './evaluate';
import { root, textOf } from './infra';

const file = textOf('infra/main.parameters.json');
const declared = declarations(root);
const needed = { AZURE_ENV_NAME: 'indicators', AZURE_LOCATION: 'westeurope' };

const sent = (environment: Environment): Readonly<Record<string, unknown>> =>
  parametersOf(file, { ...needed, ...environment }, declared);

/** Names of members that JSON keeps as they are. */
const members = fc.string().filter((name) => name !== '__proto__');

describe('the parameters that azd makes of its environment', () => {
  it.each([
    ['GATEWAY_PROFILE', 'profile'],
    ['GATEWAY_SETTINGS', 'settings'],
    ['GATEWAY_TAGS', 'tags'],
    ['GATEWAY_NAMES', 'names'],
  ])('have in %s any object, with whatever quotes and braces', (variable, name) => {
    fc.assert(
      fc.property(fc.dictionary(members, fc.jsonValue()), (object) => {
        const json = JSON.stringify(object);
        expect(sent({ [variable]: json })[name]).toEqual(JSON.parse(json));
      }),
    );
  });

  it.each([
    '{"a":"}"}',
    '{"a":"${AZURE_LOCATION}"}',
    '{"a":"it\'s \\"so\\" \\\\ \\n"}',
    '{ "a" : {} }',
    '{}',
  ])('have the profile %s as it was written', (json) => {
    expect(sent({ GATEWAY_PROFILE: json }).profile).toEqual(JSON.parse(json));
  });

  it.each([{}, { GATEWAY_PROFILE: '', GATEWAY_SETTINGS: '', GATEWAY_TAGS: '', GATEWAY_NAMES: '' }])(
    'leave an object at its default when it is not set, or empty: %j',
    (environment) => {
      const names = Object.keys(sent(environment));
      expect(names.filter((name) => ['profile', 'settings', 'tags', 'names'].includes(name))).toEqual([]);
    },
  );

  it.each(['{"a":', 'profiles/generic.json', "{'a': 1}"])('do not take %s for an object', (text) => {
    expect(() => sent({ GATEWAY_PROFILE: text })).toThrow(SyntaxError);
  });

  it.each([
    ['GATEWAY_PRIVATE_NETWORK', 'true', 'privateNetwork', true],
    ['GATEWAY_PUBLIC_ACCESS', 'False', 'publicAccess', false],
    ['GATEWAY_MAXIMUM_INSTANCES', '100', 'maximumInstanceCount', 100],
    ['GATEWAY_LOG_DAILY_LIMIT_GB', '-1', 'logDailyLimitGB', -1],
    ['GATEWAY_ALERT_EMAIL', 'soc@example.com', 'alertEmail', 'soc@example.com'],
    ['GATEWAY_PROFILE_FILE', 'profiles/generic.json', 'profileFile', 'profiles/generic.json'],
    ['GATEWAY_DESTINATIONS', 'sentinel,defender', 'destinations', 'sentinel,defender'],
  ])('read %s=%s', (variable, text, name, value) => {
    expect(sent({ [variable]: text })[name]).toBe(value);
  });

  it.each([{}, { GATEWAY_DESTINATIONS: '' }])(
    'leave where indicators go to a question: %j',
    (environment) => {
      expect(sent(environment)).not.toHaveProperty('destinations');
    },
  );

  // azd says nothing then; docs/deploy.md warns of it.
  it.each([
    ['GATEWAY_MAXIMUM_INSTANCES', 'many', 'maximumInstanceCount'],
    ['GATEWAY_PRIVATE_NETWORK', 'yes', 'privateNetwork'],
  ])('leave %s=%s at its default', (variable, text, name) => {
    expect(sent({ [variable]: text })).not.toHaveProperty(name);
  });

  it('fail with a quote in what is no object', () => {
    expect(() => sent({ GATEWAY_ALERT_EMAIL: '"SOC" <soc@example.com>' })).toThrow(SyntaxError);
  });
});

describe('a parameter file for the compiler', () => {
  it('escapes what Bicep would take for its own', () => {
    expect(
      paramFileOf({ profile: { "it's": ['${a}', 'b\\c', 'd\ne'], f: [], g: {}, h: null, i: true, j: 1 } }),
    ).toBe(
      [
        "using '../../../infra/main.bicep'",
        '',
        'param profile = {',
        "  'it\\'s': [",
        "    '\\${a}'",
        "    'b\\\\c'",
        "    'd\\ne'",
        '  ]',
        '  f: []',
        '  g: {}',
        '  h: null',
        '  i: true',
        '  j: 1',
        '}',
        '',
      ].join('\n'),
    );
  });
});
