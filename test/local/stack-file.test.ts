import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { claimFolder, localStack, removeStackFiles, writeStackFiles } from '../../local/stack-file';

let root: string;
let server: Server;
let served: string;

beforeAll(async () => {
  server = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  served = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'a stack ß-'));
  writeFileSync(path.join(root, 'requests.http'), '# a comment\n@url = http://x\n@key = k\n\n### One\n');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const file = (): string => path.join(root, '.local', 'stack.json');

const stack = (pid = process.pid) => ({
  pid,
  url: served,
  key: 'a-$&-key',
  connectionString: 'a connection',
  simulatorUrl: 'http://127.0.0.1:2',
});

const left = (content: unknown): void => {
  mkdirSync(path.dirname(file()), { recursive: true });
  writeFileSync(file(), typeof content === 'string' ? content : JSON.stringify(content));
};

/** Of a process that has been. */
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

const nobody = 'http://127.0.0.1:1';

describe('a start that serves', () => {
  it('is found with all it says, in a file for its owner alone', async () => {
    await claimFolder(root);
    writeStackFiles(root, stack(), { first: 'event' });
    expect(localStack(root)).toEqual(stack());
    const modes = readdirSync(path.dirname(file())).map((name) => [
      name,
      statSync(path.join(root, '.local', name)).mode & 0o777,
    ]);
    expect(modes).toEqual([
      ['first.json', 0o600],
      ['requests.http', 0o600],
      ['stack.json', 0o600],
    ]);
  });

  it('has a copy of requests.http with its address and key', async () => {
    await claimFolder(root);
    writeStackFiles(root, stack(), {});
    expect(readFileSync(path.join(root, '.local/requests.http'), 'utf8')).toBe(
      `# a comment\n@url = ${served}\n@key = a-$&-key\n\n### One\n`,
    );
  });

  it('is not there before it serves, nor after it has ended', async () => {
    expect(localStack(root)).toBeUndefined();
    await claimFolder(root);
    expect(localStack(root)).toBeUndefined();
    writeStackFiles(root, stack(), {});
    removeStackFiles(root);
    expect(localStack(root)).toBeUndefined();
    expect(readdirSync(path.join(root, '.local'))).toEqual([]);
  });
});

describe('a second start in the same folder', () => {
  it('is refused while the first starts', async () => {
    await claimFolder(root);
    await expect(claimFolder(root)).rejects.toThrow(/starting in this folder already \(process \d+\)/);
  });

  it('is refused while the first serves, and told where', async () => {
    left(stack(process.ppid));
    await expect(claimFolder(root)).rejects.toThrow(`serves in this folder already: ${served}`);
    expect(localStack(root)?.pid).toBe(process.ppid);
  });

  it('takes nothing of the first away', () => {
    left(stack(process.ppid));
    removeStackFiles(root);
    expect(() => writeStackFiles(root, stack(), {})).toThrow('already');
    expect(localStack(root)).toEqual(stack(process.ppid));
  });
});

describe('what a start left that ended without a word', () => {
  it.each([
    ['its process is gone', () => stack(deadPid())],
    ['its process is gone before it served', () => ({ pid: deadPid() })],
    ['the file is not whole', () => '{"pid":'],
    ['the file is another', () => '[]'],
  ])('is not taken for one that serves, and is overwritten: %s', async (_, content) => {
    left(content());
    expect(localStack(root)).toBeUndefined();
    await claimFolder(root);
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ pid: process.pid });
  });

  it('is overwritten, too, where another process has its id and nobody listens', async () => {
    left({ ...stack(process.ppid), url: nobody });
    await claimFolder(root);
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ pid: process.pid });
  });
});
