import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { buildWorker, isAlive, processesOf, type BuiltWorker } from './pool-of-processes';

const patience = 100;

const until = async (isSo: () => boolean): Promise<boolean> => {
  for (let attempt = 0; attempt < patience; attempt += 1) {
    if (isSo()) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return isSo();
};

describe('when the app is killed while an expression runs without end', () => {
  let worker: BuiltWorker;

  beforeAll(async () => {
    worker = await buildWorker();
  });

  afterAll(() => worker.remove());

  it('leaves no process that goes on with it', async () => {
    const app = spawn(
      process.execPath,
      ['--import', 'tsx', path.join(__dirname, 'abandon.ts'), worker.script],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(app.stdout, 'data');
    const [evaluating = 0] = processesOf(app.pid);
    expect(isAlive(evaluating)).toBe(true);
    app.kill('SIGKILL');
    await once(app, 'exit');
    expect(await until(() => !isAlive(evaluating))).toBe(true);
  });
});
