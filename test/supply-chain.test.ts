import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

const root = path.resolve(__dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly uses?: string; readonly steps?: readonly Step[] }>>;
}

const workflows = readdirSync(path.join(root, '.github/workflows')).map((file) => {
  const text = read(`.github/workflows/${file}`);
  const workflow = parse(text) as Workflow;
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps ?? []);
  const uses = [...jobs, ...steps].flatMap((one) => one.uses ?? []);
  return { file, text, workflow, steps, uses };
});

/** A whole commit of a repository; what is in the repository itself comes with it. */
const pinned = /^(?:\.\/.+|[\w.-]+\/[\w./-]+@[0-9a-f]{40})$/;

describe('an action', () => {
  it.each([
    ['actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8', true],
    ['./.github/actions/own', true],
    ['actions/checkout@v5', false],
    ['actions/checkout@main', false],
    ['actions/checkout@08c6903', false],
    ['docker://alpine:3', false],
  ])('is pinned or not: %s', (uses, is) => {
    expect(pinned.test(uses)).toBe(is);
  });
});

describe.each(workflows)('the workflow $file', ({ text, workflow, steps, uses }) => {
  it('pins every action by its whole commit', () => {
    expect(uses.length).toBeGreaterThan(1);
    expect(uses.filter((one) => !pinned.test(one))).toEqual([]);
  });

  it('says beside each commit which release it is', () => {
    const lines = text.split('\n').filter((line) => line.includes('uses: ') && !line.includes('uses: ./'));
    expect(lines).toHaveLength(uses.length);
    expect(lines.filter((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it('says what it may, and may write nothing but a token to sign in with', () => {
    const { permissions = { all: 'write' } } = workflow;
    const writes = Object.entries(permissions).filter(([, may]) => may !== 'read');
    expect(writes.filter(([what]) => what !== 'id-token')).toEqual([]);
  });

  it('leaves no credentials of the repository behind', () => {
    const checkouts = steps.filter((step) => step.uses?.startsWith('actions/checkout@'));
    expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(checkouts.map(() => false));
  });

  it('runs nothing from a registry but in the versions of the lock file, or in a whole version that it names', () => {
    const commands = steps.flatMap(({ run }) => run ?? []);
    const fetched = commands.filter((command) => /\b(?:npx|npm (?:i|install|exec|x))\b/.test(command));
    expect(fetched.filter((command) => !/^npx --yes @?[\w/-]+@\d+\.\d+\.\d+ /.test(command))).toEqual([]);
  });
});

interface Locked {
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly license?: string;
  readonly integrity?: string;
}

const { packages } = JSON.parse(read('package-lock.json')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};

const locked = Object.entries(packages).filter(([name]) => name !== '');

/** None of them asks more than to be named. */
const allowed = ['MIT', 'Apache-2.0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD'];

describe('a package', () => {
  it('is what it was when it was locked, by its hash', () => {
    expect(locked.length).toBeGreaterThan(100);
    const unknown = locked.filter(
      ([, { integrity = '', link }]) => !link && !integrity.startsWith('sha512-'),
    );
    expect(unknown.map(([name]) => name)).toEqual([]);
  });

  it('that is deployed has a licence that lets it be', () => {
    const deployed = locked.filter(([, { dev }]) => dev !== true);
    expect(deployed.length).toBeGreaterThan(50);
    const other = deployed.filter(([, { license = 'none' }]) => !allowed.includes(license));
    expect(other.map(([name, { license }]) => `${name}: ${license ?? 'none'}`)).toEqual([]);
  });

  it('that the gateway depends on has its reason in docs/security.md, and no other has', () => {
    const { dependencies } = JSON.parse(read('package.json')) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    const [, section = ''] = read('docs/security.md').split('## Supply chain');
    const rows = section.split('\n').filter((line) => line.startsWith('| `'));
    const named = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name),
    );
    expect(named.sort()).toEqual(Object.keys(dependencies).sort());
  });
});
