import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { eventually } from '../waiting';
import { buildWorker, isAlive, processesOf, type BuiltWorker } from './pool-of-processes';

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
    expect(await eventually(() => !isAlive(evaluating))).toBe(true);
  });
});
