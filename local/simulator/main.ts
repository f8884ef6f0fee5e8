/** The simulator as its own process: `tsx local/simulator/main.ts [--port N] [--identity-header VALUE]`. */
import { parseArgs } from 'node:util';
import { startSimulator } from './simulator';

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '0' }, 'identity-header': { type: 'string' } },
  });
  const header = values['identity-header'];
  const simulator = await startSimulator({
    port: Number(values.port),
    ...(header !== undefined && { identityHeader: header }),
  });
  const stop = (): void => {
    void simulator.stop().then(() => {
      if (process.connected) process.disconnect();
    });
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  process.once('disconnect', stop);
  const { url, graphUrl, workspaceId, workspaceResource, identity } = simulator;
  process.stdout.write(`${JSON.stringify({ url, graphUrl, workspaceId, workspaceResource, identity })}\n`);
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'The simulator cannot start.'}\n`);
  process.exitCode = 1;
});
