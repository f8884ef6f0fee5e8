import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { unavailable, type Unavailable } from '../../shared/failure';
import { type Outcome } from '../../shared/pipeline/outcome';
import {
  type DatedBatch,
  type Recorded,
  type RecordPlace,
  type RecordQuestion,
  type RecordStore,
} from '../../shared/pipeline/record/record-store';

/** A record in memory, as simple as possible; the one in a table is compared with it. */
export interface InMemoryRecord extends RecordStore {
  readonly batches: Map<string, DatedBatch>;
}

interface Placed extends Recorded {
  readonly owners: DatedBatch['batch']['owners'];
}

const placedIn = ({ at, batch: { id, owners, text } }: DatedBatch): readonly Placed[] =>
  (JSON.parse(text) as readonly Outcome[]).map((outcome, index) => ({
    outcome,
    place: { at, id, index },
    owners: owners.filter(
      ({ intakeId, eventId }) =>
        owners.length === 1 || (intakeId === outcome.intakeId && eventId === outcome.eventId),
    ),
  }));

const isAsked =
  (question: RecordQuestion) =>
  ({ place: { at }, owners }: Placed): boolean => {
    switch (question.by) {
      case 'intake':
        return owners.some(({ intakeId }) => intakeId === question.id);
      case 'event':
        return owners.some(({ eventId }) => eventId === question.id);
      case 'time':
        return at >= question.since && at < question.until;
      case 'after':
        return at < question.until;
    }
  };

/** Sorts in the order of the question; outcomes of one moment by id, and within a batch as they stand. */
const compare =
  (isNewestFirst: boolean) =>
  (a: RecordPlace, b: RecordPlace): number => {
    if (a.at !== b.at) return isNewestFirst ? b.at - a.at : a.at - b.at;
    if (a.id !== b.id) return a.id < b.id ? -1 : 1;
    return a.index - b.index;
  };

export const inMemoryRecord = (isDown: () => boolean = () => false): InMemoryRecord => {
  const batches: InMemoryRecord['batches'] = new Map();
  const unless = <A>(work: () => A): TE.TaskEither<Unavailable, A> =>
    TE.fromIOEither(() => (isDown() ? E.left(unavailable('table', 'ECONNREFUSED')) : E.right(work())));
  return {
    batches,
    write: (written) =>
      unless(() => {
        for (const one of written) batches.set(`${one.at} ${one.batch.id}`, one);
      }),
    there: (asked) =>
      unless(() => new Set(asked.filter(({ at, batch: { id } }) => batches.has(`${at} ${id}`)))),
    page: (question, { size, from }) =>
      unless(() => {
        const order = compare(question.by !== 'after');
        const all = [...batches.values()]
          .flatMap(placedIn)
          .filter(isAsked(question))
          .filter(({ outcome }) => question.state === undefined || outcome.state === question.state)
          .sort((a, b) => order(a.place, b.place))
          .filter(({ place }) => from === null || order(place, from) > 0);
        const items = all.slice(0, size).map(({ outcome, place }) => ({ outcome, place }));
        return { items, next: all.length > size ? (items.at(-1)?.place ?? null) : null };
      }),
    tally: (intakeId, since) =>
      unless(() => ({
        batches: [...batches.values()]
          .filter(({ at }) => at >= since)
          .sort((a, b) => b.at - a.at || (a.batch.id < b.batch.id ? -1 : 1))
          .flatMap(({ batch }) => batch.owners.filter((owner) => owner.intakeId === intakeId))
          .map(({ counts, mark }) => ({ counts, mark })),
        complete: true,
      })),
    sweep: (before) =>
      unless(() => {
        const start = Date.parse(before.toISOString().slice(0, 10));
        const old = [...batches].filter(([, { at }]) => at < start);
        for (const [key] of old) batches.delete(key);
        return old.length;
      }),
  };
};
