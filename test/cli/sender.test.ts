import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { hash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { checkSender } from '../../shared/door/check';
import { type Sender } from '../../shared/profile/sender';
import { profileWith } from '../pipeline/profiles';
import { runInProcess } from './in-process';

interface Made {
  readonly url: string;
  readonly secret: string;
  readonly header: string;
  readonly setting: string;
  readonly entry: Readonly<Record<string, unknown>>;
}

const url = 'https://gateway.example';

const add = async (...args: readonly string[]): Promise<Made> => {
  const { code, stdout, stderr } = await runInProcess(['sender', 'add', ...args, '--url', url, '-o', 'json']);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Made;
};

const schemes = ['function-key', 'standard-webhooks', 'github', 'stripe', 'hmac'];

/** The clock of the caller: what is tried is what it signs. */
const saidAt = (header: (name: string) => string | null): Date => {
  const [, seconds] = /t=(\d+)/.exec(header('stripe-signature') ?? '') ?? [];
  return new Date(Number(header('webhook-timestamp') ?? seconds ?? 0) * 1000);
};

/** A door with one sender, whose secret is the one that was made. */
const startDoor = async (sender: Sender | undefined, secret: string) => {
  const isLetIn = async (request: IncomingMessage): Promise<boolean> => {
    const body = await buffer(request);
    const header = (name: string): string | null => request.headers[name]?.toString() ?? null;
    if (sender?.scheme === 'function-key')
      return (
        request.url === '/api/indicators' &&
        sender.keySha256.includes(hash('sha256', header('x-functions-key') ?? ''))
      );
    const evidence = {
      secretOf: () => secret,
      keysOf: () => () => Promise.reject(new Error('none')),
      certificatesAsked: false,
    };
    const proof = await checkSender(sender, evidence)({ header, body, now: saidAt(header) })();
    return (
      request.url === `/api/in/${sender?.name ?? ''}` &&
      proof._tag === 'Right' &&
      proof.right._tag === 'Right'
    );
  };
  const server: Server = createServer((request, response) => {
    void isLetIn(request).then((isIn) => response.writeHead(isIn ? 200 : 401).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
};

describe('sender add', () => {
  it.each(schemes)('gives an entry that a profile takes, and no secret in it: %s', async (scheme) => {
    const { entry, secret } = await add('new-one', '--scheme', scheme);
    expect(profileWith({ senders: [entry] }).senders).toMatchObject([{ name: 'new-one', scheme }]);
    expect(JSON.stringify(entry)).not.toContain(secret);
  });

  it('says where to send, which header, and what to set at the gateway', async () => {
    expect(await add('new-one')).toMatchObject({
      url: `${url}/api/in/new-one`,
      header: expect.stringContaining('webhook-signature') as string,
      setting: expect.stringContaining('SENDER_NEW_ONE_SECRET') as string,
    });
    const keyed = await add('splunk', '--scheme', 'function-key');
    expect(keyed).toMatchObject({ url: `${url}/api/indicators`, header: `x-functions-key: ${keyed.secret}` });
    expect(keyed.setting).toContain(
      `--function-name receive-http --key-name splunk --key-value ${keyed.secret}`,
    );
  });

  it('makes another secret each time', async () => {
    expect((await add('a')).secret).not.toBe((await add('a')).secret);
  });

  it('refuses a name that no sender may have', async () => {
    const { code, stderr } = await runInProcess(['sender', 'add', 'My SIEM', '--url', url]);
    expect(code).toBe(2);
    expect(stderr).toContain('lower-case');
  });
});

describe('sender test', () => {
  it.each(schemes)('is let in with what was made, and not with another secret: %s', async (scheme) => {
    const { entry, secret } = await add('new-one', '--scheme', scheme);
    const [sender] = profileWith({ senders: [entry] }).senders;
    const door = await startDoor(sender, secret);
    const attempt = async (one: string) => {
      const args = ['sender', 'test', 'new-one', '--scheme', scheme, '--url', door.url, '-o', 'json'];
      const { code, stdout } = await runInProcess(args, { env: { INDICATOR_GATEWAY_SECRET: one } });
      return [code, (JSON.parse(stdout) as { readonly ok: boolean }).ok];
    };
    expect(await attempt(secret)).toEqual([0, true]);
    expect(await attempt((await add('new-one', '--scheme', scheme)).secret)).toEqual([1, false]);
    door.stop();
  });

  it('asks for the secret where there is none', async () => {
    const { code, stderr } = await runInProcess(['sender', 'test', 'new-one', '--url', url]);
    expect(code).toBe(2);
    expect(stderr).toContain('INDICATOR_GATEWAY_SECRET');
  });
});
