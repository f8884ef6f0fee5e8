import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parametersOf, type Declarations } from './azd';
import { type Diagnostic, type Session } from './compiler';
import { environments } from './environments';
import { type Resource } from './resource';

/** Where snapshots are, below the root of the project or of a copy of it. */
export const snapshots = 'test/infra/snapshots';

export const names = Object.keys(environments);

const text = (value: string): string =>
  `'${value
    .replace(/\\/g, '\\\\')
    .replace(/'/g, "\\'")
    .replace(/\$\{/g, '\\${')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')}'`;

const key = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : text(name));

/** A JSON value as Bicep writes it. */
const literal = (value: unknown, indent = ''): string => {
  const deeper = `${indent}  `;
  const block = (lines: readonly string[], [open, close]: readonly [string, string]): string =>
    lines.length === 0
      ? open + close
      : `${open}\n${lines.map((line) => deeper + line).join('\n')}\n${indent}${close}`;
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value))
    return block(
      value.map((item) => literal(item, deeper)),
      ['[', ']'],
    );
  if (typeof value !== 'object' || value === null) return String(value);
  return block(
    Object.entries(value).map(([name, member]) => `${key(name)}: ${literal(member, deeper)}`),
    ['{', '}'],
  );
};

/** A parameter file for the compiler, of what azd would send. */
export const paramFileOf = (parameters: Readonly<Record<string, unknown>>): string =>
  [
    "using '../../../infra/main.bicep'",
    '',
    ...Object.entries(parameters).map(([name, value]) => `param ${name} = ${literal(value)}`),
    '',
  ].join('\n');

const filesIn = (root: string, folder: string): readonly string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
    path.join(folder, file).replaceAll('\\', '/'),
  );

/** What is evaluated: all of infra/ but the hooks, and the parameter files. */
const sources = (root: string): readonly string[] =>
  [
    ...filesIn(root, 'infra').filter(
      (file) => /\.(bicep|json)$/.test(file) && !file.startsWith('infra/hooks/'),
    ),
    ...filesIn(root, snapshots).filter((file) => file.endsWith('.bicepparam')),
  ].sort();

/** A hash for each file, whatever its line ends. */
export const digestOf = (root: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    sources(root).map((file) => {
      const lines = readFileSync(path.join(root, file), 'utf8').replace(/\r\n/g, '\n');
      return [file, createHash('sha256').update(lines).digest('hex').slice(0, 16)];
    }),
  );

const read = (root: string, file: string): string => readFileSync(path.join(root, file), 'utf8');

const write = (root: string, name: string, value: unknown): void => {
  const content = typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`;
  writeFileSync(path.join(root, snapshots, name), content);
};

/** What is made before each module, or each numbered type in a module, by the compiler's word. */
export type Order = Readonly<Record<string, readonly string[]>>;

export interface Compiled extends Declarations {
  readonly order: Order;
}

export const orderIn = (root: string): Order => JSON.parse(read(root, `${snapshots}/order.json`)) as Order;

export const declarations = (root: string): Declarations =>
  JSON.parse(read(root, `${snapshots}/parameters.json`)) as Declarations;

/** The parameter files as azd would have them, by name. */
export const paramFiles = (root: string, declared: Declarations): Readonly<Record<string, string>> => {
  const file = read(root, 'infra/main.parameters.json');
  return Object.fromEntries(
    Object.entries(environments).map(([name, environment]) => [
      name,
      paramFileOf(parametersOf(file, environment, declared)),
    ]),
  );
};

/** What is sent for the deployment of one environment, and what becomes of it. The compiler gives `outputs` in any order. */
export interface Evaluated {
  readonly predictedResources: readonly Resource[];
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly diagnostics: readonly unknown[];
}

export const evaluated = (root: string, name: string): Evaluated =>
  JSON.parse(read(root, `${snapshots}/${name}.snapshot.json`)) as Evaluated;

const lineOf = (root: string, { source, level, code, message }: Diagnostic): string =>
  `${path.relative(root, source)}: ${level} ${code}: ${message}`;

const mainOf = (root: string): string => path.join(root, 'infra/main.bicep');

/** The template of main.bicep, whatever the compiler has to say of it. */
export const templateOf = async (session: Session, root: string): Promise<unknown> =>
  JSON.parse((await session.compile(mainOf(root))).contents ?? '{}');

interface Made {
  readonly type: string;
  readonly existing?: boolean;
  readonly dependsOn?: readonly string[];
  readonly properties?: { readonly template?: Template };
}

interface Template extends Partial<Declarations> {
  readonly resources?: Readonly<Record<string, Made>> | readonly Made[];
}

/** Modules go by their names in main.bicep, and what is in them by type. */
const orderOf = ({ resources = {} }: Template, above = ''): Order => {
  const made = Object.entries(resources).filter(([, { existing }]) => existing !== true);
  const names = made.map(([name]) => name);
  const isNamed = !Array.isArray(resources);
  const rows = made.map(([name, { type, dependsOn = [], properties }]) => {
    const key = isNamed ? `${above}${name}` : `${above}${type} ${name}`;
    const before = dependsOn.filter((one) => !isNamed || names.includes(one)).sort();
    return {
      [key]: before,
      ...(properties?.template === undefined ? {} : orderOf(properties.template, `${key}/`)),
    };
  });
  return Object.assign({}, ...rows) as Order;
};

/** Functions that give another value at every deployment. */
const unsteady = /\b(utcNow|newGuid)\(|\bdeployment\(\)/g;

/** What main.bicep declares and in which order it is made, or what is wrong with the files. */
export const compiled = async (session: Session, root: string): Promise<Compiled | readonly string[]> => {
  const { contents, diagnostics } = await session.compile(mainOf(root));
  if (contents === null || diagnostics.length > 0) return diagnostics.map((one) => lineOf(root, one));
  const found = contents.match(unsteady);
  if (found !== null) return [`${found.join(', ')}: another value at every deployment`];
  const template = JSON.parse(contents) as Template;
  const { parameters = {}, definitions = {} } = template;
  return { definitions, parameters, order: orderOf(template) };
};

/** The deployment of one environment, by its parameter file. */
export const evaluate = async (session: Session, root: string, name: string): Promise<Evaluated> => {
  const { outputs, ...rest } = JSON.parse(
    await session.snapshot(path.join(root, snapshots, `${name}.bicepparam`)),
  ) as Evaluated;
  const sorted = Object.entries(outputs).sort(([one], [other]) => (one < other ? -1 : 1));
  return { ...rest, outputs: Object.fromEntries(sorted) };
};

/** Evaluates everything anew. Gives what the compiler said, which is empty where all is well. */
export const renew = async (session: Session, root: string): Promise<readonly string[]> => {
  const found = await compiled(session, root);
  if (!('parameters' in found)) return found;
  const { order, ...declared } = found;
  write(root, 'parameters.json', declared);
  write(root, 'order.json', order);
  for (const [name, file] of Object.entries(paramFiles(root, found))) write(root, `${name}.bicepparam`, file);
  for (const name of names) {
    const all = await evaluate(session, root, name);
    if (all.diagnostics.length > 0) return all.diagnostics.map((one) => `${name}: ${JSON.stringify(one)}`);
    write(root, `${name}.snapshot.json`, all);
  }
  write(root, 'digest.json', digestOf(root));
  return [];
};
