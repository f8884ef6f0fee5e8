/**
 * Brings an event to the destinations of a profile, and asks how each is, as the app would. It is a process of its own, so that
 * it can trust other CAs.
 */
import { randomUUID } from 'node:crypto';
import { configured } from '../../functions/setup/configured';
import { createRoutes } from '../../functions/setup/create-routes';
import { credentialOf, federatedCredential } from '../../shared/azure/credential';
import { exchangeTo } from '../../shared/azure/exchange';
import { permissionsOf } from '../../shared/azure/permissions';
import { createWays } from '../../shared/delivery/way';
import { type Instance } from '../../shared/destinations/destination';
import { look } from '../../shared/health/check';
import { destinationChecks } from '../../shared/health/destination-checks';
import { lineOf } from '../../shared/health/finding';
import { receive } from '../../shared/pipeline/receive';
import { inMemoryWorld } from '../pipeline/in-memory-environment';
import { inMemoryTexts } from '../pipeline/in-memory-texts';
import { eventWith, tiIndicatorJson } from '../pipeline/planned';
import { rightOf } from '../pipeline/right-of';

const credentialFor = ({ identity, federation }: Instance) => {
  const own = credentialOf('managed-identity', identity);
  return federation === undefined ? own : federatedCredential(own, federation);
};

/**
 * A profile, and when this process begins (milliseconds since 1970). Its clock runs on from there, since waits for permits have
 * to end.
 */
interface Asked {
  readonly profile: string;
  readonly at: number;
}

const run = async ({ profile, at }: Asked) => {
  const { config } = rightOf(configured({ AzureWebJobsStorage__accountName: 'account', PROFILE: profile }));
  const now = (): Date => new Date(at + process.uptime() * 1000);
  const world = inMemoryWorld([]);
  const { telemetry, random } = world.environment;
  const texts = inMemoryTexts();
  const ways = createWays(config.destinations, {
    exchangeTo: (instance) =>
      exchangeTo(credentialFor(instance), instance.endpoint, {
        now,
        newId: randomUUID,
        destination: instance.name,
        telemetry,
      }),
    ledger: null,
    limits: texts,
    rules: {
      requestTimeoutMs: 20_000,
      batchWindowMs: 0,
      callsInFlight: 1,
      breakerSeconds: 30,
      refreshSeconds: 0,
    },
    now,
    monotonicMs: () => process.uptime() * 1000,
    random,
    telemetry,
    onCircuit: () => undefined,
    onHeld: () => undefined,
  });
  const environment = { ...world.environment, now, routes: createRoutes(ways, { texts, now }).routes };
  const event = { ...eventWith(tiIndicatorJson('evil-host.example')), receivedAt: now() };
  const deadline = new Date(now().getTime() + 60_000);
  const intent = { channel: 'http', attempts: 0, deadline, later: false } as const;
  const { outcomes } = rightOf(await receive(environment)(event, intent)());
  const patienceMs = 30_000;
  const checks = ways.flatMap((way) =>
    destinationChecks({ startedAt: now(), patienceMs })({
      ...way,
      permissions: permissionsOf(credentialFor(way.instance)),
    }),
  );
  return {
    outcomes: outcomes.map(({ destination, state }) => `${destination} ${state}`),
    waiting: world.jobs.map(
      ({ message }) => (JSON.parse(message) as { readonly destination: string }).destination,
    ),
    lines: await Promise.all(checks.map(async (check) => lineOf(check.name, await look(check, patienceMs)))),
  };
};

void run(JSON.parse(process.argv[2] ?? '{}') as Asked).then((said) =>
  process.stdout.write(JSON.stringify(said)),
);
