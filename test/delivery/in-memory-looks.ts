import * as TE from 'fp-ts/TaskEither';
import { type LastLook, type LookKeeper, type SeenThere } from '../../shared/delivery/ports';

/** What was seen last at each destination, in memory. */
export const inMemoryLooks = (): LookKeeper => {
  const kept = new Map<
    string,
    { readonly look: LastLook | null; readonly differing: ReadonlyMap<string, SeenThere> }
  >();
  return {
    keep: (destination, look, differing) => TE.fromIO(() => void kept.set(destination, { look, differing })),
    last: (destination) => TE.fromIO(() => kept.get(destination)?.look ?? null),
    seen: (destination) => TE.fromIO(() => kept.get(destination) ?? { look: null, differing: new Map() }),
  };
};
