import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { bundle } from '../../local/bundle';
import { builtOnce } from '../built-once';

/** The built app and its host in a folder of their own, which no build that runs meanwhile changes. */
export interface AppFolder {
  readonly root: string;
  /** The development host as one file: it starts in a quarter of the time that its sources take. */
  readonly hostFile: string;
  readonly remove: () => Promise<void>;
}

const hostName = 'host.cjs';

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

/** A folder with the host, and what `fill` puts there; built once for all who ask for it by that name. */
export const folderWith = async (
  name: string,
  fill: (root: string) => Promise<unknown>,
): Promise<AppFolder> => {
  const { folder: root, remove } = await builtOnce(name, async (folder) => {
    await mkdir(path.join(folder, 'dist'));
    await Promise.all([
      buildHost(path.join(folder, hostName)),
      fill(folder),
      ...['package.json', 'host.json'].map((file) =>
        copyFile(path.join(repository, file), path.join(folder, file)),
      ),
    ]);
  });
  return { root, hostFile: path.join(root, hostName), remove };
};

export const appFolder = (): Promise<AppFolder> => folderWith('app', (root) => bundle(repository, root));
