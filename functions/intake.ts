import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { inTime } from '../shared/pipeline/in-time';
import { type Environment } from '../shared/pipeline/ports';
import { progressOf } from '../shared/pipeline/record/progress';
import { type Handler } from './http/answering';
import { noRecord, spanOf, type ReadRecord } from './outcomes';
import { problem } from './http/problem';
import { refused } from './http/refused';

const notKept = problem({
  slug: 'no-intake',
  title: 'Nothing is kept of such an intake',
  status: 404,
  detail: 'intakeId of an answer is wanted; what came on a queue is there as soon as it was read',
});

/** `GET /api/intakes/{id}`: 200 how far it has come, 404 nothing is kept of it, 409 outcomes are not kept, 503. */
export const showIntake =
  ({ now }: Pick<Environment, 'now'>, record: ReadRecord | null): Handler =>
  async (request, context, { spent }) => {
    if (record === null) return noRecord;
    const { id = '' } = request.params;
    const { oldest } = spanOf(now(), record.days);
    return pipe(
      inTime(spent, 'table')(record.store.tally(id, oldest, spent)),
      TE.match(refused(context, 'record'), (tally) => {
        const progress = progressOf(tally);
        return progress === null ? notKept : { status: 200, jsonBody: { intakeId: id, ...progress } };
      }),
    )();
  };
