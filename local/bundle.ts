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
 * Bundles the app of the repository at `root` into dist/main.js, what `main` of package.json points to, and the process that
 * evaluates expressions into dist/expression-worker.js, which it finds beside itself. They are deployed without node_modules.
 * Beside them the licences of what is in them, and the source maps, which are not deployed. `into` has the folder dist.
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
    // Half the size, and it shows in memory. Names stay, for the sake of stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    // As ES modules they are a fifth smaller and start faster: what is not used is left out.
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
  // Written beside and renamed: a host that starts while another build runs never sees half a file.
  await Promise.all(
    [...outputFiles, licences].map(async ({ path: file, contents }) => {
      const part = `${file}.${process.pid}`;
      await writeFile(part, contents);
      await rename(part, file);
    }),
  );
};
