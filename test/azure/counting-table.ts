import { once } from 'node:events';
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type Azurite } from '../../local/azurite';

/** What was asked of the table service since it was reset. */
export interface Counted {
  calls: number;
  rows: number;
}

/** The table service of an emulator behind a server that counts calls, and rows of answers. */
export interface CountingTable {
  readonly connectionString: string;
  readonly counted: Counted;
  readonly reset: () => void;
  readonly stop: () => Promise<void>;
}

const rowsIn = (text: string): number => {
  const isList = text.includes('"value":[');
  if (!isList) return text.includes('"RowKey"') ? 1 : 0;
  return (JSON.parse(text) as { readonly value: readonly unknown[] }).value.length;
};

export const startCountingTable = async ({ connectionString, ports }: Azurite): Promise<CountingTable> => {
  const counted: Counted = { calls: 0, rows: 0 };
  const forward = async (from: IncomingMessage, to: ServerResponse): Promise<void> => {
    const { method, url, headers } = from;
    const call = ask({ host: '127.0.0.1', port: ports.table, method, path: url, headers });
    call.end(await buffer(from));
    const [answer] = (await once(call, 'response')) as [IncomingMessage];
    const body = await buffer(answer);
    counted.calls += 1;
    if (method === 'GET') counted.rows += rowsIn(body.toString());
    to.writeHead(answer.statusCode ?? 500, answer.headers).end(body);
  };
  const server = createServer((from, to) => void forward(from, to)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    connectionString: connectionString.replace(`127.0.0.1:${ports.table}/`, `127.0.0.1:${port}/`),
    counted,
    reset: () => void Object.assign(counted, { calls: 0, rows: 0 }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
