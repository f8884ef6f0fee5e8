import { HttpRequest, HttpResponse } from '@azure/functions';
import { failBack } from '../../../functions/fail-back';
import { createFailedOver } from '../../../shared/pipeline/dispatch/failed-over';
import { receive } from '../../../shared/pipeline/receive';
import { runJob } from '../../../shared/pipeline/run-job';
import { type Route } from '../../../shared/pipeline/ports';
import { answered } from '../../functions/answered';
import { invocation } from '../../functions/world';
import { answer, createsAll, down, itemsIn } from '../graph-script';
import {
  inMemoryWorld,
  routeTo,
  startOfTime,
  type Circumstances,
  type Script,
  type World,
} from '../in-memory-environment';
import { inMemoryTexts } from '../in-memory-texts';
import { eventWith, provenanceAt, tiIndicatorJson } from '../planned';
import { rightOf } from '../right-of';

const start = new Date(startOfTime);

/** A destination that is down or not, and its successor, which stands by. */
const pair = (
  script: Script,
  failover: Partial<NonNullable<Route['failover']>> = {},
  circumstances: Partial<Circumstances> = {},
) => {
  let scripted = script;
  const first = routeTo((call, timeoutMs) => scripted(call, timeoutMs), 'first', {
    successor: 'second',
    failover: { afterMinutes: 10, downSince: () => null, ...failover },
  });
  const second = routeTo(createsAll, 'second', { standby: true });
  const become = (other: Script): void => {
    scripted = other;
  };
  return {
    first,
    second,
    become,
    world: inMemoryWorld([first, second], { breakerSeconds: 1, ...circumstances }),
  };
};

const lines = (
  outcomes: readonly { destination: string | null; state: string; reason: { code: string } | null }[],
) =>
  outcomes.map(({ destination, state, reason }) =>
    `${destination ?? '-'} ${state} ${reason?.code ?? ''}`.trim(),
  );

const send = async (world: World, name: string) => {
  const intent = { channel: 'http', attempts: 0, deadline: world.deadline(60), later: false } as const;
  const event = { ...eventWith(tiIndicatorJson(`${name}.example`)), receivedAt: world.environment.now() };
  return lines(rightOf(await receive(world.environment)(event, intent)()).outcomes);
};

const runJobs = async (world: World): Promise<readonly string[]> => {
  const told: string[] = [];
  for (const { message } of world.jobs.splice(0)) {
    const taken = {
      message: JSON.parse(message) as unknown,
      text: message,
      dequeueCount: 1,
      deadline: world.deadline(60),
      provenance: provenanceAt(''),
    };
    told.push(...lines(rightOf(await runJob(world.environment)(taken)())));
  }
  return told;
};

