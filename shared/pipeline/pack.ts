import { writeJson } from '../codec/write-json';

/** A storage-queue message holds 64 KiB, 48 KiB once it is base64 (Azure Storage documentation). */
export const messageBytes = 48 * 1024;

const jsonBytes = (value: unknown): number => Buffer.byteLength(writeJson(value), 'utf8');

/**
 * Groups items so that each group's JSON (or what `bytesOf` measures) stays under `most` bytes next to `overhead` bytes of wrapping, and holds at most
 * `atMost` items. Order is kept and nothing is dropped: an item too large for any message stands alone.
 */
export const pack = <A>(
  items: readonly A[],
  overhead: number,
  atMost: number,
  most = messageBytes,
  bytesOf: (item: A) => number = jsonBytes,
): readonly (readonly A[])[] => {
  const groups: A[][] = [];
  let room = 0;
  for (const item of items) {
    const size = bytesOf(item) + 1;
    const last = groups.at(-1);
    if (last === undefined || size > room || last.length >= atMost) {
      groups.push([item]);
      room = most - overhead - size;
    } else {
      last.push(item);
      room -= size;
    }
  }
  return groups;
};
