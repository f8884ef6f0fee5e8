import { type HttpResponseInit, type InvocationContext } from '@azure/functions';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { describeFailure, type Failure } from '../shared/failure';
import { inTime } from '../shared/pipeline/in-time';
import { type Environment } from '../shared/pipeline/ports';
import { type Handler } from './http/answering';
import { logEntry } from './log-entry';
import { readParkedQuery } from './parked-query';
import { failureResponse, problem } from './http/problem';
import { badQuery } from './http/query';

type ParkedEnvironment = Pick<Environment, 'parked'>;

export const notParked: HttpResponseInit = problem({
  slug: 'not-parked',
  title: 'There is no such parked thing',
  status: 404,
  detail: 'it was replayed or dropped already, or the id is not right',
});

type Action = 'list' | 'show' | 'replay' | 'drop';

export const parkedLine = (
  { invocationId }: InvocationContext,
  action: Action,
  more: Readonly<Record<string, string>>,
): string => logEntry('parked', { intake: invocationId, action, ...more });

/** Logs why nothing could be done, and answers with a problem. */
export const refuseParked =
  (context: InvocationContext, what: Action) =>
  (failure: Failure): HttpResponseInit => {
    context.warn(parkedLine(context, what, { refused: describeFailure(failure) }));
    return failureResponse(failure);
  };

/** `GET /api/parked`: 200 `{ items, next }`, the newest first; 400 bad query, 503. */
export const listParked =
  ({ parked }: ParkedEnvironment): Handler =>
  async (request, context, { spent }) => {
    const query = readParkedQuery(request.query);
    if (query._tag === 'Left') return badQuery(query.left);
    const { filter, size, next } = query.right;
    return pipe(
      inTime(spent, 'table')(parked.list(filter, { size, next }, spent)),
      TE.match(refuseParked(context, 'list'), (page) => ({ status: 200, jsonBody: page })),
    )();
  };

/** `GET /api/parked/{id}`: 200 everything as it was kept, 404, 503. */
export const showParked =
  ({ parked }: ParkedEnvironment): Handler =>
  (request, context, { spent }) =>
    pipe(
      inTime(spent, 'blob')(parked.read(request.params.id ?? '', spent)),
      TE.match(refuseParked(context, 'show'), (content) =>
        content === null
          ? notParked
          : { status: 200, headers: { 'Content-Type': 'application/json' }, body: content },
      ),
    )();

/** `DELETE /api/parked/{id}`: 204 gone for good, 404, 503. */
export const dropParked =
  ({ parked }: ParkedEnvironment): Handler =>
  (request, context, { spent }) => {
    const { id = '' } = request.params;
    const dropped = (): HttpResponseInit => {
      context.log(parkedLine(context, 'drop', { id }));
      return { status: 204 };
    };
    return pipe(
      inTime(spent, 'blob')(parked.remove(id, spent)),
      TE.match(refuseParked(context, 'drop'), (wasThere) => (wasThere ? dropped() : notParked)),
    )();
  };
