import * as E from 'fp-ts/Either';
import { type Environment } from '../../../shared/pipeline/ports';
import { unavailable } from '../../../shared/failure';
import { defender } from '../../../shared/destinations/defender/defender';
import { dispatch } from '../../../shared/pipeline/dispatch/dispatch';
import { type Outcome, type Planned } from '../../../shared/pipeline/outcome';
import { type OutcomeMessage } from '../../../shared/pipeline/outcomes/outcome-messages';
import { refill } from '../../../shared/pipeline/parked/refill';
import { defenderTenant } from '../../delivery/defender-tenant';
import { inMemoryWorld, startOfTime } from '../in-memory-environment';
import { inMemoryParked } from '../in-memory-parked';
import { indicatorOf, provenanceAt } from '../planned';
import { rightOf } from '../right-of';

const max = 10;

/** A gateway before a tenant of ten places; what is done to the storage account may be made to fail from outside. */
const world = (others: number) => {
  const base: { now: () => Date } = { now: () => new Date(startOfTime) };
  const tenant = defenderTenant({ max, others, now: () => base.now() });
  const { room, script } = tenant;
  const memory = inMemoryWorld(
    [
      {
        instance: { name: 'defender', kind: defender },
        script,
        calls: [],
        room,
        followed: { successor: null, standby: false },
      },
    ],
    {
      ledger: 'on',
    },
  );
  base.now = memory.environment.now;
  const faults = { left: Infinity };
  const isDown = (): boolean => (faults.left -= 1) < 0;
  const parked = inMemoryParked(isDown);
  const { write } = memory.environment.outcomes;
  const environment: Environment = {
    ...memory.environment,
    parked,
    outcomes: {
      write: (messages) =>
        isDown() ? () => Promise.resolve(E.left(unavailable('queue', 'ECONNREFUSED'))) : write(messages),
    },
  };
  const [route] = environment.routes;
  if (route === undefined) throw new Error('there is a route');
  const event = async (planned: readonly Planned[]): Promise<readonly Outcome[]> =>
    rightOf(
      await dispatch(environment)({
        planned,
        routes: [route],
        attempts: 0,
        firstSeenAt: startOfTime,
        history: [],
        deadline: memory.deadline(3600),
        later: false,
      })(),
    );
  const run = () => refill(environment, memory.deadline(3600))(route)();
  const written = () =>
    memory.outcomes.flatMap((message) => (JSON.parse(message) as OutcomeMessage).outcomes);
  const waiting = () =>
    [...parked.kept.values()].flatMap(({ content }) =>
      (JSON.parse(content) as { readonly content: { readonly items: readonly Planned[] } }).content.items.map(
        ({ indicator }) => indicator.externalId,
      ),
    );
  return { ...memory, ...tenant, parked, event, run, written, waiting, faults };
};

/** `c20` has the confidence 20. */
const some = (place: string, ...names: readonly string[]): readonly Planned[] =>
  names.map((name, index) => ({
    provenance: { ...provenanceAt(`/${index}`), eventId: place },
    indicator: indicatorOf(name, { domainName: `${name}.example`, confidence: Number(name.slice(1)) }),
  }));

const states = (outcomes: readonly Outcome[]) =>
  outcomes.map(({ externalId, state, reason }) => `${externalId} ${state} ${reason?.code ?? ''}`.trim());

describe('when there is room again', () => {
  it('the best of all parked items go, each once, and the others stay where they are', async () => {
    const { event, run, values, imports, advance, waiting, parked } = world(10);
    await event(some('one', 'c20', 'c40', 'c10'));
    await event(some('two', 'c30', 'c50'));
    const before = [...parked.kept.keys()];
    for (const other of ['other-0', 'other-1', 'other-2']) values.delete(other);
    advance(61);
    expect(states(rightOf(await run()))).toEqual(['c50 created', 'c40 created', 'c30 created']);
    expect(imports).toEqual([['c50.example', 'c40.example', 'c30.example']]);
    expect(waiting().sort()).toEqual(['c10', 'c20']);
    expect([...parked.kept.keys()]).toEqual(before.filter((id) => parked.kept.has(id)));
    expect([...parked.kept.values()].map(({ item }) => item.indicators)).toEqual([2]);
  });

  it('nothing goes, and nothing is asked twice, where it is still full', async () => {
    const { event, run, imports, advance } = world(10);
    await event(some('one', 'c20'));
    advance(61);
    expect(rightOf(await run())).toEqual([]);
    expect(imports).toEqual([]);
  });

  it('one that waits in several parked items takes one place, and all of it is settled', async () => {
    const { event, run, values, advance, waiting } = world(10);
    for (const place of ['one', 'two', 'three']) await event(some(place, 'c90', 'c80'));
    for (const other of ['other-0', 'other-1']) values.delete(other);
    advance(61);
    const outcomes = states(rightOf(await run())).sort();
    expect(outcomes.filter((said) => said.endsWith('created'))).toEqual(['c80 created', 'c90 created']);
    expect(outcomes.filter((said) => said.endsWith('duplicate already-held'))).toHaveLength(4);
    expect(waiting()).toEqual([]);
  });

  it('what expired meanwhile is skipped, and leaves its parked item', async () => {
    const { event, run, advance, waiting } = world(10);
    const [first, second] = some('one', 'c90', 'c80');
    if (first === undefined || second === undefined) throw new Error('there are two');
    const expirationDateTime = '2026-11-23T12:00:30.000Z';
    await event([{ ...first, indicator: { ...first.indicator, expirationDateTime } }, second]);
    advance(61);
    expect(states(rightOf(await run()))).toEqual(['null skipped expired-while-waiting']);
    expect(waiting()).toEqual(['c80']);
  });

  it('a parked item that somebody dropped meanwhile stays dropped', async () => {
    const { event, run, values, advance, parked, waiting } = world(10);
    await event(some('one', 'c20', 'c40'));
    values.delete('other-0');
    advance(61);
    const { read } = parked;
    let reads = 0;
    Object.assign(parked, {
      read: (id: string) => {
        reads += 1;
        if (reads === 2) parked.kept.delete(id);
        return read(id);
      },
    });
    expect(states(rightOf(await run()))).toEqual(['c40 created']);
    expect(waiting()).toEqual([]);
  });
});

describe('when it is interrupted', () => {
  const points = Array.from({ length: 12 }, (_, index) => index);

  it.each(points)(
    'at the %ith thing that it asks of the storage account, nothing is lost or sent twice',
    async (at) => {
      const { event, run, values, imports, advance, waiting, faults, written } = world(10);
      await event(some('one', 'c20', 'c40', 'c10'));
      await event(some('two', 'c30', 'c50'));
      for (const other of ['other-0', 'other-1', 'other-2']) values.delete(other);
      advance(61);
      faults.left = at;
      await run();
      faults.left = Infinity;
      advance(61);
      await run();
      advance(61);
      await run();
      expect(imports.flat().sort()).toEqual(['c30.example', 'c40.example', 'c50.example']);
      expect(waiting().sort()).toEqual(['c10', 'c20']);
      const settled = new Set(written().map(({ externalId }) => externalId));
      expect([...settled].sort()).toEqual(['c30', 'c40', 'c50']);
    },
  );
});
