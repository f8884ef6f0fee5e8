import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { licencesOf } from './licences';

/** workerpool brings its worker for browsers along, as text. */
const withoutBrowserWorker: Plugin = {
  name: 'without-browser-worker',
  setup: (bundling) =>
    bundling.onLoad({ filter: /[\\/]workerpool[\\/]src[\\/]generated[\\/]/ }, () => ({ contents: '' })),
};

/**
 * Bundles the app of the repository at `root` into dist/main.js, to which `main` of package.json points, and the process that
 * evaluates expressions into dist/expression-worker.js, which the app finds beside itself. They are deployed without
 * node_modules. Beside them go the licences of their contents, and the source maps, which are not deployed. `into` holds the
 * folder dist.
 */
export const bundle = async (root: string, into = root): Promise<void> => {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { main: 'functions/index.ts', 'expression-worker': 'shared/expressions/worker.ts' },
    outdir: path.join(into, 'dist'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // Half the size, which shows in memory, too. Names stay, for the sake of stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    // As ES modules they are a fifth smaller and start faster, because what is not used is left out.
    mainFields: ['module', 'main'],
    // The host supplies this module; it is not on npm.
    external: ['@azure/functions-core'],
    // Some packages come as ES modules and ask for their own place; a CommonJS bundle has it under another name.
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    sourcemap: 'external',
    legalComments: 'none',
    plugins: [withoutBrowserWorker],
    metafile: true,
    logLevel: 'warning',
    write: false,
  });
  await mkdir(path.join(into, 'dist'), { recursive: true });
  const licences = {
    path: path.join(into, 'dist/licences.txt'),
    contents: licencesOf(root, Object.keys(metafile.inputs)),
  };
  // The files are written beside and then renamed, so a host that starts during another build never sees half a file.
  await Promise.all(
    [...outputFiles, licences].map(async ({ path: file, contents }) => {
      const part = `${file}.${process.pid}`;
      await writeFile(part, contents);
      await rename(part, file);
    }),
  );
};
