import * as TE from 'fp-ts/TaskEither';
import { type LastReadBack, type ReadBackStore, type SeenThere } from '../../shared/delivery/ports';

/** What was seen last at each destination, in memory. */
export const inMemoryReadBacks = (): ReadBackStore => {
  const kept = new Map<
    string,
    { readonly look: LastReadBack | null; readonly differing: ReadonlyMap<string, SeenThere> }
  >();
  return {
    keep: (destination, look, differing) => TE.fromIO(() => void kept.set(destination, { look, differing })),
    last: (destination) => TE.fromIO(() => kept.get(destination)?.look ?? null),
    seen: (destination) => TE.fromIO(() => kept.get(destination) ?? { look: null, differing: new Map() }),
  };
};
