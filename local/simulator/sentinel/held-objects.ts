import { type JsonObject } from '../json';
import { type Service } from '../service';

/** An object that was taken; `droppedAt`: when an ingestion rule of the workspace drops it (milliseconds), null for never. */
export interface HeldObject {
  readonly object: JsonObject;
  readonly droppedAt: number | null;
}

/** What Sentinel holds now of one workspace, or of all, in the order in which it first came. */
export const heldObjects = (
  { stixObjects, clock }: Pick<Service, 'stixObjects' | 'clock'>,
  workspace = '',
): readonly JsonObject[] => {
  const now = clock().getTime();
  return [...stixObjects].flatMap(([key, { object, droppedAt }]) =>
    key.startsWith(workspace) && (droppedAt === null || droppedAt > now) ? [object] : [],
  );
};
