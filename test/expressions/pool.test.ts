import * as E from 'fp-ts/Either';
import { type ExpressionPool } from '../../shared/expressions/pool';
import { type EvaluationAnswer, type Question } from '../../shared/profile/evaluation';
import { rightOf } from '../pipeline/right-of';
import { hostileExpressions } from './hostile';
import { buildWorker, busySecondsOf, processesOf, type BuiltWorker } from './pool-of-processes';

const now = new Date('2026-01-01T00:00:00.000Z');

const endless = '($f := function($n) { $f($n + 1) }; $f(1))';

const backtracking = '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)';

const ask = (mapping: string, more: Partial<Question> = {}): Question => ({
  formats: [{ match: null, mapping }],
  payload: { a: 1 },
  now,
  maxMs: 60_000,
  ...more,
});

/** Of what only goes on, so many milliseconds show as much as a second would. */
const aWhile = { maxMs: 300 };

/** Doubles a text until its process has no memory left. */
const filling = ask('$uppercase($reduce([1..8], function($a, $b) { $a & $a }, text))', {
  payload: { text: 'x'.repeat(1024 * 1024) },
});

const answerOf = async ({ evaluate }: ExpressionPool, question: Question): Promise<EvaluationAnswer> =>
  rightOf(await evaluate(question)());

/** The processes of pools that were started after this was called. */
const processesFromNow = (): (() => readonly number[]) => {
  const before = processesOf();
  return () => processesOf().filter((pid) => !before.includes(pid));
};

const failed = (text: string) => ({
  _tag: 'MappingFailed',
  fault: { text: expect.stringContaining(text) as string },
});

let worker: BuiltWorker;

/** For what is not about the pool itself: each starts processes of its own. */
let usual: ExpressionPool;

beforeAll(async () => {
  worker = await buildWorker();
  usual = worker.pool();
});

afterAll(() => worker.remove());

describe('when a mapping is asked for', () => {
  it.each([
    ['what it gives', '{"b": a}', { b: 1 }],
    ['text', '$string(a)', '1'],
    ['nothing', 'c', undefined],
    ['null', 'null', null],
    ['the time of the question', '[$now(), $millis()]', ['2026-01-01T00:00:00.000Z', 1_767_225_600_000]],
  ])('answers %s', async (_, mapping, result) => {
    const { judgements } = await answerOf(usual, ask(mapping));
    expect(judgements).toEqual([{ _tag: 'Mapped', result }]);
  });
});

describe('when several formats are tried', () => {
  const formats = [
    { match: 'a = 2', mapping: '"two"' },
    { match: 'a > "text"', mapping: '"text"' },
    { match: 'a = 1', mapping: '"one"' },
    { match: 'true', mapping: '"never"' },
  ];

  it('judges them in order, up to the first that takes the payload', async () => {
    const { judgements } = await answerOf(usual, ask('', { formats }));
    expect(judgements).toMatchObject([
      { _tag: 'NotMatched' },
      { _tag: 'MatchFailed' },
      { _tag: 'Mapped', result: 'one' },
    ]);
  });

  it('judges all of them where none takes it', async () => {
    const { judgements } = await answerOf(usual, ask('', { formats, payload: {} }));
    expect(judgements.map(({ _tag }) => _tag)).toEqual(['NotMatched', 'NotMatched', 'NotMatched', 'Mapped']);
  });

  it.each([
    ['a loop', endless],
    ['an expression that backtracks', backtracking],
  ])('goes on behind a match that had to be ended: %s', async (_, match) => {
    const held = [{ match: 'a = 2', mapping: '"two"' }, { match, mapping: '"held"' }, ...formats.slice(2)];
    const pool = worker.pool({ expressionMs: 1000 });
    const { judgements } = await answerOf(pool, ask('', { formats: held }));
    expect(judgements).toMatchObject([
      { _tag: 'NotMatched' },
      { _tag: 'MatchFailed', fault: { text: 'it took too long' } },
      { _tag: 'Mapped', result: 'one' },
    ]);
  });
});

describe('when an expression would hold or fill the process', () => {
  let pool: ExpressionPool;

  beforeAll(() => {
    pool = worker.pool({ expressionMs: 1000 });
  });

  it.each(hostileExpressions.map((hostile) => [hostile.what, hostile] as const))(
    'is refused, and the next one is answered: %s',
    async (_, { mapping, payload, isEndless }) => {
      const question = ask(mapping, { payload, ...(isEndless && aWhile) });
      const [hostile] = (await answerOf(pool, question)).judgements;
      // What is only too many objects is counted where they are read.
      const items: unknown = hostile?._tag === 'Mapped' ? hostile.result : [];
      const isTooMany = Array.isArray(items) && items.length > 10_000;
      expect(isTooMany || hostile?._tag === 'MappingFailed').toBe(true);
      expect(JSON.stringify(isTooMany ? '' : hostile)).not.toMatch(/aaaa|xxxx/);
      const good = await answerOf(pool, ask('{"b": a}'));
      expect(good.judgements).toEqual([{ _tag: 'Mapped', result: { b: 1 } }]);
    },
  );

  it('says what it broke: time', async () => {
    expect((await answerOf(pool, ask(endless))).judgements).toEqual([failed('it took too long')]);
  });

  it('says what it broke: memory', async () => {
    expect((await answerOf(usual, filling)).judgements).toEqual([failed('it took too much memory')]);
  });

  it('says what it broke: the time of the event', async () => {
    const question = ask(endless, { maxMs: 200 });
    expect((await answerOf(usual, question)).judgements).toEqual([failed('it took too long')]);
  });

  it.each([
    ['a mapping', null, 'MappingFailed'],
    ['a match', 'true', 'MatchFailed'],
  ])('asks nothing where the event has no time left: %s', async (_, match, _tag) => {
    const question = ask('', { formats: [{ match, mapping: '1' }], maxMs: 0 });
    const nowhere = worker.pool();
    expect((await answerOf(nowhere, question)).judgements).toMatchObject([
      { _tag, fault: { text: expect.stringContaining('it took too long') as string } },
    ]);
  });

  it.each([
    ['a loop', endless],
    ['an expression that backtracks', backtracking],
    ['a big string', '$pad("x", 4e8)'],
  ])('leaves this process free meanwhile: %s', async (_, mapping) => {
    let ticks = 0;
    const ticking = setInterval(() => (ticks += 1), 10);
    await answerOf(pool, ask(mapping, aWhile));
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(5);
  });
});

