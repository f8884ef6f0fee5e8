import * as E from 'fp-ts/Either';
import { sendBatch, type Sending } from '../../../shared/delivery/batches/send-batch';
import { changing, creating } from '../../../shared/delivery/batches/bulk-operation';
import { type Updating } from '../../../shared/destinations/destination';
import { graph } from '../../../shared/destinations/graph/graph';
import { unavailable } from '../../../shared/failure';
import { type Indicator } from '../../../shared/indicator/indicator';
import {
  always,
  answer,
  createsAll,
  down,
  fates,
  itemsIn,
  refusing,
  requestIds,
} from '../../pipeline/graph-script';
import { startOfTime, type Script } from '../../pipeline/in-memory-environment';
import { indicatorOf } from '../../pipeline/planned';

const hundred = Array.from({ length: 100 }, (_, index) => indicatorOf(`n${index}`));

const maxCalls = 2 * Math.ceil(Math.log2(100)) + 1;

interface Given {
  readonly items?: readonly Indicator[];
  /** From 0 to under 1: which half goes first. */
  readonly random?: number;
  readonly deadlineSeconds?: number;
  /** How long each call takes. */
  readonly callSeconds?: number;
}

const bring = async (
  script: Script,
  { items = hundred, random = 0, deadlineSeconds = 60, callSeconds = 0 }: Given = {},
) => {
  let clock = Date.parse(startOfTime);
  const deadline = new Date(clock + deadlineSeconds * 1000);
  const sizes: number[] = [];
  const timeouts: number[] = [];
  const works: number[] = [];
  const calling: Sending = {
    exchange: (call, timeoutMs) => () => {
      sizes.push(itemsIn(call).length);
      timeouts.push(timeoutMs);
      clock += callSeconds * 1000;
      return Promise.resolve(script(call, timeoutMs));
    },
    now: () => new Date(clock),
    random: () => random,
    requestTimeoutMs: 10_000,
    sizes: { halved: (size) => works.push(size), taken: () => undefined },
  };
  const verdicts = await sendBatch(calling)(creating(graph), items, deadline);
  const withTag = (tag: string): readonly string[] =>
    verdicts.filter(({ _tag }) => _tag === tag).map(({ externalId }) => externalId);
  return { verdicts, withTag, sizes, timeouts, works };
};

/** Refuses every call that holds this indicator with this answer. */
const refusingWith =
  (externalId: string, said: ReturnType<Script>): Script =>
  (call, timeoutMs) =>
    itemsIn(call).some((indicator) => indicator.externalId === externalId)
      ? said
      : createsAll(call, timeoutMs);

/** Takes no more than so many at once. */
const upTo =
  (most: number, said: ReturnType<Script>): Script =>
  (call, timeoutMs) =>
    itemsIn(call).length > most ? said : createsAll(call, timeoutMs);

const outOfOrder = answer(500, { error: { code: 'InternalServerError', message: 'out of order' } });

