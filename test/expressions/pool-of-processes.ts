import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';
import { expressionPool, type ExpressionPool, type PoolOptions } from '../../shared/expressions/pool';
import { type Evaluate } from '../../shared/profile/evaluation';
import { builtOnce } from '../built-once';

/** The process that evaluates, bundled as it is deployed, and pools of it. */
export interface BuiltWorker {
  readonly script: string;
  readonly pool: (options?: Omit<PoolOptions, 'script'>) => ExpressionPool;
  /** Ends all pools. */
  readonly remove: () => Promise<void>;
}

/** As long as a slow machine may take, for tests that set nothing else. */
const patient = { expressionMs: 60_000, waitMs: 60_000 };

export const buildWorker = async (): Promise<BuiltWorker> => {
  const { folder, remove } = await builtOnce('expression-worker', (into) =>
    build({
      entryPoints: { 'expression-worker': path.resolve(__dirname, '../../shared/expressions/worker.ts') },
      outdir: into,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      logLevel: 'warning',
    }),
  );
  const script = path.join(folder, 'expression-worker.js');
  const pools: ExpressionPool[] = [];
  return {
    script,
    pool: (options = {}) => {
      const pool = expressionPool({ script, ...patient, ...options });
      pools.push(pool);
      return pool;
    },
    remove: async () => {
      await Promise.all(pools.map(({ stop }) => stop()));
      await remove();
    },
  };
};

/** Evaluates in processes as a deployment does; for use in a test file, which it starts and ends them with. */
export const evaluateInProcesses = (): Evaluate => {
  let built: Promise<BuiltWorker> | undefined;
  let pool: ExpressionPool | undefined;
  afterAll(async () => {
    await (await built)?.remove();
  });
  return (question) => async () => {
    const worker = await (built ??= buildWorker());
    pool ??= worker.pool();
    return pool.evaluate(question)();
  };
};

/** Process ids of the workers of a process, this one unless told. */
export const processesOf = (parent = process.pid): readonly number[] => {
  const { stdout } = spawnSync('pgrep', ['-P', String(parent), '-f', 'expression-worker'], {
    encoding: 'utf8',
  });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map(Number);
};

/** Whole seconds of processor time that a process has used; 0 when it is gone. */
export const busySecondsOf = (pid: number): number =>
  Number(spawnSync('ps', ['-o', 'times=', '-p', String(pid)], { encoding: 'utf8' }).stdout);

export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
