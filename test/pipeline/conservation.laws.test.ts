import fc from 'fast-check';
import { readJob } from '../../shared/pipeline/job';
import { type Outcome } from '../../shared/pipeline/outcome';
import { receive } from '../../shared/pipeline/receive';
import { runJob } from '../../shared/pipeline/run-job';
import { accountedBody } from '../arbitraries/event';
import { anyScript } from './any-script';
import { createsAll } from './graph-script';
import { inMemoryWorld, routeTo, type Script, type ScriptedRoute, type World } from './in-memory-environment';
import { eventWith, provenanceAt } from './planned';
import { rightOf } from './right-of';

const names = ['first', 'second'];

const given = fc.record({
  event: accountedBody,
  scripts: fc.array(anyScript, { minLength: 1, maxLength: 2 }),
});

const routesOf = (scripts: readonly Script[]): readonly ScriptedRoute[] =>
  scripts.map((each, index) => routeTo(each, names[index] ?? 'third'));

const receiveIn = async (world: World, body: unknown): Promise<readonly Outcome[]> => {
  const intent = { channel: 'http', attempts: 0, deadline: world.deadline(60), later: false } as const;
  return rightOf(await receive(world.environment)(eventWith(body), intent)()).outcomes;
};

/** What the guard and the merging of duplicates may say of a valid indicator. */
const leftThoughValid = new Set([
  'duplicate-in-event',
  'hash-of-nothing',
  'microsoft-service',
  'network-too-wide',
  'no-registrable-domain',
  'not-public-address',
  'tlp-red',
  'unknown-top-level-domain',
]);

const keyOf = ({ place, destination }: Outcome): string => `${place} at ${destination}`;

const sorted = (texts: readonly string[]): readonly string[] => [...texts].sort();

describe('whatever an event holds and whatever the destinations answer', () => {
  it('gives exactly one outcome for each valid item and destination, and one for each item that is left', async () => {
    await fc.assert(
      fc.asyncProperty(given, async ({ event, scripts }) => {
        const routes = routesOf(scripts);
        const outcomes = await receiveIn(inMemoryWorld(routes), event.body);
        const kept = (place: string): boolean =>
          event.valid.includes(place) && !outcomes.some((o) => o.place === place && o.destination === null);
        const expected = [...event.valid, ...event.broken].flatMap((place) =>
          kept(place) ? routes.map(({ instance }) => `${place} at ${instance.name}`) : [`${place} at null`],
        );
        expect(sorted(outcomes.map(keyOf))).toEqual(sorted(expected));
        const codes = outcomes
          .filter(({ place, destination }) => destination === null && event.valid.includes(place))
          .map(({ reason }) => reason?.code);
        expect(codes.filter((code) => !leftThoughValid.has(code ?? ''))).toEqual([]);
      }),
    );
  });

  it('says deferred of exactly what is in the queue, and parked of exactly what is kept', async () => {
    await fc.assert(
      fc.asyncProperty(given, async ({ event, scripts }) => {
        const world = inMemoryWorld(routesOf(scripts));
        const outcomes = await receiveIn(world, event.body);
        const places = (state: Outcome['state']): readonly string[] =>
          sorted(outcomes.filter((outcome) => outcome.state === state).map(keyOf));
        const queued = world.jobs.flatMap(({ message }) => {
          const { job } = rightOf(readJob(world.environment.now)(JSON.parse(message)));
          return job.items.map(({ provenance }) => `${provenance.place} at ${job.destination}`);
        });
        const kept = [...world.parked.values()].flatMap((text) => {
          const { content } = JSON.parse(text) as {
            content: { destination: string; items: readonly { provenance: { place: string } }[] };
          };
          return content.items.map(({ provenance }) => `${provenance.place} at ${content.destination}`);
        });
        expect(places('deferred')).toEqual(sorted(queued));
        expect(places('parked')).toEqual(sorted(kept));
      }),
    );
  });

  it('settles every deferred indicator once the destinations are back, and none twice', async () => {
    await fc.assert(
      fc.asyncProperty(given, async ({ event, scripts }) => {
        const world = inMemoryWorld(routesOf(scripts));
        const deferred = (await receiveIn(world, event.body)).filter(({ state }) => state === 'deferred');
        const after = inMemoryWorld(routesOf(scripts.map(() => createsAll)));
        after.advance(3600);
        const later: Outcome[] = [];
        for (const { message } of world.jobs) {
          const taken = {
            message: JSON.parse(message) as unknown,
            text: message,
            dequeueCount: 1,
            deadline: after.deadline(60),
            provenance: provenanceAt(''),
          };
          later.push(...rightOf(await runJob(after.environment)(taken)()));
        }
        expect(after.jobs).toEqual([]);
        expect(later.filter(({ state }) => state !== 'created')).toEqual([]);
        expect(sorted(later.map(keyOf))).toEqual(sorted(deferred.map(keyOf)));
      }),
    );
  });
});
