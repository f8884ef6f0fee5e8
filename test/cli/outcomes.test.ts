import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HttpRequest, HttpResponse, InvocationContext } from '@azure/functions';
import { listOutcomes } from '../../functions/outcomes';
import { notCreated, reason } from '../../shared/pipeline/outcome';
import { batchIds, batchesOf } from '../../shared/pipeline/record/outcome-batches';
import { answered } from '../functions/answered';
import { inMemoryRecord } from '../pipeline/in-memory-record';
import { plannedOf } from '../pipeline/planned';
import { runInProcess } from './in-process';

const start = Date.parse('2030-01-31T12:00:00Z');

/** The route over a record in memory, by real HTTP. After `asks` questions it refuses the key, so that who follows ends. */
const startServer = async () => {
  const store = inMemoryRecord();
  const newBatchId = batchIds((bytes) => Buffer.alloc(bytes));
  const state = { clock: start, asks: Infinity, away: 0 };
  const now = (): Date => new Date(state.clock);
  const server = createServer((request, response) => {
    void (async () => {
      state.asks -= 1;
      if (state.asks < 0) return response.writeHead(401).end();
      state.away -= 1;
      if (state.away >= 0) return response.writeHead(503).end();
      const url = new URL(request.url ?? '', 'http://gateway.example');
      const asked = new HttpRequest({
        method: 'GET',
        url: url.href,
        query: Object.fromEntries(url.searchParams),
      });
      const context = new InvocationContext({ invocationId: 'i', logHandler: () => undefined });
      const handler = answered({ now }, listOutcomes({ now }, { store, days: 30 }));
      const answer = new HttpResponse(await handler(asked, context));
      return response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    state,
    keep: async (intakeId: string, names: readonly string[], left: 'skipped' | 'rejected' = 'skipped') => {
      const outcomes = plannedOf(...names).map((planned) => ({
        ...notCreated(
          planned,
          { destination: 'graph', state: left, why: reason('a-code', 'why\u0007') },
          {
            attempt: 1,
            settledAt: '2030-01-31T12:00:00.000Z',
          },
        ),
        intakeId,
      }));
      await store.write(batchesOf(outcomes, newBatchId).map((batch) => ({ at: state.clock, batch })))();
      state.clock += 1_000;
    },
    run: (...args: readonly string[]) =>
      runInProcess(['outcomes', ...args], { env: { INDICATOR_GATEWAY_URL: url, FORCE_COLOR: '0' } }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

let server: Awaited<ReturnType<typeof startServer>>;

beforeEach(async () => {
  server = await startServer();
  await server.keep('first', ['a', 'b']);
  await server.keep('second', ['c'], 'rejected');
});

afterEach(() => server.stop());

const namesIn = (lines: string): readonly string[] =>
  lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { readonly externalId: string }).externalId);

describe('indicator-gateway outcomes', () => {
  it('prints the newest first, a line each, and nothing that a terminal would obey', async () => {
    const { code, stdout } = await server.run();
    const lines = stdout.trimEnd().split('\n');
    expect([code, lines.length]).toEqual([0, 3]);
    expect(lines[0]).toContain('rejected');
    expect(stdout).not.toContain('\u0007');
  });

  it.each([
    [
      ['--intake', 'first'],
      ['a', 'b'],
    ],
    [
      ['--event', 'event-1'],
      ['c', 'a', 'b'],
    ],
    [['--state', 'rejected'], ['c']],
    [
      ['--limit', '2'],
      ['c', 'a'],
    ],
    [
      ['--until', '2030-01-31T12:00:01Z'],
      ['a', 'b'],
    ],
    [['--intake', 'nobody'], []],
  ])('prints of %j the outcomes of %j', async (args, expected) => {
    const { code, stdout } = await server.run(...args, '-o', 'tsv');
    const rows = stdout.split('\n').filter((row) => row !== '');
    expect([code, rows.map((row) => row.split('\t')[6])]).toEqual([0, expected]);
  });

  it.each([
    [['--state', 'gone']],
    [['--limit', '0']],
    [['--after', 'x']],
    [['--since', 'yesterday']],
    [['--follow', '--until', '2030-01-31']],
    [['--follow', '--limit', '5']],
    [['--follow', '--keep', path.join(tmpdir(), 'no-such-folder', 'cursor.txt')]],
    [['--follow', '--keep', tmpdir()]],
    [['--follow', '--keep', __filename]],
  ])('says what is wrong with %j and exits with 2', async (args) => {
    const { code, stderr } = await server.run(...args);
    expect([code, stderr]).toEqual([2, expect.not.stringContaining('fault of the command')]);
  });
});

describe('--follow', () => {
  const since = ['--follow', '--every', '1', '-o', 'json', '--since', '2030-01-31T00:00:00Z'];

  it('goes on from the cursor of the last line where it was ended: nothing is missed, and nothing comes twice', async () => {
    server.state.clock += 60_000;
    server.state.asks = 1;
    const one = await server.run(...since);
    expect([one.code, namesIn(one.stdout)]).toEqual([1, ['a', 'b', 'c']]);
    // It ended while it printed: whoever reads has the first line only.
    const [first = ''] = one.stdout.split('\n');
    const { cursor } = JSON.parse(first) as { readonly cursor: string };
    await server.keep('third', ['d']);
    server.state.clock += 60_000;
    server.state.asks = 1;
    const two = await server.run(...since, '--after', cursor);
    expect(namesIn(two.stdout)).toEqual(['b', 'c', 'd']);
  });

  it('keeps the cursor in a file, and is asked again where the gateway is away for a moment', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'indicator-gateway-outcomes-'));
    const file = path.join(folder, 'cursor.txt');
    try {
      server.state.clock += 60_000;
      server.state.asks = 1;
      expect(namesIn((await server.run(...since, '--keep', file)).stdout)).toEqual(['a', 'b', 'c']);
      expect(readFileSync(file, 'utf8')).toMatch(/^[\da-f.]+\n$/);
      await server.keep('third', ['d', 'e']);
      server.state.clock += 60_000;
      Object.assign(server.state, { asks: 1, away: 0 });
      const again = await server.run(...since, '--keep', file, '--intake', 'third');
      expect(namesIn(again.stdout)).toEqual(['d', 'e']);
      expect(again.stderr).toContain('refused the key');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
