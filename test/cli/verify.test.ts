import { HttpRequest, HttpResponse } from '@azure/functions';
import { type ServerResponse } from 'node:http';
import { readBack } from '../../functions/read-back';
import { repair } from '../../functions/repair';
import { verify } from '../../functions/verify';
import { readBackWorld, type ReadBackWorld } from '../delivery/read-back-world';
import { answered } from '../functions/answered';
import { invocation } from '../functions/world';
import { inMemoryWorld } from '../pipeline/in-memory-environment';
import { usualRoute } from '../destinations/usual';
import { indicatorOf } from '../pipeline/planned';
import { bundledCli, type Cli } from './command';
import { functionKey, startParkedServer, type ParkedServer } from './parked-server';

let cli: Cli;
let world: ReadBackWorld;
let server: ParkedServer;

const environment = () => ({
  ...inMemoryWorld([]).environment,
  now: world.now,
  routes: world.ways.map(({ instance, deliverer }) => ({ ...usualRoute, name: instance.name, deliverer })),
});

const answerBy = async (response: ServerResponse, path: string): Promise<void> => {
  const { searchParams } = new URL(path, 'http://gateway.example');
  const isRepair = path.startsWith('/api/repair');
  const request = new HttpRequest({
    method: isRepair ? 'POST' : 'GET',
    url: `http://gateway.example${path}`,
    query: Object.fromEntries(searchParams),
  });
  const handler = isRepair ? repair(environment(), world.verifying, world.ledger) : verify(world.verifying);
  const answer = new HttpResponse(await answered(environment(), handler)(request, invocation().context));
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
};

beforeAll(async () => {
  [cli, world] = await Promise.all([bundledCli(), readBackWorld({ SENTINEL_WORKSPACE_RESOURCE_ID: '' })]);
  server = await startParkedServer(environment);
  server.instead = (response, path) => void answerBy(response, path);
  const domains = ['kept', 'gone', 'changed'].map((name) =>
    indicatorOf(name, { domainName: `${name}.example.com` }),
  );
  await world.bring('graph', domains, 'feed');
  world.simulator.changeInPortal('graph', (entry) => {
    if (entry.domainName === 'gone.example.com') return null;
    return entry.domainName === 'changed.example.com' ? { ...entry, action: 'allow' } : entry;
  });
  world.pass(30);
});

afterAll(() => Promise.all([server.stop(), world.stop(), cli.remove()]));

const run = (...args: readonly string[]) =>
  cli.run(['verify', ...args], {
    env: { INDICATOR_GATEWAY_URL: server.url, INDICATOR_GATEWAY_KEY: functionKey },
  });

describe('indicator-gateway verify', () => {
  it('says of each destination what stands how, and what could not be looked at', async () => {
    const { code, stdout } = await run();
    const lines = stdout.split('\n').map((line) => line.replaceAll(/\s+/g, ' ').trim());
    expect(lines).toEqual(
      expect.arrayContaining([
        'graph 1 visible, 1 foreign-change, 1 missing',
        'missing gone',
        'foreign-change changed action',
        'defender 0 visible',
        'not all could be seen (not-set-up): what was not seen is not judged',
      ]),
    );
    expect(code).toBe(0);
  });

  it('gives a row each, and 1 with --strict where something differs', async () => {
    const { code, stdout } = await run('--destination', 'graph', '--strict', '-o', 'tsv');
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));
    expect(
      rows.map(([destination, state, externalId, , why]) => [destination, state, externalId, why]),
    ).toEqual([
      ['graph', 'missing', 'gone', ''],
      ['graph', 'foreign-change', 'changed', 'action'],
    ]);
    expect(code).toBe(1);
  });

  it('ends with 0 and --strict where all is as it was sent', async () => {
    expect(await run('--destination', 'defender', '--strict')).toMatchObject({ code: 0 });
  });

  it('ends with 1 where a product could not be seen to the end', async () => {
    const answer = { kind: 'status', status: 503 } as const;
    world.simulator.inject({ on: 'defender', times: 3, answer });
    const { code, stdout } = await run('--destination', 'defender', '-o', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      destinations: [{ destination: 'defender', unseen: { code: 'http-503', status: 503 }, differences: [] }],
    });
    expect(code).toBe(1);
  });

  it('names the destinations that there are where one is not', async () => {
    const { code, stderr } = await run('--destination', 'sentinle');
    expect(stderr).toContain('names of destinations, with commas between, of graph, sentinel, defender');
    expect(code).toBe(2);
  });
});

describe('the timer read-back', () => {
  it('tells of what is not as it was sent, and changes nothing', async () => {
    const alerts: string[] = [];
    const { context, lines } = invocation();
    const before = world.simulator.requests().length;
    const told = {
      now: world.verifying.tools.now,
      alert: (...said: readonly string[]) => void alerts.push(said.join(' ')),
    };
    await readBack(told, world.verifying)({} as never, context);
    expect(alerts).toEqual(['not-as-sent graph 1 missing, 1 changed by others']);
    expect(lines.map((line) => line.slice(0, line.indexOf(':'))).sort()).toEqual([
      'information',
      'information',
      'warning',
    ]);
    expect(world.writesSince(before)).toEqual([]);
  });
});

describe('indicator-gateway verify --repair', () => {
  const shown = () =>
    world.simulator.stored().map(({ domainName, action }) => `${String(domainName)} ${String(action)}`);

  it('lists what others removed or changed, with a count, and changes nothing', async () => {
    const before = world.simulator.requests().length;
    const { code, stdout } = await run('--repair');
    const lines = stdout.split('\n').map((line) => line.replaceAll(/\s+/g, ' ').trim());
    expect(lines).toEqual(
      expect.arrayContaining([
        'graph missing gone.example.com',
        'graph foreign-change action changed.example.com',
        '2 were removed or changed by others, 2 would be sent again; --repair --count 2 puts them back',
      ]),
    );
    expect([code, world.writesSince(before)]).toEqual([0, []]);
  });

  it.each([
    [['--repair', '--count', '3'], '2 indicators match, and count names 3'],
    [['--count', '2'], '--count goes with --repair'],
    [['--repair', '--count', 'all'], '--count: expected an integer'],
  ])('does nothing for %j', async (args, said) => {
    const before = world.simulator.requests().length;
    const { code, stderr } = await run(...args);
    expect(stderr).toContain(said);
    expect([code, world.writesSince(before)]).toEqual([2, []]);
  });

  it('puts it back where the count is right, and then finds nothing to do', async () => {
    const { code, stdout } = await run('--repair', '--count', '2', '-o', 'tsv');
    const states = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t')[3]);
    expect([code, states.sort()]).toEqual([0, ['created', 'updated']]);
    expect(shown().sort()).toEqual([
      'changed.example.com alert',
      'gone.example.com alert',
      'kept.example.com alert',
    ]);
    expect(JSON.parse((await run('--repair', '-o', 'json')).stdout)).toMatchObject({ count: 0 });
  });
});
