import * as E from 'fp-ts/Either';
import fc from 'fast-check';
import { joinedLedger } from '../../../shared/delivery/ledger/joined-ledger';
import { type Ledger, type LedgerEntry } from '../../../shared/delivery/ports';
import { unavailable, type Unavailable } from '../../../shared/failure';

type Answer<A> = E.Either<Unavailable, A>;

const entry = (externalId: string): LedgerEntry => ({
  externalId,
  id: '',
  contentHash: '',
  sourceTime: '2026-01-01T00:00:00.000Z',
  expires: '2026-02-01T00:00:00.000Z',
  state: 'sending',
});

interface Written {
  readonly destination: string;
  readonly ids: readonly string[];
  readonly end: (isDown?: boolean) => void;
}

const down = E.left(unavailable('table', 'http-503'));

/** A ledger whose writes end when they are told to; a claim loses every id that begins with `known`. */
const createWorld = () => {
  const records: Written[] = [];
  const claims: Written[] = [];
  const writeTo =
    <A>(calls: Written[], answerOf: (ids: readonly string[]) => A) =>
    (destination: string, entries: readonly LedgerEntry[]) =>
    (): Promise<Answer<A>> =>
      new Promise((done) => {
        const ids = entries.map(({ externalId }) => externalId);
        calls.push({
          destination,
          ids,
          end: (isDown = false) => done(isDown ? down : E.right(answerOf(ids))),
        });
      });
  const ledger: Ledger = {
    find: () => () => Promise.resolve(E.right(new Map())),
    record: writeTo(records, () => undefined),
    claim: writeTo(claims, (ids) => new Set(ids.filter((id) => id.startsWith('known')))),
  };
  const joined = joinedLedger(ledger);
  return {
    records,
    claims,
    record: (destination: string, ...ids: readonly string[]) => joined.record(destination, ids.map(entry))(),
    claim: (destination: string, ...ids: readonly string[]) =>
      joined.claim?.(destination, ids.map(entry))() ?? Promise.resolve(down),
  };
};

const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

const idsOf = (calls: readonly Written[]): readonly (readonly string[])[] => calls.map(({ ids }) => ids);

describe('when rows are written', () => {
  it('writes those of a lone caller at once', async () => {
    const { record, records } = createWorld();
    const answer = record('graph', 'a');
    expect(idsOf(records)).toEqual([['a']]);
    records[0]?.end();
    expect(await answer).toEqual(E.right(undefined));
  });

  it('writes together what comes while a write is under way', async () => {
    const { record, records } = createWorld();
    const answers = Promise.all([record('graph', 'a'), record('graph', 'b'), record('graph', 'c', 'd')]);
    await turn();
    expect(idsOf(records)).toEqual([['a'], ['b', 'c', 'd']]);
    for (const { end } of records) end();
    expect(await answers).toEqual([E.right(undefined), E.right(undefined), E.right(undefined)]);
  });

  it('writes two at once, and no more', async () => {
    const { record, records } = createWorld();
    const ids = ['a', 'b', 'c', 'd'];
    const answers = [record('graph', 'a')];
    await turn();
    for (const id of ids.slice(1)) {
      answers.push(record('graph', id));
      await turn();
    }
    expect(idsOf(records)).toEqual([['a'], ['b']]);
    records[0]?.end();
    await turn();
    expect(idsOf(records)).toEqual([['a'], ['b'], ['c', 'd']]);
    for (const { end } of records) end();
    expect(await Promise.all(answers)).toEqual(ids.map(() => E.right(undefined)));
  });

  it('tells everybody of a write that it failed, and nobody else', async () => {
    const { record, records } = createWorld();
    const [first, ...others] = [record('graph', 'a'), record('graph', 'b'), record('graph', 'c')];
    await turn();
    records[0]?.end();
    records[1]?.end(true);
    expect(await first).toEqual(E.right(undefined));
    expect(await Promise.all(others)).toEqual([down, down]);
  });

  it('writes records while claims are under way', async () => {
    const { record, claim, records, claims } = createWorld();
    const answers = Promise.all([claim('graph', 'known-a', 'b'), record('graph', 'c')]);
    expect([idsOf(claims), idsOf(records)]).toEqual([[['known-a', 'b']], [['c']]]);
    for (const { end } of [...claims, ...records]) end();
    expect(await answers).toEqual([E.right(new Set(['known-a'])), E.right(undefined)]);
  });

  it('leaves a ledger without claims as it is', () => {
    const { find, record } = {
      find: () => () => Promise.reject(new Error()),
      record: () => () => Promise.reject(new Error()),
    };
    expect(joinedLedger({ find, record })).not.toHaveProperty('claim');
  });
});

const write = fc.record({
  destination: fc.constantFrom('graph', 'sentinel'),
  ids: fc.oneof(
    fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'known-d'), { maxLength: 3 }),
    fc
      .integer({ min: 40, max: 250 })
      .map((count) => Array.from({ length: count }, (_, n) => `many-${n}-${count}`)),
  ),
});

describe('whatever is written at once', () => {
  it('is written once, in its order, to its destination, no indicator twice and not too much in one write', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(write, { maxLength: 30 }), async (writes) => {
        const { claim, claims } = createWorld();
        const answers = Promise.all(writes.map(({ destination, ids }) => claim(destination, ...ids)));
        // More come while these end.
        for (const { end } of claims) {
          end();
          await turn();
        }
        const own = (await answers).map((answer, index) =>
          writes[index]?.ids.filter((id) => E.isRight(answer) && answer.right.has(id)),
        );
        expect(own).toEqual(writes.map(({ ids }) => ids.filter((id) => id.startsWith('known'))));
        const flat = (calls: readonly Pick<Written, 'destination' | 'ids'>[]): readonly string[] =>
          calls.flatMap(({ destination, ids }) => ids.map((id) => `${destination} ${id}`));
        expect(flat(claims)).toEqual(flat(writes));
        const alone = new Set(writes.map(({ ids }) => ids.length));
        for (const { ids } of claims) {
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.length <= 200 || alone.has(ids.length)).toBe(true);
        }
      }),
    );
  });
});
