import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { QueueServiceClient } from '@azure/storage-queue';
import { startAzurite } from '../../../local/azurite';
import { eventually } from '../../waiting';

const isListening = async (port: number): Promise<boolean> => {
  const socket = connect(port, '127.0.0.1');
  const listening = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'close').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return listening;
};

const gone = (port: number) => eventually(async () => ((await isListening(port)) ? undefined : true));

describe('startAzurite', () => {
  it('serves queues under its connection string until it is stopped', async () => {
    const azurite = await startAzurite();
    const queue = QueueServiceClient.fromConnectionString(azurite.connectionString).getQueueClient('q-1');
    await queue.create();
    expect(await queue.exists()).toBe(true);
    await azurite.stop();
    expect(await isListening(azurite.ports.queue)).toBe(false);
  });

  it('takes free ports when the usual ones are taken', async () => {
    const one = await startAzurite({ preferUsualPorts: true });
    const two = await startAzurite({ preferUsualPorts: true });
    expect(new Set([one, two].flatMap(({ ports }) => [ports.blob, ports.queue, ports.table])).size).toBe(6);
    await Promise.all([one.stop(), two.stop()]);
  });

  it('ends with the process that started it, even when that is killed', async () => {
    const script = `
      const { startAzurite } = require(${JSON.stringify(join(__dirname, '../../../local/azurite.ts'))});
      startAzurite().then(({ ports }) => { console.log(ports.queue); setInterval(() => {}, 1000); });`;
    const parent = spawn(process.execPath, ['--import', 'tsx', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const port = Number(line.toString());
    expect(await isListening(port)).toBe(true);
    parent.kill('SIGKILL');
    expect(await gone(port)).toBe(true);
  });
});
