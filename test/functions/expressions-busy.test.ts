import { HttpRequest, HttpResponse } from '@azure/functions';
import * as TE from 'fp-ts/TaskEither';
import { preview } from '../../functions/preview';
import { receiveEventGrid } from '../../functions/receive-event-grid';
import { receiveQueue } from '../../functions/receive-queue';
import { graph } from '../../shared/destinations/graph/graph';
import { settlePoison } from '../../shared/pipeline/parked/poison';
import { type PoisonQueue } from '../../shared/pipeline/ports';
import { bytesOf, createWorld, invocation, limitBytes, post, run } from './world';
import { answered } from './answered';

const event = { ip: '45.155.205.233' };

const settings = { HTTP_BODY_LIMIT_BYTES: limitBytes, HTTP_BUDGET_SECONDS: 20 };

const requestTo = (path: string, body: unknown) =>
  new HttpRequest({
    method: 'POST',
    url: `https://gateway.example/api/${path}`,
    headers: { 'content-type': 'application/json' },
    body: { bytes: bytesOf(body) },
  });

const comeAgain = (response: Pick<HttpResponse, 'status' | 'headers'>) => [
  response.status,
  Number(response.headers.get('retry-after')) > 0,
];

describe('when nothing can evaluate the expressions of the profile now', () => {
  it('asks a sender by HTTP to come again, and says why', async () => {
    const world = createWorld({ expressionsBusy: true });
    const posted = await post(world, event);
    expect(comeAgain(posted)).toEqual([503, true]);
    expect(posted.report.detail).toBe('expressions unavailable (busy)');
    expect(posted.lines.join()).toContain('expressions unavailable (busy)');
    expect(world.calls).toEqual([]);
  });

  it('asks Event Grid to come again', async () => {
    const events = [
      {
        id: '1',
        topic: 't',
        subject: 's',
        eventType: 'e',
        eventTime: '2026-01-01T00:00:00Z',
        dataVersion: '1',
        data: event,
      },
    ];
    const { context } = invocation();
    const { environment } = createWorld({ expressionsBusy: true });
    const handler = answered(environment, receiveEventGrid(environment, settings));
    const answer = await handler(requestTo('event-grid', events), context);
    expect(comeAgain(new HttpResponse(answer))).toEqual([503, true]);
  });

  it('asks who previews to come again', async () => {
    const { context } = invocation();
    const { environment } = createWorld({ expressionsBusy: true });
    const handler = answered(
      environment,
      preview(environment, { settings, instances: [{ name: 'graph', kind: graph, standby: false }] }),
    );
    const answer = await handler(requestTo('preview', event), context);
    expect(comeAgain(new HttpResponse(answer))).toEqual([503, true]);
  });

  it('leaves a message on its queue', async () => {
    const world = createWorld({ expressionsBusy: true });
    const { context, outcomes } = invocation({ id: 'the-message', dequeueCount: 1 });
    await expect(run(receiveQueue(world.environment), event, context)).rejects.toThrow('comes again');
    expect(outcomes()).toBeUndefined();
    expect(world.kept.size).toBe(0);
  });

  it('keeps what the host gave up all the same, with one outcome for the whole of it', async () => {
    const world = createWorld({ expressionsBusy: true });
    const queue: PoisonQueue = {
      of: 'indicator-events',
      kind: 'event',
      take: TE.right([]),
      remove: () => TE.right(undefined),
    };
    const text = JSON.stringify(event);
    const message = { id: 'the-message', text, insertedAt: new Date(0), times: 1, receipt: 'r' };
    await settlePoison(world.environment, queue, { intakeId: 'intake', tries: 5 })(message)();
    expect([...world.kept.values()].map((text) => JSON.parse(text) as unknown)).toMatchObject([
      { kind: 'event', content: event },
    ]);
    expect(world.written()).toMatchObject([
      { state: 'parked', destination: null, place: '', reason: { code: 'attempts-exhausted' } },
    ]);
  });
});
