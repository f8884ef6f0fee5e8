import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { guarded } from '../../../shared/delivery/ledger/ledger-guard';
import { type Ledger } from '../../../shared/delivery/ports';
import { unavailable, type Unavailable } from '../../../shared/failure';

type Answer = E.Either<Unavailable, undefined>;

const down: Answer = E.left(unavailable('table', 'ECONNREFUSED'));
const up: Answer = E.right(undefined);
const open = E.left(unavailable('table', 'ledger-circuit-open'));
const nothing = E.right(new Map());

/** A ledger that answers as it is told, and counts how often it is asked. */
const scripted = (answerOf: () => Promise<Answer>) => {
  let asked = 0;
  const ask = (): Promise<Answer> => {
    asked += 1;
    return answerOf();
  };
  const ledger: Ledger = { find: () => TE.map(() => new Map())(ask), record: () => ask };
  return { ledger, asked: () => asked };
};

describe('the guarded ledger', () => {
  let now = 1_000_000;
  let clock: jest.SpyInstance;

  beforeEach(() => {
    clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
  });

  afterEach(() => clock.mockRestore());

  const failThrice = async (ledger: Ledger): Promise<void> => {
    for (const action of [ledger.find('graph', ['a']), ledger.record('graph', []), ledger.find('graph', [])])
      expect(await action()).toEqual(down);
  };

  it('passes on what the ledger answers', async () => {
    const { ledger } = scripted(() => Promise.resolve(up));
    const guard = guarded(ledger);
    expect(await guard.find('graph', ['a'])()).toEqual(nothing);
    expect(await guard.record('graph', [])()).toEqual(E.right(undefined));
  });

  it.each([
    ['of a hundred rows each', 10, 100, [4, 4, 2]],
    ['of one row each', 500, 1, [400, 100]],
    ['of more rows than there is room for', 3, 10_000, [1, 1, 1]],
  ])('asks for four hundred rows at once, and for the others in turn: %s', async (_, calls, rows, turns) => {
    const waiting: (() => void)[] = [];
    const { ledger } = scripted(() => new Promise((done) => waiting.push(() => done(up))));
    const guard = guarded(ledger);
    const ids = Array.from({ length: rows }, (__, n) => String(n));
    const all = Promise.all(Array.from({ length: calls }, () => guard.find('graph', ids)()));
    const underWay: number[] = [];
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      underWay.push(waiting.length);
      waiting.splice(0).forEach((done) => done());
      await new Promise(setImmediate);
    }
    expect(underWay).toEqual(turns);
    expect(await all).toEqual(Array.from({ length: calls }, () => nothing));
  });

  it('asks for none of those that waited when it was given up', async () => {
    const { ledger, asked } = scripted(() => Promise.resolve(down));
    const guard = guarded(ledger);
    const ids = Array.from({ length: 200 }, (_, n) => String(n));
    const all = await Promise.all(Array.from({ length: 12 }, () => guard.find('graph', ids)()));
    expect(asked()).toBeLessThan(6);
    expect(all.at(-1)).toEqual(open);
  });

  it('asks no more after three failures in a row, of reading and writing alike', async () => {
    const { ledger, asked } = scripted(() => Promise.resolve(down));
    const guard = guarded(ledger);
    await failThrice(guard);
    expect(await guard.find('graph', ['a'])()).toEqual(open);
    expect(await guard.record('graph', [])()).toEqual(open);
    expect(asked()).toBe(3);
  });

  it('goes on asking while failures are not in a row', async () => {
    const answers = [down, down, up, down, down, up];
    const { ledger, asked } = scripted(() => Promise.resolve(answers[asked() - 1] ?? up));
    const guard = guarded(ledger);
    for (const answer of answers) expect(await guard.record('graph', [])()).toEqual(answer);
    expect(asked()).toBe(answers.length);
  });

  it('asks once after ten seconds, and is open again where that fails', async () => {
    const { ledger, asked } = scripted(() => Promise.resolve(down));
    const guard = guarded(ledger);
    await failThrice(guard);
    now += 9_999;
    expect(await guard.find('graph', ['a'])()).toEqual(open);
    now += 1;
    expect(await guard.find('graph', ['a'])()).toEqual(down);
    expect(await guard.find('graph', ['a'])()).toEqual(open);
    expect(asked()).toBe(4);
  });

  it('lets nobody wait for that one, and all through once it succeeded', async () => {
    let answer: (said: Answer) => void = () => undefined;
    const slow = new Promise<Answer>((resolve) => (answer = resolve));
    let answers = Promise.resolve(down);
    const { ledger, asked } = scripted(() => answers);
    const guard = guarded(ledger);
    await failThrice(guard);
    now += 10_000;
    answers = slow;
    const probe = guard.record('graph', [])();
    expect(await guard.record('graph', [])()).toEqual(open);
    expect(asked()).toBe(4);
    answer(up);
    expect(await probe).toEqual(up);
    expect(await guard.find('graph', ['a'])()).toEqual(nothing);
    expect(asked()).toBe(5);
  });
});