describe('when a batch is taken', () => {
  const since = expect.stringMatching(/^\d{4}-.*Z$/) as string;

  it('is one call, and each has the id that the destination gave it', async () => {
    const { verdicts, sizes } = await bring(createsAll, { items: [indicatorOf('a'), indicatorOf('b')] });
    expect(sizes).toEqual([2]);
    expect(verdicts).toEqual([
      { _tag: 'Created', externalId: 'a', id: 'graph-a', requestIds, since },
      { _tag: 'Created', externalId: 'b', id: 'graph-b', requestIds, since },
    ]);
  });

  it('has each verdict at its position, in whatever order the answer has them', async () => {
    const backwards: Script = (call, timeoutMs) => {
      const said = createsAll(call, timeoutMs);
      const { value } = (E.isRight(said) ? said.right.body : {}) as { readonly value: readonly unknown[] };
      return answer(200, { value: [...value].reverse() });
    };
    const { verdicts } = await bring(backwards);
    expect(verdicts.map((verdict) => ('id' in verdict ? verdict.id : ''))).toEqual(
      hundred.map(({ externalId }) => `graph-${externalId}`),
    );
  });

  it('leaves unsettled what the answer does not speak of', async () => {
    const { verdicts, withTag, sizes } = await bring(
      fates(({ externalId }) => (externalId === 'n7' ? 'missing' : 'created')),
    );
    expect([withTag('Created').length, withTag('Unsettled')]).toEqual([99, ['n7']]);
    expect(verdicts[7]).toMatchObject({ externalId: 'n7', code: 'no-answer-for-item' });
    expect(sizes).toEqual([100]);
  });

  it('leaves unsettled what the destination reads nothing for', async () => {
    const deaf: Updating = {
      calls: (updates) => [updates],
      request: () => ({ method: 'PATCH', path: '/', body: {} }),
      read: () => ({ _tag: 'Verdicts', verdicts: [] }),
    };
    const calling = { exchange: () => () => Promise.resolve(answer(200)), now: () => new Date(0) };
    const rest = {
      random: () => 0,
      requestTimeoutMs: 1,
      sizes: { halved: () => undefined, taken: () => undefined },
    };
    const update = { id: 'graph-a', indicator: indicatorOf('a'), since: null, heldAction: null };
    const verdicts = await sendBatch({ ...calling, ...rest })(changing(deaf), [update], new Date(1));
    expect(verdicts).toMatchObject([{ _tag: 'Unsettled', externalId: 'a', code: 'no-answer-for-item' }]);
  });

  it('is no call and no verdict where it is empty of time', async () => {
    const { withTag, sizes } = await bring(createsAll, { deadlineSeconds: 0 });
    expect([sizes, withTag('Unsettled').length]).toEqual([[], 100]);
  });
});

describe.each([
  ['its first half first', 0],
  ['its second half first', 0.99],
])('when one of a hundred makes the destination refuse every call that holds it (%s)', (_, random) => {
  it.each([
    ['400', answer(400, { error: { code: 'InvalidInput', message: '' } }), 'Rejected'],
    ['413', answer(413), 'Rejected'],
    ['400 with UnknownError', answer(400, { error: { code: 'UnknownError', message: '' } }), 'Unsettled'],
    ['500', outOfOrder, 'Unsettled'],
    ['503 without Retry-After', answer(503), 'Unsettled'],
    ['504', answer(504), 'Unsettled'],
  ])('creates the other 99 wherever it stands, in few calls: %s', async (__, said, tag) => {
    const calls: number[] = [];
    for (const { externalId } of hundred) {
      const { withTag, sizes } = await bring(refusingWith(externalId, said), { random });
      expect([externalId, withTag('Created').length, withTag(tag)]).toEqual([externalId, 99, [externalId]]);
      calls.push(sizes.length);
    }
    expect(Math.max(...calls)).toBeLessThanOrEqual(maxCalls);
  });
});

describe('when two of a hundred are refused', () => {
  it.each([
    ['far apart', ['n3', 'n96']],
    ['side by side', ['n49', 'n50']],
  ])('creates the other 98: %s', async (_, bad) => {
    const refuses: Script = (call, timeoutMs) =>
      bad.reduce<ReturnType<Script> | null>((said, one) => {
        const next = refusing(one)(call, timeoutMs);
        return said ?? (E.isRight(next) && next.right.status === 400 ? next : null);
      }, null) ?? createsAll(call, timeoutMs);
    const { withTag } = await bring(refuses);
    expect([withTag('Rejected'), withTag('Created').length]).toEqual([bad, 98]);
  });
});

describe('when every single one is refused', () => {
  it('asks about each alone, and has no more to ask after 199 calls', async () => {
    const { withTag, sizes } = await bring(always(answer(400, { error: { code: 'BadRequest' } })));
    expect([sizes.length, withTag('Rejected').length]).toEqual([199, 100]);
  });
});

