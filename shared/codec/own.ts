/**
 * What a record holds under a word from outside. The word may be `constructor`, under which every object has something; a
 * table of our own is a Map instead.
 */
export const own = <A>(record: Readonly<Record<string, A>>, word: string): A | undefined =>
  Object.hasOwn(record, word) ? record[word] : undefined;
