/** `npm run build`. */
import path from 'node:path';
import { bundle } from './bundle';

bundle(path.resolve(__dirname, '..')).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
