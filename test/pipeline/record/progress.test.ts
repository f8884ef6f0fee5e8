import { type BatchCount, type BatchMark } from '../../../shared/pipeline/record/record-store';
import { progressOf } from '../../../shared/pipeline/record/progress';

interface OutcomeBatch {
  readonly counts: readonly BatchCount[];
  readonly mark?: BatchMark | undefined;
}

const counting = (
  destination: string | null,
  state: BatchCount['state'],
  count: number,
  reason: string | null = null,
): BatchCount => ({ destination, state, reason, count });

const of = (...batches: readonly OutcomeBatch[]) => progressOf({ batches, complete: true });

const later: BatchMark = { kind: 'later' };

const part = (first: number, lines: number, run = 'a'): BatchMark => ({ kind: 'part', first, lines, run });

describe('how far an intake has come', () => {
  it('is nothing, where nothing is kept of it', () => {
    expect(of()).toBeNull();
  });

  it('is what waits at each destination, and what is final, by reason', () => {
    const progress = of(
      { counts: [counting('graph', 'created', 30)], mark: later },
      { counts: [counting('graph', 'deferred', 40), counting('sentinel', 'created', 40)] },
      { counts: [counting(null, 'skipped', 2, 'item-unknown')] },
    );
    expect(progress).toMatchObject({
      feed: null,
      queued: 10,
      settled: { created: 70, skipped: 2 },
      reasons: [{ count: 40 }, { count: 30 }, { count: 2, reason: 'item-unknown' }],
    });
  });

  it.each<[string, readonly OutcomeBatch[], number]>([
    [
      'is handed over',
      [
        {
          counts: [counting('first', 'skipped', 5, 'handed-over'), counting('second', 'deferred', 5)],
          mark: later,
        },
        { counts: [counting('first', 'deferred', 5)] },
      ],
      5,
    ],
    [
      'was final twice, as its job came twice',
      [
        { counts: [counting('graph', 'duplicate', 5)], mark: later },
        { counts: [counting('graph', 'created', 5)], mark: later },
        { counts: [counting('graph', 'deferred', 5), counting('sentinel', 'deferred', 3)] },
      ],
      3,
    ],
    [
      'is parked after it waited',
      [
        { counts: [counting('graph', 'parked', 5, 'age-exceeded')], mark: later },
        { counts: [counting('graph', 'deferred', 5)] },
      ],
      0,
    ],
  ])('counts as waiting what waits, where something %s', (_, batches, queued) => {
    expect(of(...batches)?.queued).toBe(queued);
  });

  const feed = (parts: number): OutcomeBatch => ({
    counts: [],
    mark: { kind: 'feed', lines: 1000 * parts, parts },
  });
  const created = counting('graph', 'created', 1000);
  const deferred = counting('graph', 'deferred', 1000);

  it.each<[boolean, string, readonly OutcomeBatch[]]>([
    [true, 'an event is settled', [{ counts: [created, counting(null, 'skipped', 1, 'item-unknown')] }]],
    [true, 'what is left is parked', [{ counts: [counting('graph', 'parked', 1, 'age-exceeded')] }]],
    [false, 'something waits', [{ counts: [created, deferred] }]],
    [true, 'what waited is settled', [{ counts: [created], mark: later }, { counts: [deferred] }]],
    [false, 'no part is read', [feed(2)]],
    [false, 'a part is not read', [{ counts: [created], mark: part(0, 1000) }, feed(2)]],
    [
      true,
      'all parts are read',
      [{ counts: [created], mark: part(0, 1000) }, { counts: [created], mark: part(1000, 1000) }, feed(2)],
    ],
    [false, 'of a part that is read something waits', [{ counts: [deferred], mark: part(0, 1000) }, feed(1)]],
  ])('is done: %s, where %s', (done, _, batches) => {
    expect(of(...batches)).toMatchObject({ done, allCounted: true });
  });

  it('is not called done where there is more than was counted', () => {
    expect(progressOf({ batches: [{ counts: [created], mark: undefined }], complete: false })).toMatchObject({
      done: false,
      allCounted: false,
    });
  });

  it('says of a feed how many parts and lines were read, one that was read twice as it was read last', () => {
    expect(
      of(
        {
          counts: [counting('graph', 'duplicate', 900), counting('graph', 'created', 100)],
          mark: part(0, 1000, 'b'),
        },
        { counts: [counting('graph', 'created', 500)], mark: part(1000, 500) },
        { counts: [counting('graph', 'created', 900)], mark: part(0, 1000, 'a') },
        { counts: [], mark: { kind: 'feed', lines: 2000, parts: 3 } },
      ),
    ).toMatchObject({
      feed: { lines: 2000, parts: 3, linesRead: 1500, partsRead: 2 },
      settled: { created: 600, duplicate: 900 },
    });
  });
});
