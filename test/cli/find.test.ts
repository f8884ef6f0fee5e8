import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { HttpRequest, HttpResponse, InvocationContext } from '@azure/functions';
import * as T from 'fp-ts/Task';
import * as TE from 'fp-ts/TaskEither';
import { findKnown } from '../../functions/find';
import { entryOf } from '../../shared/delivery/ledger/ledger';
import { isFound, type LedgerSearch } from '../../shared/delivery/ledger/ledger-search';
import { type LedgerEntry, type ReadBackStore } from '../../shared/delivery/ports';
import { inMemoryReadBacks } from '../delivery/in-memory-read-backs';
import { usualRoute } from '../destinations/usual';
import { answered } from '../functions/answered';
import { indicatorOf } from '../pipeline/planned';
import { runInProcess } from './in-process';

const now = (): Date => new Date('2030-01-31T12:00:00Z');

const said = (source: string, takenBack = false) => ({
  source,
  externalId: 'x',
  at: '2030-01-30T00:00:00.000Z',
  receivedAt: '2030-01-30T00:00:00.000Z',
  eventId: 'run-1',
  takenBack,
});

const entry = (n: number): LedgerEntry => ({
  ...entryOf(indicatorOf(`e${n}`, { domainName: `n${n}.evil.example` }), {
    id: `id-${n}`,
    sourceTime: '2030-01-30T00:00:00.000Z',
    state: 'created',
  }),
  since: `2030-01-30T00:0${n}:00.000Z`,
  saidBy: [said('feed'), said('other\u0007', true), said('', true)],
});

const search: LedgerSearch = {
  visit: (_, query, each) =>
    TE.fromIO(() => each([entry(1), entry(2), entry(3)].filter((one) => isFound(query)(one)))),
};

const readBacks: ReadBackStore = {
  ...inMemoryReadBacks(),
  seen: () =>
    TE.right({
      look: {
        at: '2030-01-30T12:23:00.000Z',
        counts: {},
        unseen: 'time-over',
        differences: 1,
        isWhole: false,
        visibleAfterMinutes: 5,
      },
      differing: new Map([
        ['e2', { at: '2030-01-30T12:23:00.000Z', state: 'foreign-change', causes: [], differs: ['action'] }],
      ]),
    }),
};

let server: Server;

beforeEach(async () => {
  const handler = answered(
    { now },
    findKnown(
      { now, routes: [{ ...usualRoute, name: 'graph', deliverer: () => T.of([]) }] },
      search,
      readBacks,
    ),
  );
  server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '', 'http://gateway.example');
      const query = Object.fromEntries(url.searchParams);
      const context = new InvocationContext({ invocationId: 'i', logHandler: () => undefined });
      const asked = new HttpRequest({ method: 'GET', url: url.href, query });
      const answer = new HttpResponse(await handler(asked, context));
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const find = (...args: readonly string[]) => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return runInProcess(['find', ...args], { env: { INDICATOR_GATEWAY_URL: url, FORCE_COLOR: '0' } });
};

describe('indicator-gateway find', () => {
  it('says where an indicator is, since when, until when, and who said it', async () => {
    const { code, stdout } = await find('N1[.]evil[.]example');
    expect(code).toBe(0);
    expect(stdout).toContain('n1.evil.example');
    expect(stdout).toContain('held');
    expect(stdout).toContain('since 2030-01-30T00:01');
    expect(stdout).toContain('feed, other');
    expect(stdout).toContain('everybody (taken back)');
    expect(stdout).not.toContain('\u0007');
  });

  it('says that the ledger knows nothing of what was never sent', async () => {
    expect((await find('nobody.example')).stdout).toContain('the ledger knows nothing of it');
  });

  it('gives the newest first, as many as are asked for, and how many more there are', async () => {
    const { stdout } = await find('--event-id', 'run-1', '--limit', '2');
    expect(stdout.indexOf('n3.evil.example')).toBeLessThan(stdout.indexOf('n2.evil.example'));
    expect(stdout).not.toContain('n1.evil.example');
    expect(stdout).toContain('and 1 more');
  });

  it('says what was seen there last, and when', async () => {
    expect((await find('n2.evil.example')).stdout).toContain('foreign-change (action) at 2030-01-30T12:23');
    expect((await find('n1.evil.example')).stdout).not.toContain('foreign-change');
    expect((await find('n2.evil.example', '-o', 'tsv')).stdout).toContain(
      'foreign-change\t2030-01-30T12:23:00.000Z',
    );
  });

  it('gives all that is known as JSON', async () => {
    const { stdout } = await find('n1.evil.example', '-o', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ count: 1, indicators: [{ id: 'id-1', state: 'held' }] });
  });

  it.each([
    [[]],
    [['a.example', '--event-id', 'e']],
    [['a.example', '--from', '2030-01-01']],
    [['--event-id', 'e', '--urls']],
    [['a.example', '--limit', '0']],
    [['a.example', '--state', 'gone']],
  ])('refuses the words %j', async (words) => {
    expect((await find(...words)).code).not.toBe(0);
  });
});
