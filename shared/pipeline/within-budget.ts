import { pipe } from 'fp-ts/function';
import * as T from 'fp-ts/Task';
import * as TE from 'fp-ts/TaskEither';
import { inTime } from './in-time';
import { type Environment } from './ports';

/**
 * An environment for somebody who waits. Its queues, its store and its expressions answer before `spent` is aborted, at the
 * latest with a Left. Outcomes that could not be written by then are kept and tried again.
 */
export const withinBudget = (environment: Environment, spent: AbortSignal): Environment => {
  const { jobs, outcomes, parked, record, evaluate } = environment;
  const queue = inTime(spent, 'queue');
  const blob = inTime(spent, 'blob');
  return {
    ...environment,
    jobs: { enqueue: (message, delaySeconds) => queue(jobs.enqueue(message, delaySeconds, spent)) },
    outcomes: { write: (messages) => outcomes.write(messages, spent) },
    parked: {
      keep: (item, content) => blob(parked.keep(item, content, spent)),
      list: (filter, { size, next }) => inTime(spent, 'table')(parked.list(filter, { size, next }, spent)),
      read: (id) => blob(parked.read(id, spent)),
      remove: (id) => blob(parked.remove(id, spent)),
    },
    record: {
      keep: (kept, as) => {
        const written = TE.fromTask(record.keep(kept, as));
        return pipe(
          written,
          inTime(spent, 'table'),
          T.map(() => undefined),
        );
      },
    },
    evaluate: (question) => inTime(spent, 'expressions')(evaluate(question)),
  };
};
