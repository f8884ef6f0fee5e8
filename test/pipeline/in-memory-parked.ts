import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { unavailable, type Unavailable } from '../../shared/failure';
import { type ParkedFilter, type ParkedItem, type ParkedStore } from '../../shared/pipeline/ports';

/** A parked store in memory, and what lies in it by id. */
export interface InMemoryParked extends ParkedStore {
  readonly kept: Map<string, { readonly item: ParkedItem; readonly content: string }>;
}

/** What may be out of reach, asked at each call. */
export type IsDown = (action: 'keep' | 'list' | 'read' | 'remove') => boolean;

const isAsked =
  ({ reason, destination, from, to }: ParkedFilter) =>
  (item: ParkedItem): boolean =>
    (reason === undefined || item.reason === reason) &&
    (destination === undefined || item.destination === destination) &&
    (from === undefined || item.parkedAt >= from) &&
    (to === undefined || item.parkedAt < to);

export const inMemoryParked = (isDown: IsDown = () => false): InMemoryParked => {
  const kept: InMemoryParked['kept'] = new Map();
  const unless = <A>(action: Parameters<IsDown>[0], work: () => A): TE.TaskEither<Unavailable, A> =>
    TE.fromIOEither(() =>
      isDown(action) ? E.left(unavailable('blob', 'connection-refused')) : E.right(work()),
    );
  return {
    kept,
    keep: (item, content) => unless('keep', () => void kept.set(item.id, { item, content })),
    list: (filter, { size, next }) =>
      unless('list', () => {
        const found = [...kept.values()]
          .map(({ item }) => item)
          .filter(isAsked(filter))
          .filter(({ id }) => next === null || id > next)
          .sort((a, b) => (a.id < b.id ? -1 : 1));
        const items = found.slice(0, size);
        return { items, next: found.length > size ? (items.at(-1)?.id ?? null) : null };
      }),
    read: (id) => unless('read', () => kept.get(id)?.content ?? null),
    remove: (id) => unless('remove', () => kept.delete(id)),
  };
};
