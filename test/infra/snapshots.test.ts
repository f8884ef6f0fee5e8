import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { declarations, digestOf, evaluated, names, orderIn, paramFiles, snapshots } from './evaluate';
import { effectFaults } from './effects';
import { root, textOf } from './infra';
import { orderFaults } from './order';
import { mutations } from './mutations';
import { declarationFaults, fileFaults } from './parameters';
import { findingsIn } from './rules';
import { outputNames } from './rules/whole';

const read = (name: string): string => readFileSync(path.join(root, snapshots, name), 'utf8');

// Where one of these fails: npm run infra-snapshots, with a Bicep compiler ("az bicep install" gets one).
describe('the snapshots of a deployment, which "npm run infra-snapshots" makes anew,', () => {
  it('are of infra/ as it is', () => {
    expect(digestOf(root)).toEqual(JSON.parse(read('digest.json')));
  });

  it('are of the parameters that azd makes of each environment', () => {
    const files = Object.fromEntries(
      names.map((name) => [name, read(`${name}.bicepparam`).replaceAll('\r\n', '\n')]),
    );
    expect(paramFiles(root, declarations(root))).toEqual(files);
  });

  it('stand for the same files whatever the ends of their lines are', () => {
    const copy = mkdtempSync(path.join(tmpdir(), 'infra-digest-'));
    for (const file of Object.keys(digestOf(root))) {
      mkdirSync(path.join(copy, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(copy, file), textOf(file).replace(/\r?\n/g, '\r\n'));
    }
    expect(digestOf(copy)).toEqual(digestOf(root));
    rmSync(copy, { recursive: true });
  });
});

describe.each(names)('the deployment "%s"', (name) => {
  it('is one that Azure accepts, and agrees with the code', () => {
    expect(findingsIn(evaluated(root, name))).toEqual([]);
  });
});

describe('a deployment with a fault', () => {
  it.each(mutations)('is found out: $what', ({ of = 'everything-on', change, said }) => {
    const deployment = structuredClone(evaluated(root, of));
    change(deployment);
    expect(findingsIn(deployment).join('\n')).toContain(said);
  });
});

describe('the order of a deployment', () => {
  const order = orderIn(root);

  it('has everything wait for what it needs', () => {
    expect(orderFaults(order)).toEqual([]);
  });

  it.each(Object.keys(order).filter((name) => (order[name] ?? []).length > 0 && !name.includes('/')))(
    'is found out where %s waits for nothing',
    (name) => {
      expect(orderFaults({ ...order, [name]: [] })).not.toEqual([]);
    },
  );

  it.each([
    'events/Microsoft.EventGrid/topics/eventSubscriptions',
    'network/Microsoft.Network/virtualNetworks/subnets',
    'telemetry/Microsoft.OperationalInsights/workspaces/tables',
  ])('is found out where %s waits for nothing', (type) => {
    const free = Object.keys(order).filter((name) => name.startsWith(`${type} `));
    expect(free).not.toEqual([]);
    expect(orderFaults({ ...order, ...Object.fromEntries(free.map((name) => [name, []])) })).not.toEqual([]);
  });
});

describe('every variable of azd that is set with everything on', () => {
  it('arrives where it is meant to', () => {
    expect(effectFaults(evaluated(root, 'everything-on'))).toEqual([]);
  });

  it('is found out where it does not', () => {
    expect(effectFaults(evaluated(root, 'public'))).toContain(
      'GATEWAY_ALWAYS_READY does not arrive in properties.functionAppConfig.scaleAndConcurrency.alwaysReady.0 of Microsoft.Web/sites',
    );
  });
});

describe('the parameters of a deployment', () => {
  const declared = declarations(root);

  it('are described, and offer nothing that a service refuses', () => {
    expect(declarationFaults(declared)).toEqual([]);
  });

  it('can each be set by the azd environment, with the same default', () => {
    expect(fileFaults(textOf('infra/main.parameters.json'), declared)).toEqual([]);
  });

  it('need no value but the three that azd asks for', () => {
    const needed = Object.entries(declared.parameters).filter(
      ([, { defaultValue }]) => defaultValue === undefined,
    );
    expect(needed.map(([name]) => name)).toEqual(['environmentName', 'location', 'destinations']);
  });

  it.each([
    [
      'a default that is not allowed',
      { defaultValue: 1024 },
      'the default of instanceMemoryMB is not allowed',
    ],
    [
      'a value that the service refuses',
      { allowedValues: [512, 1024, 2048] },
      'instanceMemoryMB offers what',
    ],
    ['no description', { metadata: {} }, 'instanceMemoryMB is not described'],
  ])('are found out with %s', (_, change, said) => {
    const parameters = {
      ...declared.parameters,
      instanceMemoryMB: { ...declared.parameters.instanceMemoryMB, ...change },
    };
    expect(declarationFaults({ ...declared, parameters }).join('\n')).toContain(said);
  });

  it.each([
    [
      'a value that is not allowed',
      '=2048}',
      '=1024}',
      'instanceMemoryMB is given a value that it does not take',
    ],
    [
      'a number below the least',
      'DAYS=30}',
      'DAYS=7}',
      'logRetentionDays is given a value that it does not take',
    ],
    ['a default of its own', '=RollingUpdate}', '=Recreate}', 'updateStrategy has another default'],
    ['a name that is none', '"settings"', '"setting"', 'setting is no parameter'],
    [
      'a parameter left out',
      '    "names": { "value": "${GATEWAY_NAMES=null}" },\n',
      '',
      'names cannot be set',
    ],
  ])('are found out in the file with %s', (_, of, by, said) => {
    const text = textOf('infra/main.parameters.json');
    expect(text.split(of)).toHaveLength(2);
    expect(
      fileFaults(
        text.replace(of, () => by),
        declared,
      ).join('\n'),
    ).toContain(said);
  });
});

describe('docs/deploy.md', () => {
  const page = textOf('docs/deploy.md');
  const { parameters: given } = JSON.parse(textOf('infra/main.parameters.json')) as {
    readonly parameters: Readonly<Record<string, { readonly value: string }>>;
  };
  const rows = Object.values(given).flatMap(({ value }) => {
    const [, name, byDefault] = /^\$\{(GATEWAY_[A-Z_]+)(?:=(.*))?\}$/.exec(value) ?? [];
    return name === undefined ? [] : [{ name, byDefault: byDefault?.replace('null', '') }];
  });

  it.each(rows)('explains $name, with its default, or that it is asked for', ({ name, byDefault }) => {
    const row = new RegExp(`^\\| \`${name}\` +\\|(.*?)\\|`, 'm').exec(page);
    const said = byDefault === '' ? '' : `\`${byDefault}\``;
    expect(row?.[1]?.trim()).toBe(byDefault === undefined ? 'asked for' : said);
  });

  it('explains no parameter that is none', () => {
    const explained = [...page.matchAll(/^\| `(GATEWAY_[A-Z_]+)` /gm)].map(([, name]) => name);
    expect(explained).toEqual(rows.map(({ name }) => name));
  });

  it('names no output or parameter that is none', () => {
    const named = [...page.matchAll(/\b(?:GATEWAY|AZURE)_[A-Z_]+\b/g)].map(([name]) => name);
    const ofAzd = [
      'AZURE_PRINCIPAL_ID',
      'AZURE_PRINCIPAL_TYPE',
      'AZURE_LOCATION',
      'AZURE_ENV_NAME',
      'AZURE_SUBSCRIPTION_ID',
    ];
    const ofHooks = ['GATEWAY_SENDER_KEYS'];
    const known = [...rows.map(({ name }) => name), ...outputNames, ...ofAzd, ...ofHooks];
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });
});
