import { type Outcome } from '../../shared/pipeline/outcome';
import { eventually } from '../waiting';
import { startGateway, type Gateway } from './gateway';
import { indicator } from './indicators';
import { senderTo, type Sender } from './sender';

const workspaces: Readonly<Record<string, string>> = {
  emea: '10000000-0000-4000-8000-000000000001',
  us: '10000000-0000-4000-8000-000000000002',
  apac: '10000000-0000-4000-8000-000000000003',
  latam: '10000000-0000-4000-8000-000000000004',
  heir: '10000000-0000-4000-8000-000000000005',
};

const uploadsTo = (name: string): string =>
  `/workspaces/${workspaces[name]}/threat-intelligence-stix-objects:upload`;

let gateway: Gateway;
let sender: Sender;

/** Four workspaces and Graph, which a fifth workspace follows. */
beforeAll(async () => {
  gateway = await startGateway(({ url, graphUrl }) => ({
    BREAKER_SECONDS: '1',
    DESTINATIONS: 'emea,us,apac,latam,old',
    PROFILE: JSON.stringify({
      destinations: [
        ...Object.entries(workspaces).map(([name, workspaceId]) => ({
          name,
          kind: 'sentinel',
          workspaceId,
          baseUrl: url,
        })),
        { name: 'old', kind: 'graph', baseUrl: graphUrl, successor: 'heir' },
      ],
    }),
  }));
  sender = senderTo(gateway);
});

beforeEach(() => {
  sender.forget();
  gateway.simulator.reset();
  gateway.simulator.configure({ sentinelWorkspaces: Object.values(workspaces) });
});

afterAll(() => gateway.stop());

const valuesOf = (event: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `n${n}.${event}.several-hosts.com`);

const post = async (values: readonly string[]) => {
  const { json } = await sender.postText(
    JSON.stringify(values.map((domainName) => indicator({ domainName }))),
  );
  return json as { readonly intakeId: string; readonly outcomes: readonly Outcome[] };
};

const tallied = (outcomes: readonly Outcome[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { destination, state, reason } of outcomes) {
    const key = `${destination} ${state}${reason === null ? '' : ` ${reason.code}`}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
};

/** All final outcomes of some events, once there are so many. */
const finals = (intakes: readonly string[], count: number): Promise<readonly Outcome[]> =>
  eventually(async () => {
    const all = (await gateway.outcomes()).filter(({ intakeId }) => intakes.includes(intakeId));
    const done = all.filter(({ state }) => state !== 'deferred');
    return done.length >= count && done;
  });

const heldIn = (name: string): readonly string[] =>
  gateway.simulator
    .stixObjects(workspaces[name])
    .map(({ pattern }) => /'(.+)'/.exec(String(pattern))?.[1] ?? '')
    .sort();

describe('when of four workspaces one is throttled, one refuses its token and one is down', () => {
  it('leaves the others alone, and each has every indicator and one last word on it in the end', async () => {
    gateway.simulator.inject(
      {
        on: 'sentinel',
        pathEndsWith: uploadsTo('us'),
        times: null,
        answer: {
          kind: 'status',
          status: 429,
          json: { statusCode: 429, message: 'Rate limit is exceeded. Try again in 1 seconds.' },
        },
      },
      {
        on: 'sentinel',
        pathEndsWith: uploadsTo('apac'),
        times: null,
        answer: { kind: 'status', status: 401 },
      },
      {
        on: 'sentinel',
        pathEndsWith: uploadsTo('latam'),
        times: null,
        answer: { kind: 'status', status: 503 },
      },
    );
    const events = [1, 2, 3].map((n) => valuesOf(`four-${n}`, 4));
    const answers = await Promise.all(events.map(post));
    expect(tallied(answers.flatMap(({ outcomes }) => outcomes))).toEqual({
      'emea created': 12,
      'old created': 12,
      'us deferred queued': 12,
      'apac deferred queued': 12,
      'latam deferred queued': 12,
    });

    gateway.simulator.heal();
    const intakes = answers.map(({ intakeId }) => intakeId);
    expect(tallied(await finals(intakes, 5 * 12))).toEqual({
      'emea created': 12,
      'old created': 12,
      'us created': 12,
      'apac created': 12,
      'latam created': 12,
    });
    const all = events.flat().sort();
    expect(['emea', 'us', 'apac', 'latam', 'heir'].map(heldIn)).toEqual([all, all, all, all, []]);
  });
});

describe('when Graph is retired in mid-run and another is to follow it', () => {
  it('loses nothing: what it took no more is in its successor, and nothing is parked', async () => {
    const events = Array.from({ length: 40 }, (_, n) => valuesOf(`retired-${n}`, 2));
    const intakes: string[] = [];
    const rest = [...events];
    const sendSome = async (): Promise<void> => {
      for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
        intakes.push((await post(next)).intakeId);
        if (intakes.length === 12) gateway.simulator.configure({ retired: 410 });
      }
    };
    await Promise.all([sendSome(), sendSome(), sendSome()]);
    const atGraph = gateway.simulator.stored().map(({ domainName }) => String(domainName));
    const missing = events
      .flat()
      .filter((value) => !atGraph.includes(value))
      .sort();
    expect(atGraph.length).toBeGreaterThan(0);
    expect(missing.length).toBeGreaterThan(0);

    const last = await finals(intakes, 5 * 80 + missing.length);
    expect(tallied(last)).toEqual({
      'emea created': 80,
      'us created': 80,
      'apac created': 80,
      'latam created': 80,
      'old created': 80 - missing.length,
      'old skipped handed-over': missing.length,
      'heir created': missing.length,
    });
    expect(heldIn('heir')).toEqual(missing);
    expect(gateway.lines.filter((line) => /"alert".*destination-retired/.test(line))).toHaveLength(1);
  });
});
