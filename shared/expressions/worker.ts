/** The process that evaluates: an entry of its own, dist/expression-worker.js. Its only argument is the app's process id. */
import { Worker } from 'node:worker_threads';
import { worker, workerEmit } from 'workerpool';
import { judge, type Asked, type Progress, type Said } from './judge';

/** V8's heap may have 128 of them; the rest is Node itself and what lies outside the heap. */
const maxMegabytes = 320;

/**
 * Looks on from a thread, as an evaluation holds the loop: ends this process when it has grown too big (V8 looks at its own
 * limit only after it has made a string of 400 MB), and when the app is gone, as then nobody else would.
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
  judge: (asked: Asked): Promise<Said | null> => judge(asked, (progress: Progress) => workerEmit(progress)),
});