describe('when a destination with failoverMinutes is down', () => {
  it('has what comes wait for it until it has been down for so long', async () => {
    const { world, second } = pair(down);
    expect(await send(world, 'a')).toEqual(['first deferred queued']);
    world.advance(9 * 60);
    expect(await runJobs(world)).toEqual([]);
    expect([world.jobs.length, second.calls]).toEqual([1, []]);
  });

  it('hands over what has waited for so long, and each of the two has its outcome', async () => {
    const { world, second } = pair(down);
    await send(world, 'a');
    world.advance(10 * 60);
    expect(await runJobs(world)).toEqual(['first skipped handed-over']);
    expect(await runJobs(world)).toEqual(['second created']);
    expect([second.calls.length, world.jobs, world.parked.size]).toEqual([1, [], 0]);
  });

  it('hands over nothing that its successor had itself, however long it waited', async () => {
    const first = routeTo(down, 'first', {
      successor: 'second',
      failover: { afterMinutes: 10, downSince: () => null },
    });
    const second = routeTo(createsAll, 'second');
    const world = inMemoryWorld([first, second], { breakerSeconds: 1 });
    expect(await send(world, 'a')).toEqual(['first deferred queued', 'second created']);
    world.advance(10 * 60);
    expect(await runJobs(world)).toEqual(['first skipped handed-over']);
    expect([second.calls.length, world.jobs, world.parked.size]).toEqual([1, [], 0]);
  });

  it('hands over what is new at once, where it is seen to have been down for so long', async () => {
    const { world } = pair(down, { downSince: () => new Date(start.getTime() - 11 * 60_000) });
    expect(await send(world, 'a')).toEqual(['first skipped handed-over', 'second deferred queued']);
  });

  it('goes on by itself with what comes after it is back', async () => {
    const { world, become, second } = pair(down);
    await send(world, 'a');
    world.advance(10 * 60);
    await runJobs(world);
    await runJobs(world);
    become(createsAll);
    world.advance(60);
    expect(await send(world, 'b')).toEqual(['first created']);
    expect(second.calls).toHaveLength(1);
  });

  it.each<[string, Script]>([
    ['is throttled', () => answer(429)],
    ['refuses the identity', () => answer(403)],
  ])('waits where it only %s: it is there', async (_, script) => {
    const { world } = pair(script, { downSince: () => new Date(start.getTime() - 3600_000) });
    expect(await send(world, 'a')).toEqual(['first deferred queued']);
    expect(
      world.jobs.map(({ message }) => (JSON.parse(message) as { destination: string }).destination),
    ).toEqual(['first']);
  });
});

/** The same, coming back by command, as two instances of the app see it. */
const lastingPair = (script: Script, circumstances: Partial<Circumstances> = {}) => {
  let at = start;
  const texts = inMemoryTexts();
  const lasting = createFailedOver(texts, 'first', () => at);
  const made = pair(script, { lasting }, circumstances);
  const elsewhere = createFailedOver(texts, 'first', () => at);
  const tick = (seconds: number): void => {
    made.world.advance(seconds);
    at = made.world.environment.now();
  };
  const back = async (name = 'first') => {
    const request = new HttpRequest({
      method: 'POST',
      url: `https://gateway.example/api/destinations/${name}/fail-back`,
      params: { name },
    });
    const { environment } = made.world;
    const response = await answered(environment, failBack(environment))(request, invocation().context);
    const said = new HttpResponse(response);
    return { status: said.status, said: JSON.parse(await said.text()) as unknown };
  };
  return { ...made, tick, back, elsewhere };
};

describe('a destination that is failed back by command', () => {
  const failedOver = async () => {
    const made = lastingPair(down);
    await send(made.world, 'a');
    made.tick(10 * 60);
    await runJobs(made.world);
    await runJobs(made.world);
    return made;
  };

  it('is not asked for what is new though it is well, until somebody says so', async () => {
    const { world, become, first, tick, back } = await failedOver();
    become(createsAll);
    tick(60);
    const before = first.calls.length;
    expect(await send(world, 'b')).toEqual(['first skipped handed-over', 'second deferred queued']);
    expect(first.calls).toHaveLength(before);
    expect(await back()).toMatchObject({
      status: 200,
      said: { destination: 'first', failedOverSince: expect.any(String) as string },
    });
    expect(await send(world, 'c')).toEqual(['first created']);
    expect(await back()).toMatchObject({ status: 200, said: { failedOverSince: null } });
  });

  it('is so for every instance of the app', async () => {
    const { elsewhere, tick, back } = await failedOver();
    expect(await elsewhere.since()).not.toBeNull();
    await back();
    tick(6);
    expect(await elsewhere.since()).toBeNull();
  });

  it('is asked all the same for what is taken back: it is there, and nowhere else', async () => {
    const { world, become, tick } = await failedOver();
    become(createsAll);
    tick(60);
    const intent = { channel: 'http', attempts: 0, deadline: world.deadline(60), later: false } as const;
    const gone = eventWith(tiIndicatorJson('a.example', { isActive: false }));
    const { outcomes } = rightOf(await receive(world.environment)(gone, intent)());
    expect(outcomes.some(({ reason }) => reason?.code === 'handed-over')).toBe(false);
  });

  it('is one that has failback "command": of any other it is said that there is none', async () => {
    const { back } = lastingPair(down);
    expect(await back('second')).toMatchObject({ status: 404, said: { detail: 'one of first is wanted' } });
  });
});

