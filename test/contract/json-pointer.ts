/** RFC 6901: '' or segments that each begin with `/`, where `~` is written `~0` and `/` is written `~1`. */
export const isPointer = (text: string): boolean => /^(?:\/(?:[^~/]|~[01])*)*$/u.test(text);

const isContainer = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Does the pointer lead to something that is there? */
export const resolves = (pointer: string, document: unknown): boolean => {
  let value = document;
  for (const segment of pointer.split('/').slice(1)) {
    const key = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    if (!isContainer(value) || !Object.hasOwn(value, key)) return false;
    value = value[key];
  }
  return isPointer(pointer);
};
