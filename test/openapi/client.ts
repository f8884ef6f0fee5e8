import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { transform } from 'esbuild';

type Answer = Promise<{ readonly status: number; readonly data: unknown }>;

/** What these tests use of a client: its methods are named after the operations. */
export interface Client {
  readonly api: Readonly<Record<string, (...args: readonly unknown[]) => Answer>>;
}

export type NewClient = new (options: {
  readonly baseUrl: string;
  readonly baseApiParams: { readonly headers: Readonly<Record<string, string>> };
}) => Client;

export interface Generated {
  readonly Api: NewClient;
  readonly remove: () => Promise<void>;
}

/** The generator is an ES module, so it runs as the command that it is. */
const generator = path.resolve(require.resolve('swagger-typescript-api/package.json'), '../dist/cli.mjs');

/** The client that swagger-typescript-api makes of a document, as a module in a folder of its own. */
export const generateClient = async (document: object): Promise<Generated> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'client-'));
  const [spec, source, file] = ['api.json', 'client.ts', 'client.cjs'].map((name) =>
    path.join(folder, name),
  ) as [string, string, string];
  await writeFile(spec, JSON.stringify(document));
  const wanted = ['--path', spec, '--output', folder, '--name', 'client.ts', '--silent'];
  await promisify(execFile)(process.execPath, [generator, 'generate', ...wanted]);
  const { code } = await transform(await readFile(source, 'utf8'), { loader: 'ts', format: 'cjs' });
  await writeFile(file, code);
  const { Api } = (await import(file)) as { readonly Api: NewClient };
  return { Api, remove: () => rm(folder, { recursive: true, force: true }) };
};
