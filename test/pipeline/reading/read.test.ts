import fc from 'fast-check';
import * as TE from 'fp-ts/TaskEither';
import { unavailable } from '../../../shared/failure';
import { formats } from '../../../shared/formats';
import { read } from '../../../shared/pipeline/reading/read';
import { type Evaluate, type Question } from '../../../shared/profile/evaluation';
import { eventOf, now, profileOf } from '../../profile/reading';
import { accountedBody } from '../../arbitraries/event';
import { readAtOnce } from '../read-at-once';
import { leftOf, rightOf } from '../right-of';

const custom = [
  { name: 'first', match: 'a', mapping: 'b' },
  { name: 'second', match: 'c', mapping: 'd' },
];

/** Reads a body while expressions are evaluated as told; the questions are kept, in order. */
const readAs = (evaluate: Evaluate, document: unknown, format: string | null = null) => {
  const questions: Question[] = [];
  const keeping: Evaluate = (question) => {
    questions.push(question);
    return evaluate(question);
  };
  const profile = profileOf(document);
  const environment = { formats, now: () => now, identityScope: 'test', profile, evaluate: keeping };
  const batch = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      id: String(index),
      topic: 't',
      subject: 's',
      eventType: 'e',
      eventTime: '2026-01-01T00:00:00Z',
      dataVersion: '1',
      data: { index },
    }));
  return { questions, read: (count: number) => read(environment)(eventOf(batch(count), format))() };
};

const taking =
  (ms: number): Evaluate =>
  () =>
    TE.right({ judgements: [{ _tag: 'NotMatched' }, { _tag: 'NotMatched' }], tookMs: ms });

describe('when a profile has no format of its own', () => {
  it('reads a little at a time what is read all at once', async () => {
    const profile = profileOf({});
    const evaluate = taking(0);
    const environment = { formats, now: () => now, identityScope: 'test', profile, evaluate };
    await fc.assert(
      fc.asyncProperty(accountedBody, async ({ body }) => {
        const event = eventOf(body, null);
        expect(rightOf(await read(environment)(event)())).toEqual(readAtOnce(environment)(event));
      }),
    );
  });

  it('evaluates nothing', async () => {
    const { questions, read: reading } = readAs(taking(1), {});
    rightOf(await reading(3));
    expect(questions).toEqual([]);
  });
});

describe('when a profile has formats of its own', () => {
  it('puts all of them to each payload in one question', async () => {
    const { questions, read: reading } = readAs(taking(1), { custom });
    rightOf(await reading(2));
    const both = [
      { match: 'a', mapping: 'b' },
      { match: 'c', mapping: 'd' },
    ];
    expect(questions).toMatchObject([
      { formats: both, payload: { index: 0 }, now },
      { formats: both, payload: { index: 1 }, now },
    ]);
  });

  it('puts only the one to it that the sender names, without its match', async () => {
    const { questions, read: reading } = readAs(taking(1), { custom }, 'SECOND');
    await reading(1);
    expect(questions).toMatchObject([{ formats: [{ match: null, mapping: 'd' }] }]);
  });

  it('asks nothing where the sender names another format', async () => {
    const { questions, read: reading } = readAs(taking(1), { custom }, 'misp');
    await reading(1);
    expect(questions).toEqual([]);
  });

  it('gives a payload the time that those before it have left of five seconds', async () => {
    const { questions, read: reading } = readAs(taking(2000), { custom });
    rightOf(await reading(4));
    expect(questions.map(({ maxMs }) => maxMs)).toEqual([5000, 3000, 1000, -1000]);
  });

  it('gives each event five seconds', async () => {
    const { questions, read: reading } = readAs(taking(2000), { custom });
    await reading(1);
    await reading(1);
    expect(questions.map(({ maxMs }) => maxMs)).toEqual([5000, 5000]);
  });

  it('is unavailable as a whole where nothing can evaluate them now', async () => {
    const busy: Evaluate = ({ payload }) =>
      (payload as { readonly index: number }).index === 0
        ? TE.right({ judgements: [{ _tag: 'Mapped', result: { ip: '45.155.205.233' } }], tookMs: 1 })
        : TE.left(unavailable('expressions', 'busy'));
    const { read: reading } = readAs(busy, { custom });
    expect(leftOf(await reading(2))).toMatchObject({ dependency: 'expressions', code: 'busy' });
  });
});
