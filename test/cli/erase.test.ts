import { functionKey, startParkedServer, type ParkedServer } from './parked-server';
import { inMemoryWorld } from '../pipeline/in-memory-environment';
import { runInProcess } from './in-process';

let server: ParkedServer;

const kept = { dryRun: true, count: 4, held: 1, rows: 1, outcomes: 2, parked: 1 };

beforeAll(async () => {
  server = await startParkedServer(() => inMemoryWorld([]).environment);
  server.instead = (response, path) => {
    const isDry = new URL(path, server.url).searchParams.has('dryRun');
    const { rows, outcomes, parked } = kept;
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(isDry ? kept : { dryRun: false, rows, outcomes, parked }));
  };
});

afterAll(() => server.stop());

beforeEach(() => {
  server.requests.length = 0;
});

const run = (...args: readonly string[]) =>
  runInProcess(['erase', ...args], {
    env: { INDICATOR_GATEWAY_URL: server.url, INDICATOR_GATEWAY_KEY: functionKey },
  });

describe('indicator-gateway erase', () => {
  it('says what is kept, how it is erased and what stays, and asks for nothing to be erased', async () => {
    const { code, stdout } = await run('--value', '203.0.113.7');
    expect(stdout.trimEnd().split('\n')).toEqual([
      'kept: 1 rows of the ledger, 2 outcomes, 1 parked; --count 4 erases them',
      '1 are held and stay: take them back first',
    ]);
    expect([code, server.requests]).toEqual([0, ['POST /api/erase?value=203.0.113.7&dryRun=true']]);
  });

  it('erases what was counted', async () => {
    const { code, stdout } = await run('--event-id', 'a/b', '--count', '4', '-o', 'tsv');
    expect([code, stdout.trimEnd()]).toEqual([0, '\t\t1\t2\t1']);
    expect(server.requests).toEqual(['POST /api/erase?eventId=a%2Fb&count=4']);
  });

  it.each([
    [[], 'give one of --value and --event-id'],
    [['--value', 'a', '--event-id', 'b'], 'give one of --value and --event-id'],
    [['--value', 'a', '--count', 'all'], '--count: expected an integer'],
  ])('asks for nothing with %j', async (args, said) => {
    const { code, stderr } = await run(...args);
    expect(stderr).toContain(said);
    expect([code, server.requests]).toEqual([2, []]);
  });
});