describe('what is taken back while a destination is down', () => {
  it('waits for it, however long: its successor does not have it', async () => {
    const { world } = pair(down, { downSince: () => new Date(start.getTime() - 3600_000) });
    const intent = { channel: 'http', attempts: 0, deadline: world.deadline(60), later: false } as const;
    const gone = eventWith(tiIndicatorJson('a.example', { isActive: false, externalId: 'a' }));
    const { outcomes } = rightOf(await receive(world.environment)(gone, intent)());
    expect(lines(outcomes)).not.toContain('first skipped handed-over');
  });
});

describe('under load, there and back', () => {
  it.each([
    ['by itself', false],
    ['by command', true],
  ])('loses nothing and doubles nothing, and the outcomes of both add up: %s', async (_, byCommand) => {
    const made = byCommand ? lastingPair(createsAll, { ledger: 'on' }) : null;
    const plain = pair(createsAll, {}, { ledger: 'on' });
    const { world, become, first, second } = made ?? plain;
    const pass = (seconds: number): void => (made === null ? world.advance(seconds) : made.tick(seconds));
    const finals = new Map<string, string[]>();
    const note = (
      outcomes: readonly { destination: string | null; state: string; externalId: string | null }[],
    ) => {
      for (const { destination, state, externalId } of outcomes)
        if (state !== 'deferred')
          finals.set(`${destination} ${externalId}`, [
            ...(finals.get(`${destination} ${externalId}`) ?? []),
            state,
          ]);
    };
    const work = async () => {
      for (const { message } of world.jobs.splice(0)) {
        const taken = {
          message: JSON.parse(message) as unknown,
          text: message,
          dequeueCount: 1,
          deadline: world.deadline(60),
          provenance: provenanceAt(''),
        };
        note(rightOf(await runJob(world.environment)(taken)()));
      }
    };
    for (let n = 0; n < 60; n += 1) {
      if (n === 10) become(down);
      if (n === 40) become(createsAll);
      if (n === 50 && made !== null) await made.back();
      const intent = { channel: 'http', attempts: 0, deadline: world.deadline(60), later: false } as const;
      const body = { value: [0, 1, 2].map((i) => tiIndicatorJson(`n${n}-${i}.example`)) };
      const event = {
        ...eventWith(body),
        origin: { ...eventWith(body).origin, eventId: `e${n}` },
        receivedAt: world.environment.now(),
      };
      note(rightOf(await receive(world.environment)(event, intent)()).outcomes);
      pass(60);
      await work();
    }
    for (let n = 0; n < 20 && world.jobs.length > 0; n += 1) {
      pass(3600);
      await work();
    }
    const created = [first, second].map(({ calls }) =>
      calls.flatMap(({ call }) => itemsIn(call).map(({ domainName }) => domainName)),
    );
    const atFirst = [...finals].filter(([key]) => key.startsWith('first '));
    const atSecond = [...finals].filter(([key]) => key.startsWith('second '));
    const skipped = atFirst.filter(([, [state]]) => state === 'skipped');
    // One final outcome each; what the first handed over is at the second, and all else at the first.
    expect([...finals.values()].every((states) => states.length === 1)).toBe(true);
    expect([atFirst.length, atSecond.length]).toEqual([180, skipped.length]);
    expect(skipped.length).toBeGreaterThan(30);
    expect(skipped.length).toBeLessThan(180);
    expect(atSecond.every(([, [state]]) => state === 'created')).toBe(true);
    expect(new Set(created[1]).size).toBe(created[1]?.length);
    expect(world.parked.size).toBe(0);
  });
});
