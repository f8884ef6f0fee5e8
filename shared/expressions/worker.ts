/** The process that evaluates: an entry of its own, dist/expression-worker.js. Its only argument is the app's process id. */
import { Worker } from 'node:worker_threads';
import { worker, workerEmit } from 'workerpool';
import { judge, type EvaluationRequest, type Progress, type EvaluationResult } from './judge';

/**
 * The most memory of the process, in megabytes. V8's heap may have 128 of them; the rest is Node itself and what lies outside
 * the heap.
 */
const maxMegabytes = 320;

/**
 * Watches from a thread, because an evaluation blocks the event loop. It ends this process when it has grown too big (V8 checks
 * its own limit only after it has made a string of 400 MB), and when the app is gone, since nobody else would end it then.
 */
const watch = `
const { workerData } = require('node:worker_threads');
setInterval(() => {
  const tooBig = process.memoryUsage.rss() > workerData.maxBytes;
  if (tooBig || process.ppid !== workerData.app) process.kill(process.pid, 'SIGKILL');
}, 50);
`;

new Worker(watch, {
  eval: true,
  workerData: { maxBytes: maxMegabytes * 1024 * 1024, app: Number(process.argv[2]) },
});

worker({
  judge: (asked: EvaluationRequest): Promise<EvaluationResult | null> =>
    judge(asked, (progress: Progress) => workerEmit(progress)),
});
