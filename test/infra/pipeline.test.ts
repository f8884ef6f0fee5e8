import { existsSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { root, textOf } from './infra';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<
      string,
      { readonly if: string; readonly env: Readonly<Record<string, string>>; readonly steps: readonly Step[] }
    >
  >;
}

const { permissions, jobs } = parse(textOf('.github/workflows/azure-dev.yml')) as Workflow;
const { env = {}, steps = [], if: condition } = jobs.deploy ?? {};

const parameters = [...textOf('infra/main.parameters.json').matchAll(/\$\{(GATEWAY_\w+)/g)].map(
  ([, name]) => name,
);

describe('the workflow that azd pipeline config sets up', () => {
  it('signs in without a secret, and may do nothing else in the repository', () => {
    expect(permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    expect(Object.values(env).join()).not.toContain('secrets.');
    const [checkout] = steps;
    expect(checkout?.with?.['persist-credentials']).toBe(false);
  });

  it('is skipped where nobody has set it up', () => {
    expect(condition).toBe("vars.AZURE_CLIENT_ID != ''");
  });

  it('signs in, provisions and deploys without asking, in that order, with what was installed before', () => {
    expect(steps.flatMap(({ run }) => run?.split(' ').slice(0, 2).join(' ') ?? [])).toEqual([
      'npm ci',
      'azd auth',
      'azd provision',
      'azd deploy',
    ]);
    for (const name of ['AZURE_CLIENT_ID', 'AZURE_TENANT_ID'])
      expect(steps.some(({ run }) => run?.includes(`"$${name}"`))).toBe(true);
  });

  it('deploys with every parameter that was set where it was set up', () => {
    const { pipeline } = parse(textOf('azure.yaml')) as {
      readonly pipeline: { readonly variables: readonly string[] };
    };
    expect(pipeline.variables).toEqual(parameters);
    const azure = ['CLIENT_ID', 'TENANT_ID', 'SUBSCRIPTION_ID', 'ENV_NAME', 'LOCATION'].map(
      (name) => `AZURE_${name}`,
    );
    expect(env).toEqual(
      Object.fromEntries([...azure, ...parameters].map((name) => [name, `\${{ vars.${name} }}`])),
    );
  });
});

/** What the validation of azd's template gallery looks for (microsoft/template-validation-action, src/rules.json). */
describe('what a gallery of azd templates asks for', () => {
  it.each([
    'README.md',
    'LICENSE',
    'SECURITY.md',
    'CONTRIBUTING.md',
    '.github/CODE_OF_CONDUCT.md',
    '.github/ISSUE_TEMPLATE',
    '.github/workflows/azure-dev.yml',
    '.devcontainer/devcontainer.json',
    'azure.yaml',
    'infra/main.bicep',
  ])('is there: %s', (file) => {
    expect(existsSync(path.join(root, file))).toBe(true);
  });

  it('names the template with the version of the package', () => {
    const { version } = JSON.parse(textOf('package.json')) as { readonly version: string };
    const { metadata } = parse(textOf('azure.yaml')) as { readonly metadata: { readonly template: string } };
    expect(metadata.template).toBe(`indicator-gateway@${version}`);
  });
});

describe('the container for development', () => {
  it('has a Node that is tested, azd, and the port of npm start', () => {
    const container = JSON.parse(textOf('.devcontainer/devcontainer.json')) as Readonly<
      Record<string, unknown>
    >;
    expect(container.image).toMatch(/typescript-node:(?:22|24)$/);
    expect(Object.keys(container.features as object).join()).toContain('azure-dev/azd');
    expect([container.forwardPorts, container.postCreateCommand]).toEqual([[7071], 'npm ci']);
  });
});
