import { HttpRequest, HttpResponse } from '@azure/functions';
import * as TE from 'fp-ts/TaskEither';
import { eraseKept } from '../../functions/erase';
import { readFindQuery } from '../../functions/find-query';
import { readOutcomesQuery } from '../../functions/outcomes-query';
import { readTakeBackQuery } from '../../functions/take-back-query';
import { park } from '../../shared/pipeline/parked/park';
import { reason, type Outcome } from '../../shared/pipeline/outcome';
import { type RecordEraser } from '../../shared/pipeline/record/record-store';
import { cloudEvent } from '../envelopes/events';
import { indicator } from '../integration/indicators';
import { provenanceAt } from '../pipeline/planned';
import { rightOf } from '../pipeline/right-of';
import { answered } from './answered';
import { createWorld, invocation, post } from './world';

const names: readonly (readonly [string, string])[] = [
  ['short', 'event-1'],
  ['long', `event-${'1'.repeat(400)}`],
  ['with a control character', 'event-\u0001'],
  ['that ends within a character', `${'1'.repeat(254)}😀1`],
];

const url = `http://a.example/${'x'.repeat(1500)}`;

/** What is kept of one event, which was parked as well, and who may erase it. */
const kept = async (id: string) => {
  const world = createWorld();
  const body = cloudEvent({ id, source: `/feed/${id}`, data: indicator({ url }) });
  await post(world, body);
  let outcomes: readonly Outcome[] = world.recorded;
  const record: RecordEraser = {
    edit: (_, change, isDry) =>
      TE.fromIO(() => {
        const left = outcomes.map(change);
        const edited = left.filter((outcome, index) => outcome !== outcomes[index]).length;
        if (!isDry) outcomes = left.filter((outcome) => outcome !== null);
        return edited;
      }),
  };
  rightOf(
    await park(world.environment)({
      kind: 'event',
      reason: reason('unreadable', 'why'),
      destination: null,
      indicators: 0,
      provenance: provenanceAt(''),
      content: { id },
    })(),
  );
  const ask = async (query: Readonly<Record<string, string>>) => {
    const request = new HttpRequest({
      method: 'POST',
      url: `https://gateway.example/api/erase?${new URLSearchParams(query).toString()}`,
    });
    const handler = eraseKept(world.environment, { ledger: null, rows: null, records: [record] });
    const { context } = invocation();
    const response = new HttpResponse(await answered(world.environment, handler)(request, context));
    return { status: response.status, json: await response.json() };
  };
  return { ask, outcomes: () => outcomes, parked: world.kept };
};

describe('what is kept of an event whose id is', () => {
  describe.each(names)('%s', (_, id) => {
    it.each(['as its sender gave it', 'as its outcomes have it'])('is erased by the id %s', async (which) => {
      const { ask, outcomes, parked } = await kept(id);
      expect(outcomes()).toHaveLength(1);
      const eventId = which === 'as its sender gave it' ? id : (outcomes()[0]?.eventId ?? '');
      expect(await ask({ eventId, dryRun: 'true' })).toMatchObject({
        status: 200,
        json: { outcomes: 1, parked: 1 },
      });
      expect((await ask({ eventId, count: '2' })).status).toBe(200);
      expect([outcomes(), parked.size]).toEqual([[], 0]);
    });

    it('is asked for by the same id, however it is given', async () => {
      const { outcomes } = await kept(id);
      const [{ eventId, source } = { eventId: '', source: '' }] = outcomes();
      const span = { oldest: 0, now: 1, settled: 1 };
      const asked = (given: string) => new URLSearchParams({ eventId: given });
      const bySource = (given: string) => new URLSearchParams({ source: given });
      for (const given of [id, eventId]) {
        expect(rightOf(readTakeBackQuery(asked(given))).query).toMatchObject({ eventId });
        expect(rightOf(readFindQuery(asked(given))).query).toMatchObject({ eventId });
        expect(rightOf(readOutcomesQuery(asked(given), span)).question).toMatchObject({ id: eventId });
      }
      for (const given of [`/feed/${id}`, source])
        expect(rightOf(readTakeBackQuery(bySource(given))).query).toMatchObject({ source });
    });
  });
});

describe('a value that is longer than what outcomes have of it', () => {
  it('is erased by the whole of it', async () => {
    const { ask, outcomes } = await kept('event-1');
    expect(outcomes()[0]?.observable?.value).toContain('…');
    expect(await ask({ value: url, dryRun: 'true' })).toMatchObject({ status: 200, json: { outcomes: 1 } });
    expect((await ask({ value: url, count: '1' })).status).toBe(200);
    expect(outcomes()).toMatchObject([{ observable: null, externalId: null }]);
  });
});
