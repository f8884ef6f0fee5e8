import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { QueueServiceClient } from '@azure/storage-queue';
import { startAzurite } from '../../azurite';
import { eventually } from '../../waiting';
import { cleanUp, writeApp } from './fixture-app';

const mainFile = join(__dirname, '../../../local/host/main.ts');
const children: ChildProcess[] = [];

const run = (root: string, ...flags: string[]) => {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', mainFile, '--root', root, '--port', '0', ...flags],
    {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  children.push(child);
  const said = { out: '', err: '' };
  child.stdout?.on('data', (chunk) => (said.out += String(chunk)));
  child.stderr?.on('data', (chunk) => (said.err += String(chunk)));
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  return { child, said, exited };
};

interface Ready {
  readonly url: string;
  readonly functionKey: string;
  readonly functions: readonly string[];
}

const ready = ({ said }: ReturnType<typeof run>) =>
  eventually(() => (said.out.endsWith('\n') ? (JSON.parse(said.out) as Ready) : undefined));

const library = `import { app } from '@azure/functions';`;

const source = `${library}
app.hook.appTerminate(() => { console.error('terminated'); });
app.http('slow', { authLevel: 'function', handler: async () => {
  console.error('slow began');
  await new Promise((resolve) => setTimeout(resolve, 500));
  return { body: 'done' };
} });
`;

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await cleanUp();
});

describe('the host as a process', () => {
  it('says where it is in one line, and nothing else on stdout', async () => {
    const host = run(writeApp({ source }), '--key', 'abc');
    const { url, functionKey, functions } = await ready(host);
    expect([functionKey, functions]).toEqual(['abc', ['slow']]);
    expect(await (await fetch(`${url}/api/slow?code=abc`)).text()).toBe('done');
    expect(host.said.out.trim().split('\n')).toHaveLength(1);
  });

  it.each(['SIGTERM', 'SIGINT', 'disconnect'])('finishes what is running on %s, then ends', async (how) => {
    const host = run(writeApp({ source }));
    const { url, functionKey } = await ready(host);
    const response = fetch(`${url}/api/slow`, { headers: { 'x-functions-key': functionKey } });
    await eventually(() => (host.said.err.includes('slow began') ? true : undefined));
    if (how === 'disconnect') host.child.disconnect();
    else host.child.kill(how as NodeJS.Signals);
    expect(await (await response).text()).toBe('done');
    expect(await host.exited).toBe(0);
    expect(host.said.err).toContain('terminated');
  });

  it('ends with 1 and the reason when the entry point throws', async () => {
    const broken = `throw new Error('no configuration')`;
    const host = run(writeApp({ source: broken }));
    expect(await host.exited).toBe(1);
    expect(host.said.err).toContain('no configuration');
    expect(host.said.out).toBe('');
  });

  it('leaves its messages to reappear when it is killed', async () => {
    const azurite = await startAzurite();
    const queue = QueueServiceClient.fromConnectionString(azurite.connectionString).getQueueClient('killed');
    await queue.create();
    await queue.sendMessage(Buffer.from('x').toString('base64'));
    const stuck = `${library} app.storageQueue('stuck', { queueName: 'killed', connection: 'AzureWebJobsStorage',
      handler: async () => { console.error('stuck began'); await new Promise(() => {}); } });`;
    const settings = { AzureWebJobsStorage: azurite.connectionString };
    const host = run(writeApp({ source: stuck, settings }), '--invisibility', '2');
    await eventually(() => (host.said.err.includes('stuck began') ? true : undefined));
    host.child.kill('SIGKILL');
    await host.exited;
    const [message] = await eventually(async () => {
      const { receivedMessageItems } = await queue.receiveMessages();
      return receivedMessageItems.length > 0 ? receivedMessageItems : undefined;
    });
    expect(message?.dequeueCount).toBeGreaterThanOrEqual(2);
    await azurite.stop();
  });
});
