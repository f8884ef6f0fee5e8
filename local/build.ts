/** `npm run build`. */
import path from 'node:path';
import { bundleCli } from '../cli/bundle';
import { bundle } from './bundle';
import { runCommand } from './command-line';

const root = path.resolve(__dirname, '..');

const usage =
  'npm run build   makes dist/: main.js and expression-worker.js, which are deployed, and the command line, cli.js';

void runCommand({ command: 'npm run build', usage, options: {} }, async () => {
  await Promise.all([bundle(root), bundleCli(root)]);
  return 0;
});