describe('when many are asked for at once', () => {
  it('answers the good ones between hostile ones, in two processes at most', async () => {
    const pool = worker.pool();
    const started = processesFromNow();
    let most = 0;
    let before: readonly number[] = [];
    // One that was just ended may still be there beside its successor, so only those count that two looks find.
    const counting = setInterval(() => {
      const now = started();
      most = Math.max(most, now.filter((pid) => before.includes(pid)).length);
      before = now;
    }, 250);
    const asked = Array.from({ length: 20 }, (_, n) =>
      n % 4 === 1 ? ask(backtracking, aWhile) : ask(`{"n": ${n}}`),
    );
    const answers = await Promise.all(asked.map((question) => answerOf(pool, question)));
    clearInterval(counting);
    expect(answers.map(({ judgements }) => judgements)).toEqual(
      asked.map((_, n) => [n % 4 === 1 ? failed('it took too long') : { _tag: 'Mapped', result: { n } }]),
    );
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(2);
  });

  it('does not count what one waits for as time of its own', async () => {
    const pool = worker.pool({ expressionMs: 1000 });
    const inFront = Array.from({ length: 4 }, () => answerOf(pool, ask(endless)));
    const { judgements } = await answerOf(pool, ask('a', { maxMs: 1000 }));
    expect(judgements).toEqual([{ _tag: 'Mapped', result: 1 }]);
    await Promise.all(inFront);
  });

  it('answers those who wait for processes that break down', async () => {
    const pool = worker.pool();
    const asked = [filling, filling, ask('a'), ask('a'), ask('a')];
    const answers = await Promise.all(asked.map((question) => answerOf(pool, question)));
    expect(answers.map(({ judgements: [only] }) => only?._tag)).toEqual([
      'MappingFailed',
      'MappingFailed',
      'Mapped',
      'Mapped',
      'Mapped',
    ]);
  });

  it('is unavailable, and no fault of the expression, where none of them is free in time', async () => {
    const result = await worker.pool({ waitMs: 1 }).evaluate(ask('a'))();
    expect(result).toMatchObject(E.left({ dependency: 'expressions', code: 'busy' }));
  });

  it('is unavailable where too many wait already', async () => {
    const pool = worker.pool({ expressionMs: 400, maxAsked: 5 });
    const asked = Array.from({ length: 8 }, () => pool.evaluate(ask(endless))());
    const busy = (await Promise.all(asked)).filter(E.isLeft);
    expect(busy.map(({ left }) => left.code)).toEqual(['busy', 'busy', 'busy']);
  });
});

describe('when a process is ended from outside', () => {
  it('is asked of another one', async () => {
    const pool = worker.pool();
    await answerOf(pool, ask('a'));
    processesOf().forEach((pid) => process.kill(pid, 'SIGTERM'));
    const answers = await Promise.all([1, 2, 3].map(() => answerOf(pool, ask('a'))));
    expect(answers.map(({ judgements }) => judgements)).toEqual(
      answers.map(() => [{ _tag: 'Mapped', result: 1 }]),
    );
  });

  it('is no fault of the expression that was under way', async () => {
    const pool = worker.pool();
    const started = processesFromNow();
    const result = pool.evaluate(ask(endless))();
    // To begin takes a process far less than a second of its own.
    const underWay = () => started().filter((pid) => busySecondsOf(pid) > 0);
    const ending = setInterval(() => underWay().forEach((pid) => process.kill(pid, 'SIGTERM')), 250);
    const answered = await result;
    clearInterval(ending);
    expect(answered).toMatchObject(E.left({ dependency: 'expressions', code: 'process-lost' }));
  });
});

describe('when the pool is stopped', () => {
  it('leaves no process, and is unavailable from then on', async () => {
    const started = processesFromNow();
    const pool = worker.pool();
    await answerOf(pool, ask('a'));
    const underWay = pool.evaluate(ask(endless))();
    expect(started()).toHaveLength(1);
    await pool.stop();
    expect(await underWay).toMatchObject(E.left({ code: 'stopping' }));
    expect(await pool.evaluate(ask('a'))()).toMatchObject(E.left({ code: 'stopping' }));
    expect(started()).toEqual([]);
  });

  it('starts none where nothing was asked', async () => {
    const started = processesFromNow();
    await worker.pool().stop();
    expect(started()).toEqual([]);
  });
});
