import { createServer } from 'node:net';

const listens = (port: number): Promise<number | null> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });

/** The expected port, or any free one where that is taken. */
export const freePort = async (usual: number): Promise<number> =>
  (await listens(usual)) ?? (await listens(0)) ?? 0;

/** The same, and says so where the usual one was taken. */
export const usualPort = async (
  usual: number,
  what: string,
  onStep: (line: string) => void,
): Promise<number> => {
  const port = await freePort(usual);
  if (port !== usual) onStep(`port ${usual} was taken: ${what} has ${port}`);
  return port;
};
