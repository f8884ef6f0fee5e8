import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { type Bench, type Row } from './bench';

/** Measures the app as it is built: a TypeScript loader would add time to each function. */
const measured = async (): Promise<readonly Row[]> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'indicator-gateway-bench-'));
  const outfile = path.join(folder, 'mapping.cjs');
  try {
    await build({
      entryPoints: [path.join(__dirname, 'mapping-work.ts')],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      mainFields: ['module', 'main'],
      logLevel: 'warning',
    });
    const { stdout } = await promisify(execFile)(process.execPath, [outfile]);
    return JSON.parse(stdout) as readonly Row[];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

export const mapping: Bench = {
  name: 'mapping',
  title:
    'bytes to the texts of the calls, beside JSON.parse and JSON.stringify of the same bytes; microseconds an indicator, medians',
  run: async (say) => {
    say('three formats at 1,000, 10,000 and 100,000 indicators');
    return measured();
  },
};
