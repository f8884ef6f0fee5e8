import { type ServerResponse } from 'node:http';
import { type Answer, toWire, write } from './answer';
import { type Exchange } from './fault-answers';
import { type Recording } from './recorded';

/** Ties a request's recording to its response; the answer leaves after `latencyMs`. */
export const createExchange = (
  response: ServerResponse,
  recording: Recording,
  { latencyMs, perform }: { readonly latencyMs: number; readonly perform: Exchange['perform'] },
): Exchange => {
  let broken = false;
  // A response lets go of its socket once it is answered.
  const { socket } = response;
  response.once('close', () => {
    if (!response.writableFinished && !broken) recording.aborted = true;
  });

  const wireOf = (answer: Answer): ReturnType<typeof toWire> => toWire(answer, recording.clientRequestId);
  const sendNow = (answer: Answer): void => {
    if (response.destroyed) return;
    recording.status = answer.status;
    write(response, wireOf(answer));
  };

  return {
    perform,
    send: (answer) => {
      if (latencyMs === 0) sendNow(answer);
      else setTimeout(() => sendNow(answer), latencyMs).unref();
    },
    begin: (answer) => {
      const wire = wireOf(answer);
      recording.status = wire.status;
      response.writeHead(wire.status, wire.headers);
      response.flushHeaders();
      return wire;
    },
    push: (chunk) => {
      response.write(chunk);
    },
    finish: () => {
      response.end();
    },
    destroy: () => {
      broken = true;
      socket?.destroy();
    },
    gone: () => response.destroyed,
    onSent: (done) => {
      response.once('finish', done);
    },
  };
};
