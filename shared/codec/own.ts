/**
 * What a record holds under a word from outside. The word may be `constructor`, which every object inherits. A table of our own
 * is a Map instead.
 */
export const own = <A>(record: Readonly<Record<string, A>>, word: string): A | undefined =>
  Object.hasOwn(record, word) ? record[word] : undefined;
