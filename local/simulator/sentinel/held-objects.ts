import { type JsonObject } from '../json';
import { type Service } from '../service';

/** An object that was taken; `droppedAt`: when an ingestion rule of the workspace drops it (milliseconds), null for never. */
export interface HeldObject {
  readonly object: JsonObject;
  readonly droppedAt: number | null;
  /** When Sentinel sent it again by itself, as it does with what is live; absent: never. */
  readonly sentAgainAt?: Date;
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

/** The same, with the source of each: that of its upload, or who sent it again. */
export const heldBySource = (
  service: Pick<Service, 'stixObjects' | 'clock'>,
  workspace: string,
): readonly { readonly source: string; readonly object: JsonObject }[] => {
  const now = service.clock().getTime();
  return [...service.stixObjects].flatMap(([key, { object, droppedAt, sentAgainAt }]) => {
    const id = String(object.id);
    const source =
      sentAgainAt === undefined ? key.slice(workspace.length + 1, -id.length - 1) : 'LogARepublisher';
    const isHeld = key.startsWith(`${workspace} `) && (droppedAt === null || droppedAt > now);
    const modified = sentAgainAt?.toISOString() ?? object.modified;
    return isHeld ? [{ source, object: { ...object, modified } }] : [];
  });
};
