import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { bundle } from '../../local/bundle';

/** The built app and its host in a folder of their own, which no build that runs meanwhile changes. */
export interface AppFolder {
  readonly root: string;
  /** The development host as one file: it starts in a quarter of the time that its sources take. */
  readonly hostFile: string;
  readonly remove: () => Promise<void>;
}

const repository = path.resolve(__dirname, '../..');

const buildHost = (outfile: string): Promise<unknown> =>
  build({
    entryPoints: [path.join(repository, 'local/host/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    logLevel: 'warning',
  });

/** A folder with the host, and what `fill` puts there. */
export const folderWith = async (fill: (root: string) => Promise<unknown>): Promise<AppFolder> => {
  const root = await mkdtemp(path.join(tmpdir(), 'indicator-gateway-'));
  const hostFile = path.join(root, 'host.cjs');
  await mkdir(path.join(root, 'dist'));
  await Promise.all([
    buildHost(hostFile),
    fill(root),
    ...['package.json', 'host.json'].map((file) =>
      copyFile(path.join(repository, file), path.join(root, file)),
    ),
  ]);
  return { root, hostFile, remove: () => rm(root, { recursive: true, force: true }) };
};

export const appFolder = (): Promise<AppFolder> =>
  folderWith(async (root) => {
    await bundle(repository);
    await Promise.all(
      ['main.js', 'expression-worker.js'].map((file) =>
        copyFile(path.join(repository, 'dist', file), path.join(root, 'dist', file)),
      ),
    );
  });
