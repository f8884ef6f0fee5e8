import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo } from 'node:net';

/** A server that answers 200 with an empty object and keeps the headers of every request. */
export interface Recorder {
  /** What the next request is answered instead. */
  next: { readonly status: number; readonly headers: Readonly<Record<string, string>> } | null;
  readonly url: string;
  readonly seen: IncomingHttpHeaders[];
  readonly stop: () => Promise<void>;
}

export const startRecorder = async (): Promise<Recorder> => {
  const seen: IncomingHttpHeaders[] = [];
  const recorder: Pick<Recorder, 'next'> = { next: null };
  const server = createServer((request, response) => {
    seen.push(request.headers);
    const { status, headers } = recorder.next ?? { status: 200, headers: {} };
    recorder.next = null;
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(recorder, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  });
};
