import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { runInProcess } from './in-process';

const answers = new Map<string, readonly [number, unknown]>();
const asked: string[] = [];
let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = request.url ?? '';
    asked.push(`${request.method} ${url}`);
    const [status, body] = answers.get(url) ?? [
      404,
      { type: 'urn:indicator-gateway:problem:none', title: 'There is none', detail: 'one of a, b is wanted' },
    ];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => server.close());

const run = (...args: readonly string[]) =>
  runInProcess(args, {
    env: {
      INDICATOR_GATEWAY_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      NO_COLOR: '1',
    },
  });

const progress = {
  intakeId: 'i 1',
  feed: { lines: 100_000, parts: 113, linesRead: 62_000, partsRead: 70 },
  queued: 40,
  settled: { created: 61_940, updated: 0, revoked: 0, duplicate: 0, rejected: 0, skipped: 60, parked: 0 },
  reasons: [
    { destination: 'graph', state: 'created', reason: null, count: 61_940 },
    { destination: null, state: 'skipped', reason: 'item-unknown', count: 60 },
  ],
  done: false,
  allCounted: true,
};

describe('the command intake', () => {
  it('says how far it has come, and ends with 1 by --strict while it is not finished', async () => {
    answers.set('/api/intakes/i%201', [200, progress]);
    const { code, stdout } = await run('intake', 'i 1');
    expect(code).toBe(0);
    expect(stdout).toContain('62000 of 100000 lines, 70 of 113 parts');
    expect(stdout).toMatch(/^not done yet\n/);
    expect(stdout).toMatch(/queued +40\n/);
    expect(stdout).toMatch(/60 +skipped +- +item-unknown/);
    expect((await run('intake', 'i 1', '--strict')).code).toBe(1);
    expect((await run('intake', 'i 1', '-o', 'tsv')).stdout.split('\n')[0]).toBe('61940\tcreated\tgraph\t');
    const whole = { ...progress.feed, linesRead: 100_000, partsRead: 113 };
    answers.set('/api/intakes/i%201', [200, { ...progress, feed: whole, queued: 0, done: true }]);
    expect(await run('intake', 'i 1', '--strict')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^done\n/) as string,
    });
  });

  it('fails where nothing is kept of it', async () => {
    expect((await run('intake', 'none')).code).toBe(1);
  });
});

const difference = (n: number) => ({
  recordedAt: '2030-01-31T12:00:00.000Z',
  state: 'rejected',
  reason: { code: 'rejected-by-destination' },
  expected: { state: 'created', code: null },
  externalId: `id-${n}`,
  observable: { kind: 'domainName', value: `n${n}.example` },
  eventId: 'e',
});

describe('the command shadow', () => {
  it('prints every difference of all pages, and no other line', async () => {
    const head = {
      shadow: 'new',
      of: 'old',
      since: '2030-01-30T12:00:00.000Z',
      same: 90,
      different: 3,
      missed: 1,
    };
    const page = { ...head, complete: true, differences: [difference(1), difference(2)], next: 'c' };
    answers.set('/api/shadows/new?size=100', [200, page]);
    const more = `/api/shadows/new?since=${encodeURIComponent(head.since)}&size=100&next=c`;
    answers.set(more, [200, { ...page, differences: [difference(3)], next: null }]);
    const { code, stdout } = await run('shadow', 'new');
    expect([code, stdout.trim().split('\n')]).toEqual([
      0,
      [
        '90 the same as at old, 3 not, 1 not tried; since 2030-01-30T12:00:00.000Z',
        ...[1, 2, 3].map(
          (n) => `n${n}.example  created  rejected (rejected-by-destination)  2030-01-31T12:00  e`,
        ),
      ],
    ]);
    expect((await run('shadow', 'new', '--strict')).code).toBe(1);
    expect((await run('shadow', 'new', '--limit', '1', '-o', 'tsv')).code).toBe(1);
  });

  it('refuses a limit that is none', async () => {
    expect((await run('shadow', 'new', '--limit', '0')).code).toBe(2);
  });
});

describe('the command fail-back', () => {
  it('has the destination used again, and says since when it was not', async () => {
    const path = '/api/destinations/soc-emea/fail-back';
    answers.set(path, [200, { destination: 'soc-emea', failedOverSince: '2030-01-31T12:00:00.000Z' }]);
    const { code, stdout } = await run('fail-back', 'soc-emea');
    expect([code, stdout.trim()]).toEqual([
      0,
      'soc-emea is used again; it was not since 2030-01-31T12:00:00.000Z',
    ]);
    expect(asked.at(-1)).toBe(`POST ${path}`);
    answers.set(path, [200, { destination: 'soc-emea', failedOverSince: null }]);
    expect((await run('fail-back', 'soc-emea')).stdout).toContain('was not failed over');
  });

  it('fails where there is none', async () => {
    const { code, stderr } = await run('fail-back', 'none');
    expect([code, stderr]).toEqual([1, expect.stringContaining('one of a, b is wanted')]);
  });
});
