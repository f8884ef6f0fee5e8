import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

const read = (name: string): string => readFileSync(path.resolve(__dirname, '../..', name), 'utf8');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions?: unknown;
        readonly strategy?: { readonly matrix: { readonly node: readonly number[] } };
        readonly steps: readonly Step[];
      }
    >
  >;
}

const { permissions, jobs } = parse(read('.github/workflows/ci.yml')) as Workflow;
const steps = jobs.check?.steps ?? [];

describe('the workflow of the checks', () => {
  it('runs what .ci/run runs, in that order', () => {
    const commands = read('.ci/run')
      .split('\n')
      .filter((line) => line.startsWith('npm '));
    expect(commands.length).toBeGreaterThan(1);
    expect(steps.flatMap(({ run }) => run ?? [])).toEqual(commands);
  });

  it('runs on the versions of Node that Azure runs, the lowest of them the one that the package asks for', () => {
    const { engines } = JSON.parse(read('package.json')) as { readonly engines: { readonly node: string } };
    const { node } = jobs.check?.strategy?.matrix ?? { node: [] };
    expect(node).toEqual([22, 24]);
    expect(engines.node).toBe(`>=${node[0] ?? ''}`);
    const setup = steps.find(({ uses }) => uses?.startsWith('actions/setup-node@'));
    expect(setup?.with?.['node-version']).toBe('${{ matrix.node }}');
  });

  it('may read the code, and nothing else', () => {
    expect(permissions).toEqual({ contents: 'read' });
    expect(Object.values(jobs).flatMap((job) => job.permissions ?? [])).toEqual([]);
  });
});
