import path from 'node:path';
import { build } from 'esbuild';
import { startAzurite as start, type Azurite } from '../local/azurite';
import { builtOnce } from './built-once';
import { codeCacheFlags } from './code-cache';

const buildAzurite = (folder: string): Promise<unknown> =>
  build({
    entryPoints: [require.resolve('azurite/dist/src/azurite.js')],
    outfile: path.join(folder, 'azurite.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // Left out, or given another way, where it runs (local/lean-azurite.cjs).
    external: ['applicationinsights', 'sequelize', 'lokijs'],
    logLevel: 'warning',
  });

/** As from local/azurite, and in a run of the tests as one file, which starts in half the time that its modules take. */
export const startAzurite = async (): Promise<Azurite> => {
  if (process.env.BUILT_ONCE_FOLDER === undefined) return start();
  const { folder } = await builtOnce('azurite', buildAzurite);
  return start({ program: [...codeCacheFlags, path.join(folder, 'azurite.cjs')] });
};
