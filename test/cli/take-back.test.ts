import { HttpRequest, HttpResponse } from '@azure/functions';
import { type ServerResponse } from 'node:http';
import { takeBackIndicators } from '../../functions/take-back';
import { dispatch } from '../../shared/pipeline/dispatch/dispatch';
import { readBackWorld, type ReadBackWorld } from '../delivery/read-back-world';
import { usualRoute } from '../destinations/usual';
import { answered } from '../functions/answered';
import { invocation } from '../functions/world';
import { inMemoryWorld } from '../pipeline/in-memory-environment';
import { indicatorOf, provenanceAt } from '../pipeline/planned';
import { rightOf } from '../pipeline/right-of';
import { bundledCli, type Cli } from './command';
import { functionKey, startParkedServer, type ParkedServer } from './parked-server';

let cli: Cli;
let world: ReadBackWorld;
let server: ParkedServer;

const memory = inMemoryWorld([]).environment;

const environment = () => ({
  ...memory,
  now: world.now,
  routes: world.ways.map(({ instance, deliverer }) => ({ ...usualRoute, name: instance.name, deliverer })),
});

const answerBy = async (response: ServerResponse, path: string): Promise<void> => {
  const { searchParams } = new URL(path, 'http://gateway.example');
  const request = new HttpRequest({
    method: 'DELETE',
    url: `http://gateway.example${path}`,
    query: Object.fromEntries(searchParams),
  });
  const handler = takeBackIndicators(environment(), world.search);
  const answer = new HttpResponse(await answered(environment(), handler)(request, invocation().context));
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
};

const say = async (source: string, eventId: string, ids: readonly string[]): Promise<void> => {
  const receivedAt = world.now().toISOString();
  const planned = ids.map((id, index) => ({
    provenance: { ...provenanceAt(`/${index}`), source, eventId, receivedAt },
    indicator: indicatorOf(id, { domainName: `${id}.example.com` }),
  }));
  const routes = environment().routes.filter(({ name }) => name === 'graph');
  const deadline = new Date(world.now().getTime() + 3_600_000);
  const past = { attempts: 0, firstSeenAt: receivedAt, history: [] };
  rightOf(await dispatch(environment())({ planned, routes, ...past, deadline, later: false })());
};

beforeAll(async () => {
  [cli, world] = await Promise.all([bundledCli(), readBackWorld()]);
  server = await startParkedServer(environment);
  server.instead = (response, path) => void answerBy(response, path);
  await say('feed', 'run-1', ['a', 'b', 'c']);
  await say('analyst', 'case-9', ['a']);
});

afterAll(() => Promise.all([server.stop(), world.stop(), cli.remove()]));

const run = (...args: readonly string[]) =>
  cli.run(['take-back', ...args], {
    env: { INDICATOR_GATEWAY_URL: server.url, INDICATOR_GATEWAY_KEY: functionKey },
  });

const held = (): number => world.simulator.stored().length;

describe('indicator-gateway take-back', () => {
  it.each([
    ['nothing', []],
    ['two filters', ['--value', 'a', '--event-id', 'b']],
    ['a window without a source', ['--event-id', 'run-1', '--from', '2030-01-01']],
    ['a count that is none', ['--event-id', 'run-1', '--count', 'all']],
  ])('is not asked for %s: 2, and the gateway is not asked', async (_, args) => {
    const before = server.requests.length;
    expect((await run(...args)).code).toBe(2);
    expect(server.requests).toHaveLength(before);
  });

  it('shows what would go, and takes nothing back', async () => {
    const { code, stdout } = await run('--event-id', 'run-1');
    expect(stdout.replaceAll(/ +/g, ' ')).toContain('3 match, 2 would go; --yes --count 3 takes them back');
    expect(stdout).toContain('stays: another still says it');
    expect([code, held()]).toEqual([0, 3]);
  });

  it('does nothing where another number match than --count says', async () => {
    const { code, stderr } = await run('--event-id', 'run-1', '--yes', '--count', '2');
    expect(stderr).toContain('3 match, and --count names 2; nothing was taken back');
    expect([code, held()]).toEqual([2, 3]);
  });

  it('takes back with --yes what the dry run counted, and gives a row each', async () => {
    const { code, stdout } = await run('--event-id', 'run-1', '--yes', '--count', '3', '-o', 'tsv');
    const rows = stdout
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => line.split('\t'));
    expect(rows.map(([, externalId, , state, why]) => [externalId, state, why])).toEqual([
      ['a', 'skipped', 'said-by-another'],
      ['b', 'revoked', ''],
      ['c', 'revoked', ''],
    ]);
    expect([code, held()]).toEqual([0, 1]);
  });
});