describe('when a bulk is too large for the destination', () => {
  it.each([
    [50, '500', outOfOrder, 3, [50]],
    [50, '400 with UnknownError', answer(400, { error: { code: 'UnknownError' } }), 3, [50]],
    [50, '413', answer(413), 3, [50]],
    [25, '500', outOfOrder, 7, [25, 25]],
  ])(
    'and only %d work (it answers %s), says so once it knows',
    async (most, _, said, calls, sizesThatWork) => {
      const { withTag, sizes, works } = await bring(upTo(most, said));
      expect(withTag('Created')).toHaveLength(100);
      expect([sizes.length, works]).toEqual([calls, sizesThatWork]);
    },
  );

  it.each([
    ['all was taken at once', createsAll],
    ['one bad indicator was the trouble', refusing('n3')],
    ['nothing was taken', always(outOfOrder)],
  ])('says nothing of a size where %s', async (_, script) => {
    expect((await bring(script)).works).toEqual([]);
  });
});

describe('when the destination is out of order', () => {
  it.each([
    [0, [100, 50, 25, 13, 7, 4, 2, 1, 1]],
    [0.99, [100, 50, 25, 12, 6, 3, 1, 2, 1, 1]],
  ])('goes down to single ones, once, and leaves the rest alone (%d)', async (random, calls) => {
    const { verdicts, withTag, sizes } = await bring(always(outOfOrder), { random });
    expect(sizes).toEqual(calls);
    expect(withTag('Unsettled')).toHaveLength(100);
    expect(new Set(verdicts.map((verdict) => ('code' in verdict ? verdict.code : '')))).toEqual(
      new Set(['InternalServerError']),
    );
  });

  it.each([
    [
      '429',
      answer(429, { error: { code: 'TooManyRequests', message: 'slow down' } }, 12.5),
      'TooManyRequests',
      12.5,
    ],
    ['503 with Retry-After', answer(503, undefined, 3), 'http-503', 3],
    ['403', answer(403), 'http-403', null],
    ['no answer', E.left(unavailable('destination', 'timeout')), 'timeout', null],
    ['no connection', down({ method: 'GET', path: '/', body: null }, 0), 'connection-refused', null],
  ])('makes one call and passes on what was said: %s', async (_, said, code, retryAfterSeconds) => {
    const { verdicts, sizes } = await bring(always(said));
    expect(sizes).toEqual([100]);
    expect(verdicts).toHaveLength(100);
    expect(verdicts.at(-1)).toMatchObject({ _tag: 'Unsettled', externalId: 'n99', code, retryAfterSeconds });
  });

  it.each([
    ['many are left', hundred],
    ['three are left', hundred.slice(0, 3)],
    ['two are left', hundred.slice(0, 2)],
  ])(
    'stops at once where it asks for a wait in the middle, and gives that wait to all: %s',
    async (_, items) => {
      let calls = 0;
      const { verdicts, sizes } = await bring(
        () => ((calls += 1) === 1 ? answer(400) : answer(429, { error: { code: 'TooManyRequests' } }, 60)),
        { items, random: 0.99 },
      );
      expect(sizes).toHaveLength(2);
      expect(
        verdicts.map((verdict) => ('code' in verdict ? [verdict.code, verdict.retryAfterSeconds] : [])),
      ).toEqual(items.map(() => ['TooManyRequests', 60]));
    },
  );
});

describe('when the deadline is near', () => {
  it.each([
    [60, 10_000],
    [3, 3000],
  ])('with %d seconds left gives a call %d ms', async (deadlineSeconds, timeoutMs) => {
    expect((await bring(createsAll, { deadlineSeconds })).timeouts).toEqual([timeoutMs]);
  });

  it('begins no call once it has passed, and gives the rest back unsettled', async () => {
    const { verdicts, withTag, sizes, timeouts } = await bring(refusing('n99'), {
      deadlineSeconds: 14,
      callSeconds: 4,
    });
    expect(sizes).toEqual([100, 50, 50, 25]);
    expect(timeouts).toEqual([10_000, 10_000, 6000, 2000]);
    expect([withTag('Created').length, withTag('Unsettled').length]).toEqual([75, 25]);
    expect(verdicts[99]).toMatchObject({ code: 'budget-spent', status: null, retryAfterSeconds: null });
  });
});
