import path from 'node:path';
import { findCompiler, open, type Session } from './compiler';
import {
  compiled,
  declarations,
  digestOf,
  evaluate,
  evaluated,
  names,
  orderIn,
  templateOf,
} from './evaluate';
import { root } from './infra';

const compiler = findCompiler();
const describeCompiled = 'file' in compiler ? describe : describe.skip;
const why = 'missing' in compiler ? ` (${compiler.missing})` : '';

// Where one of these fails: npm run infra-snapshots says what the compiler says, and writes what has changed.
describeCompiled(`the Bicep of a deployment, by the real compiler${why}`, () => {
  let session: Session;

  beforeAll(() => {
    if ('file' in compiler) session = open(compiler.file);
  });

  afterAll(() => session.close());

  it('has nothing that the compiler or its linter would say anything of, and what is committed of parameters and order', async () => {
    expect(await compiled(session, root)).toEqual({ ...declarations(root), order: orderIn(root) });
  });

  it('is all reached from main.bicep', async () => {
    const reached = await session.filesOf(path.join(root, 'infra/main.bicep'));
    const files = Object.keys(digestOf(root)).filter((file) => /^infra\/.*\.bicep$/.test(file));
    const relative = reached.map((file) => path.relative(root, file).replaceAll('\\', '/'));
    expect(files.filter((file) => !relative.includes(file))).toEqual([]);
  });

  it('describes every parameter of every module', async () => {
    expect(await undescribedIn(session)).toEqual([]);
  });

  it.each(['docs/senders/event-grid.bicep'])('has nothing to say of %s either', async (file) => {
    expect((await session.compile(path.join(root, file))).diagnostics).toEqual([]);
  });

  it.each(names)('evaluates "%s" to what is committed', async (name) => {
    expect(await evaluate(session, root, name)).toEqual(evaluated(root, name));
  });
});

interface Template {
  readonly parameters?: Readonly<Record<string, { readonly metadata?: { readonly description?: string } }>>;
  readonly resources?: Readonly<
    Record<string, { readonly name?: string; readonly properties?: { readonly template?: Template } }>
  >;
}

const undescribed = ({ parameters = {}, resources = {} }: Template, of = 'main'): readonly string[] => [
  ...Object.entries(parameters)
    .filter(([, { metadata }]) => (metadata?.description ?? '') === '')
    .map(([name]) => `${of}: ${name}`),
  ...Object.values(resources).flatMap(({ name = '', properties }) =>
    properties?.template === undefined ? [] : undescribed(properties.template, name),
  ),
];

const undescribedIn = async (session: Session): Promise<readonly string[]> =>
  undescribed((await templateOf(session, root)) as Template);
