// A thread that asks GET /api/live all the time, so that what it waits is the app's doing and not the asker's.
const { Agent, get } = require('node:http');
const { parentPort, workerData } = require('node:worker_threads');

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const pauseMs = 5;

let longest = 0;
let askedAt;

const ask = () => {
  askedAt = performance.now();
  const done = () => {
    longest = Math.max(longest, performance.now() - askedAt);
    askedAt = undefined;
    setTimeout(ask, pauseMs);
  };
  get(workerData, { agent }, (response) => response.resume().on('end', done)).on('error', done);
};

// 'start' forgets what was; 'stop' is answered with the longest wait since, one that still lasts included.
parentPort.on('message', (word) => {
  if (word === 'start') longest = 0;
  else parentPort.postMessage(Math.max(longest, askedAt === undefined ? 0 : performance.now() - askedAt));
});
ask();
