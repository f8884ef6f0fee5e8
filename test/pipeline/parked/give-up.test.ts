import { giveUpEvent, giveUpJob } from '../../../shared/pipeline/parked/give-up';
import { jobMessages } from '../../../shared/pipeline/job';
import { createsAll } from '../graph-script';
import { inMemoryWorld, routeTo, startOfTime, type Circumstances } from '../in-memory-environment';
import { givenUp, indicatorOf, jobOf, plannedOf, provenanceAt, tiIndicatorJson } from '../planned';
import { leftOf, rightOf } from '../right-of';

const twoRoutes = (circumstances: Partial<Circumstances> = {}) => {
  const routes = [routeTo(createsAll, 'first'), routeTo(createsAll, 'second')];
  return { routes, world: inMemoryWorld(routes, circumstances) };
};

describe('when the host gives up an event', () => {
  const body = [tiIndicatorJson('a.example'), tiIndicatorJson('b.example', { severity: 9 })];

  it('keeps it whole under an id that tells its time, and calls nobody', async () => {
    const { routes, world } = twoRoutes();
    rightOf(await giveUpEvent(world.environment)(givenUp(body), body)());
    const id = `${9_999_999_999_999 - Date.parse(startOfTime)}-id-1`;
    expect([...world.parked.keys()]).toEqual([id]);
    expect([...world.parked.values()].map((text) => JSON.parse(text) as unknown)).toEqual([
      {
        schema: 'indicator-gateway/parked/1',
        id,
        parkedAt: startOfTime,
        kind: 'event',
        reason: expect.objectContaining({ code: 'attempts-exhausted' }) as unknown,
        destination: null,
        provenance: { ...provenanceAt(''), format: null },
        indicators: 1,
        content: body,
      },
    ]);
    expect(routes.flatMap(({ calls }) => calls)).toEqual([]);
  });

  it('labels it, so that it can be found', async () => {
    const { world } = twoRoutes();
    rightOf(await giveUpEvent(world.environment)(givenUp(body), body)());
    expect([...world.labels.values()]).toMatchObject([
      {
        id: [...world.parked.keys()][0],
        kind: 'event',
        parkedAt: startOfTime,
        reason: 'attempts-exhausted',
        destination: null,
        eventId: 'event-1',
        indicators: 1,
      },
    ]);
  });

  it('answers one outcome for each indicator and destination, and one for each that was left', async () => {
    const { world } = twoRoutes();
    const outcomes = rightOf(await giveUpEvent(world.environment)(givenUp(body), body)());
    expect(
      outcomes.map(({ place, destination, state, reason, attempt }) => [
        place,
        destination,
        state,
        reason?.code,
        attempt,
      ]),
    ).toEqual([
      ['/0', 'first', 'parked', 'attempts-exhausted', 5],
      ['/0', 'second', 'parked', 'attempts-exhausted', 5],
      ['/1', null, 'parked', 'indicator-invalid', 5],
    ]);
    expect(new Set(outcomes.map(({ parkedAs }) => parkedAs))).toEqual(new Set(world.parked.keys()));
  });

  it('fails where it cannot be kept', async () => {
    const { world } = twoRoutes({ storeDown: true });
    const result = await giveUpEvent(world.environment)(givenUp(body), body)();
    expect(leftOf(result)).toMatchObject({ _tag: 'Unavailable', dependency: 'blob' });
  });
});

describe('when the host gives up a job', () => {
  const stale = {
    provenance: provenanceAt('/9'),
    indicator: indicatorOf('stale', { expirationDateTime: '2026-11-23T11:00:00.000Z' }),
  };
  const [first] = jobMessages(jobOf([...plannedOf('a', 'b'), stale], { destination: 'first', attempts: 3 }));
  const message: unknown = JSON.parse(first?.message ?? '');

  it('keeps the message as it is, so that it can be sent again', async () => {
    const { world } = twoRoutes();
    rightOf(await giveUpJob(world.environment)(givenUp(message), message)());
    expect([...world.parked.values()].map((kept) => JSON.parse(kept) as unknown)).toMatchObject([
      { kind: 'job', content: message },
    ]);
    expect([...world.labels.values()]).toMatchObject([
      { kind: 'job', destination: 'first', eventId: 'event-1', indicators: 3 },
    ]);
  });

  it('answers one outcome for each of its indicators, the expired one too, at its destination alone', async () => {
    const { world } = twoRoutes();
    const outcomes = rightOf(await giveUpJob(world.environment)(givenUp(message), message)());
    expect(
      outcomes.map(({ place, destination, state, attempt }) => [place, destination, state, attempt]),
    ).toEqual([
      ['/0', 'first', 'parked', 8],
      ['/1', 'first', 'parked', 8],
      ['/9', 'first', 'parked', 8],
    ]);
  });

  it.each([
    ['an object of another kind', { hello: 'world' }],
    ['text', 'hello'],
  ])('answers one outcome for a message that is no job: %s', async (_, other) => {
    const { world } = twoRoutes();
    const outcomes = rightOf(await giveUpJob(world.environment)(givenUp(other), other)());
    expect(outcomes).toMatchObject([
      { state: 'parked', destination: null, attempt: 5, parkedAs: [...world.parked.keys()][0] },
    ]);
  });

  it('fails where it cannot be kept', async () => {
    const { world } = twoRoutes({ storeDown: true });
    const result = await giveUpJob(world.environment)(givenUp(message), message)();
    expect(leftOf(result)).toMatchObject({ _tag: 'Unavailable', dependency: 'blob' });
  });
});
