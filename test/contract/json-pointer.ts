import { parseJson } from '../../shared/codec/json';

/** RFC 6901: '' or segments that each begin with `/`, where `~` is written `~0` and `/` is written `~1`. */
export const isPointer = (text: string): boolean => /^(?:\/(?:[^~/]|~[01])*)*$/u.test(text);

const isContainer = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** A table export writes a whole document into a string; a step into it is not marked in the pointer. */
const unpack = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  const parsed = parseJson(value);
  return parsed._tag === 'Right' ? parsed.right : value;
};

/** Below a log line, a pointer continues with the number of the line and its keys, which are not JSON's. */
const isLogLine = (value: unknown): boolean =>
  typeof value === 'string' && /(?:CEF|LEEF): ?[012]|\blogid=/.test(value);

/** Below a whole payload of running text, a pointer continues with the numbers of what was found in it. */
const isProse = (document: unknown): boolean =>
  typeof document === 'string' && parseJson(document)._tag === 'Left';

/** Whether the pointer leads to something that is there. */
export const resolves = (pointer: string, document: unknown): boolean => {
  let value = document;
  for (const segment of pointer.split('/').slice(1)) {
    const key = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    if (isLogLine(value) || (value === document && isProse(document))) break;
    const inner = unpack(value);
    if (!isContainer(inner) || !Object.hasOwn(inner, key)) return false;
    value = inner[key];
  }
  return isPointer(pointer);
};
