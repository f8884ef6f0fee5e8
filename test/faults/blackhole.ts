import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

/** A thread that listens and then sleeps for ever, so nobody takes the connections in the system's short queue. */
const sleeper = `
  const { parentPort, workerData } = require('node:worker_threads');
  const server = require('node:net').createServer();
  server.listen({ port: workerData, host: '127.0.0.1', backlog: 1 }, () => {
    parentPort.postMessage('listening');
    setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  });`;

const isTaken = (socket: Socket): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), 150);
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(true);
    });
    socket.on('error', () => undefined);
  });

/** Makes a port on which a connection is neither made nor refused. */
export const blackholeOn = async (port: number): Promise<{ readonly close: () => Promise<void> }> => {
  const worker = new Worker(sleeper, { eval: true, workerData: port });
  await once(worker, 'message');
  const fillers: Socket[] = [];
  for (let full = false; !full && fillers.length < 16;) {
    const socket = connect(port, '127.0.0.1');
    fillers.push(socket);
    full = !(await isTaken(socket));
  }
  return {
    close: async () => {
      for (const socket of fillers) socket.destroy();
      await worker.terminate();
    },
  };
};
