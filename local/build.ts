/** `npm run build`. */
import path from 'node:path';
import { bundleCli } from '../cli/bundle';
import { bundle } from './bundle';

const root = path.resolve(__dirname, '..');

Promise.all([bundle(root), bundleCli(root)]).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
