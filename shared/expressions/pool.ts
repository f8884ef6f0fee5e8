import * as E from 'fp-ts/Either';
import { type Pool } from 'workerpool';
import { writeJson } from '../codec/write-json';
import { unavailable, type Unavailable } from '../failure';
import {
  type EvaluationAnswer,
  type Evaluate,
  type EvaluationJudgement,
  type Question,
} from '../profile/evaluation';
import { type ExpressionFault } from '../profile/expression-fault';
import { judgementOfResult } from './judgement-of-result';
import { turnOf, type Turn } from './turn';

export interface PoolOptions {
  /** The file of the process that evaluates. */
  readonly script: string;
  /** Milliseconds for one expression; 2,000 unless told. */
  readonly expressionMs?: number;
  /** Milliseconds until a process has begun; 5,000 unless told. */
  readonly waitMs?: number;
  /** The most questions at once, including those that wait for a process; 200 unless told. */
  readonly maxAsked?: number;
}

export interface ExpressionPool {
  readonly evaluate: Evaluate;
  /** Ends the processes. What is under way, and what comes later, is unavailable. */
  readonly stop: () => Promise<void>;
}

/** Evaluations at the same time. */
const maxProcesses = 2;

/** How often a question is asked again when its process has died. */
const maxAttempts = 3;

/**
 * A process that died keeps its place in the pool until workerpool is asked something; then a waiting question gets the place.
 */
const nudge = (pool: Pool): void => void pool.exec('methods').catch(() => undefined);

const open = async (script: string): Promise<Pool> => {
  // Only a profile with expressions pays for the library.
  const { pool } = await import('workerpool');
  return pool(script, {
    workerType: 'process',
    maxWorkers: maxProcesses,
    // The process holds nothing that has to be put away.
    workerTerminateTimeout: 1,
    forkArgs: [String(process.pid)],
    forkOpts: {
      // The process needs none of the app's settings, and they hold secrets.
      env: {},
      execArgv: ['--max-old-space-size=128', '--max-semi-space-size=8'],
      serialization: 'advanced',
      silent: true,
    },
  });
};

const failed = (part: 'match' | 'mapping', fault: ExpressionFault): EvaluationJudgement => ({
  _tag: part === 'match' ? 'MatchFailed' : 'MappingFailed',
  fault,
});

/** The answer for the formats that are left when the event's time is spent. */
const outOfTime = ({ formats }: Question): EvaluationAnswer => ({
  judgements: formats.map(({ match }) =>
    failed(match === null ? 'mapping' : 'match', { text: 'it took too long: the event has no time left' }),
  ),
  tookMs: 0,
});

/**
 * Evaluates expressions in at most two processes of their own, which start with the first question. Not in threads: one that
 * goes over its memory limit takes the whole process with it (docs/adr/0011).
 */
export const expressionPool = (options: PoolOptions): ExpressionPool => {
  const { expressionMs = 2000, waitMs = 5000, maxAsked = 200 } = options;
  let opened: Promise<Pool> | undefined;
  let isStopped = false;
  let asked = 0;

  const turn = async ({ formats, payload, now, maxMs }: Question): Promise<Turn> => {
    const message = { formats, payload: writeJson(payload), now: now.getTime() };
    const pool = await (opened ??= open(options.script));
    const ended = await turnOf(pool, message, { expressionMs, questionMs: maxMs, waitMs });
    if (ended.end._tag !== 'Done' && !isStopped) nudge(pool);
    return ended;
  };

  const answer = async (
    question: Question,
    attempt = 1,
  ): Promise<E.Either<Unavailable, EvaluationAnswer>> => {
    if (isStopped) return E.left(unavailable('expressions', 'stopping'));
    if (question.maxMs <= 0) return E.right(outOfTime(question));
    const { results, tookMs, end } = await turn(question);
    const judgements = results.map(judgementOfResult);
    switch (end._tag) {
      case 'Done':
        return E.right({ judgements, tookMs });
      case 'Busy':
        return E.left(unavailable('expressions', 'busy'));
      case 'Lost':
        return attempt < maxAttempts
          ? answer(question, attempt + 1)
          : E.left(unavailable('expressions', 'process-lost'));
      case 'Broken': {
        const sofar = [...judgements, failed(end.part, end.fault)];
        const rest = end.part === 'mapping' ? [] : question.formats.slice(sofar.length);
        if (rest.length === 0) return E.right({ judgements: sofar, tookMs });
        const others = await answer({ ...question, formats: rest, maxMs: question.maxMs - tookMs });
        return E.isLeft(others)
          ? others
          : E.right({
              judgements: [...sofar, ...others.right.judgements],
              tookMs: tookMs + others.right.tookMs,
            });
      }
    }
  };

  const admit = async (question: Question): Promise<E.Either<Unavailable, EvaluationAnswer>> => {
    if (asked >= maxAsked) return E.left(unavailable('expressions', 'busy'));
    asked += 1;
    try {
      return await answer(question);
    } finally {
      asked -= 1;
    }
  };

  return {
    evaluate: (question) => () => admit(question),
    stop: async () => {
      isStopped = true;
      // It would wait in vain for the end of a process that has already ended by itself.
      await (await opened)?.terminate(true, 1000).catch(() => undefined);
    },
  };
};
