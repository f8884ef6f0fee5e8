/** A JSON value with one of its texts replaced, once for each text in it, and the pointer of the text. */
export const withEachText = (
  json: unknown,
  replace: (text: string) => string,
): readonly { readonly place: string; readonly json: unknown }[] => {
  if (typeof json === 'string') return [{ place: '', json: replace(json) }];
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([name, value]) =>
    withEachText(value, replace).map(({ place, json: inner }) => ({
      place: `/${name}${place}`,
      json: Array.isArray(json)
        ? json.with(Number(name), inner)
        : Object.fromEntries([...Object.entries(json).filter(([key]) => key !== name), [name, inner]]),
    })),
  );
};

/** Every text in a JSON value. */
export const textsIn = (json: unknown): readonly string[] => {
  if (typeof json === 'string') return [json];
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap(textsIn) : [];
};
