import { type HttpResponseInit, type InvocationContext } from '@azure/functions';
import { describeFailure, type Failure } from '../../shared/failure';
import { logEntry } from '../log-entry';
import { failureResponse } from './problem';

/** Logs why a request failed, and answers with a problem. */
export const refused =
  (
    context: InvocationContext,
    event: Parameters<typeof logEntry>[0],
    more: Readonly<Record<string, unknown>> = {},
  ) =>
  (failure: Failure): HttpResponseInit => {
    const entry = { intake: context.invocationId, ...more, refused: describeFailure(failure) };
    context.warn(logEntry(event, entry));
    return failureResponse(failure);
  };
