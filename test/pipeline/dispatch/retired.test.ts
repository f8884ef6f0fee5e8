import { runJob } from '../../../shared/pipeline/run-job';
import { always, answer, createsAll, down, fates } from '../graph-script';
import { routeTo, type Script } from '../in-memory-environment';
import { provenanceAt } from '../planned';
import { leftOf, rightOf } from '../right-of';
import { abc, ids, run, states } from '../run-dispatch';

const removed = always(answer(410, { error: { code: 'Gone', message: 'removed' } }));

const retiring = () => routeTo(removed, 'graph', { successor: 'sentinel' });

const successor = (script: Script, standby: boolean) => routeTo(script, 'sentinel', { standby });

describe('when a destination is retired and its successor stands by', () => {
  it('hands everything over as a job, and says so here and there', async () => {
    const next = successor(createsAll, true);
    const { result, jobs, world, parked } = await run({ routes: [retiring(), next] });
    expect([...states(result)].sort()).toEqual([
      'graph a skipped',
      'graph b skipped',
      'graph c skipped',
      'sentinel a deferred',
      'sentinel b deferred',
      'sentinel c deferred',
    ]);
    expect(rightOf(result).find(({ destination }) => destination === 'graph')?.reason).toMatchObject({
      code: 'handed-over',
      destinationCode: 'Gone',
      status: 410,
    });
    expect(jobs.map(({ job }) => [job.destination, job.attempts])).toEqual([['sentinel', 0]]);
    expect(jobs.flatMap(ids)).toEqual(['a', 'b', 'c']);
    expect([parked, next.calls, world.alerts]).toEqual([[], [], ['destination-retired graph']]);
  });

  it('brings it there by that job, and only once', async () => {
    const { world } = await run({ routes: [retiring(), successor(createsAll, true)] });
    const taken = (text: string) => ({
      message: JSON.parse(text) as unknown,
      text,
      dequeueCount: 1,
      deadline: world.deadline(60),
      provenance: provenanceAt(''),
    });
    const outcomes = await Promise.all(
      world.jobs.splice(0).map(({ message }) => runJob(world.environment)(taken(message))()),
    );
    expect(outcomes.flatMap(states).sort()).toEqual([
      'sentinel a created',
      'sentinel b created',
      'sentinel c created',
    ]);
    expect(world.jobs).toEqual([]);
  });

  it('leaves what was settled before where it is', async () => {
    const before = fates(({ externalId }) => (externalId === 'a' ? 'rejected' : 'busy'));
    const half: Script = (call, timeoutMs) => {
      const said = before(call, timeoutMs);
      return JSON.stringify(call.body).includes('"b"') ? removed(call, timeoutMs) : said;
    };
    const route = routeTo(half, 'graph', { successor: 'sentinel' });
    const { result } = await run({ routes: [route, successor(createsAll, true)] });
    expect(states(result).filter((state) => state.startsWith('graph'))).toEqual([
      'graph a skipped',
      'graph b skipped',
      'graph c skipped',
    ]);
  });

  it('fails, so that the whole comes again, where the job cannot be queued', async () => {
    const routes = [retiring(), successor(createsAll, true)];
    const { result } = await run({ routes, circumstances: { queueDown: true } });
    expect(leftOf(result)).toMatchObject({ _tag: 'Unavailable', dependency: 'queue' });
  });
});

describe('when a destination is retired and the same event goes to its successor anyway', () => {
  it.each<[string, Script, string]>([
    ['taken', createsAll, 'created'],
    ['down', down, 'deferred'],
  ])('makes no second job of it: it is %s there', async (_, script, state) => {
    const planned = abc.map((one) => ({ ...one, decidedAt: ['sentinel'] }));
    const { result, jobs } = await run({ routes: [retiring(), successor(script, false)], planned });
    expect(states(result)).toEqual([
      'graph a skipped',
      'graph b skipped',
      'graph c skipped',
      `sentinel a ${state}`,
      `sentinel b ${state}`,
      `sentinel c ${state}`,
    ]);
    expect(jobs.flatMap(ids)).toEqual(state === 'created' ? [] : ['a', 'b', 'c']);
  });
});

describe('when a line of destinations is retired one after the other', () => {
  it('goes on to the last, and stops there', async () => {
    const routes = [
      retiring(),
      routeTo(removed, 'sentinel', { successor: 'defender', standby: true }),
      routeTo(createsAll, 'defender', { standby: true }),
    ];
    const { world } = await run({ routes });
    const seen: string[] = [];
    for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift()) {
      const { message: text } = job;
      const message = JSON.parse(text) as unknown;
      const taken = {
        message,
        text,
        dequeueCount: 1,
        deadline: world.deadline(60),
        provenance: provenanceAt(''),
      };
      seen.push(...states(await runJob(world.environment)(taken)()));
    }
    expect(seen).toEqual([
      ...['a', 'b', 'c'].map((id) => `sentinel ${id} skipped`),
      ...['a', 'b', 'c'].map((id) => `defender ${id} created`),
    ]);
  });
});
