import {
  type HttpHandler,
  type HttpRequest,
  type HttpResponseInit,
  type InvocationContext,
} from '@azure/functions';
import { startBudget, type Budget } from './budget';
import { logEntry } from '../log-entry';
import { takeKey } from './presented-key';
import { retryLaterHeaders, problem } from './problem';
import { badQuery } from './query';
import { isInQuery } from './replaced-headers';

/** What goes with a request: its time, and the SHA-256 of every text that may be its key. The key itself is gone. */
export interface RequestFacts extends Budget {
  readonly keySha256: readonly string[];
}

/** A trigger's work. */
export type Handler = (
  request: HttpRequest,
  context: InvocationContext,
  given: RequestFacts,
) => HttpResponseInit | Promise<HttpResponseInit>;

export interface Answering {
  readonly now: () => Date;
  readonly seconds: number;
}

/**
 * The frame in a line of a stack, `at name (/folder/file.js:1:2)`. Only this form counts, since a message may stand in a stack,
 * too.
 */
const frameIn = (line: string): string | undefined => {
  const [file = '', row = '', column = ''] =
    line.trim().replace(/\)$/, '').split('/').at(-1)?.split(':') ?? [];
  const isFrame = line.startsWith('    at ') && /^\d+$/.test(row) && /^\d+$/.test(column);
  return isFrame && /^[\w.-]+$/.test(file) ? `${file}:${row}:${column}` : undefined;
};

/** Where an error was thrown: a file and a position. The message is left out, as it may repeat what was sent. */
const placeOf = ({ stack = '' }: Error): string | null => {
  for (const line of stack.split('\n')) {
    const frame = frameIn(line);
    if (frame !== undefined) return frame;
  }
  return null;
};

const faulty =
  (context: InvocationContext) =>
  (fault: unknown): HttpResponseInit => {
    const { invocationId, functionName } = context;
    const [thrown, at] = fault instanceof Error ? [fault.name, placeOf(fault)] : [typeof fault, null];
    context.error(logEntry('answer', { intake: invocationId, function: functionName, thrown, at }));
    return problem({
      slug: 'fault',
      title: 'A fault of the gateway; it is logged',
      status: 500,
      detail: `send it again; if it stays, report it with the id of this invocation, ${invocationId}`,
      headers: retryLaterHeaders,
    });
  };

const late = (context: InvocationContext, seconds: number): HttpResponseInit => {
  const { invocationId, functionName } = context;
  context.warn(logEntry('answer', { intake: invocationId, function: functionName, late: seconds }));
  return problem({
    slug: 'too-late',
    title: 'It is not finished; send it again',
    status: 503,
    detail: `not done within ${seconds} s; what is under way goes on, and is a duplicate when it comes again`,
    headers: retryLaterHeaders,
  });
};

/** No browser guesses the type of an answer, and nothing on the way caches it: most answers hold content of events. */
const guarded = (answer: HttpResponseInit): HttpResponseInit => ({
  ...answer,
  headers: {
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    ...(answer.headers as Readonly<Record<string, string>> | undefined),
  },
});

/** Whoever says it says all headers, and with them who sends. */
const headersInQuery = badQuery([
  { pointer: '/headers', expected: 'to be left out: the host takes it for the headers of the request' },
]);

/**
 * A handler that always answers, and within its budget: under enableHttpStream, one that throws would never answer. What it was
 * doing when the budget ended goes on, with all signals of the budget aborted.
 */
export const answering =
  ({ now, seconds }: Answering) =>
  (handler: Handler): HttpHandler =>
  async (request, context) => {
    if (isInQuery(request.query)) return guarded(headersInQuery);
    const keySha256 = takeKey(request);
    const { budget, over, end } = startBudget(now(), seconds);
    const work = new Promise<HttpResponseInit>((resolve) =>
      resolve(handler(request, context, { ...budget, keySha256 })),
    );
    const answers = [work.catch(faulty(context)), over.then(() => late(context, seconds))];
    try {
      return guarded(await Promise.race(answers));
    } finally {
      end();
    }
  };
