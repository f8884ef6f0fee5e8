/** Matches a name; `*` at the end of the pattern stands for anything. Without one, the two have to be equal. */
export const matchesPattern = (pattern: string, name: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;

/** Whether a pattern matches everything that another one does. */
export const coversPattern = (wide: string, narrow: string): boolean =>
  wide.endsWith('*')
    ? (narrow.endsWith('*') ? narrow.slice(0, -1) : narrow).startsWith(wide.slice(0, -1))
    : wide === narrow;
