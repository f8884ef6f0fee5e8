type Entries = readonly (readonly [string, unknown])[];

/** An object of the entries, the one under `key` replaced where it stands; `__proto__` is a member as JSON.parse makes it. */
const withMember = (entries: Entries, key: string, name: string, value: unknown): unknown =>
  Object.fromEntries(entries.map(([own, old]) => (own === key ? [name, value] : [own, old])));

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
        : withMember(Object.entries(json), name, name, inner),
    })),
  );
};

/** A JSON value with one of its members under another name, once for each member in it, and the pointer of the member. */
export const withEachName = (
  json: unknown,
  name: string,
): readonly { readonly place: string; readonly json: unknown }[] => {
  if (typeof json !== 'object' || json === null) return [];
  const entries = Object.entries(json);
  const inside = entries.flatMap(([key, value]) =>
    withEachName(value, name).map(({ place, json: inner }) => ({
      place: `/${key}${place}`,
      json: Array.isArray(json) ? json.with(Number(key), inner) : withMember(entries, key, key, inner),
    })),
  );
  const renamed = Array.isArray(json)
    ? []
    : entries.map(([key, value]) => ({ place: `/${key}`, json: withMember(entries, key, name, value) }));
  return [...renamed, ...inside];
};
