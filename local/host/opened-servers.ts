import type { Server } from 'node:http';
import { builtin } from './node-builtins';

/** The HTTP servers that are created while `start` runs: the library keeps its own to itself, and a host has to close it. */
export const serversOpenedWhile = async <A>(
  start: () => Promise<A>,
): Promise<{ readonly result: A; readonly servers: readonly Server[] }> => {
  const http = builtin('node:http');
  const { createServer } = http;
  const servers: Server[] = [];
  http.createServer = ((...args: Parameters<typeof createServer>) => {
    const server = createServer(...args);
    servers.push(server);
    return server;
  }) as typeof createServer;
  try {
    return { result: await start(), servers };
  } finally {
    http.createServer = createServer;
  }
};
