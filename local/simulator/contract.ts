import { isObject, type JsonObject } from './json';
import { dates, declared, unset } from './properties';

export interface Undeserialisable {
  readonly at: string;
  readonly expected: string;
}

const isAnnotation = (name: string): boolean => name.includes('@');

/**
 * What keeps the service from deserialising an indicator (undefined = nothing): a wrong JSON type, an unknown enum
 * member, a bad date. Undeclared members are legal (open type); their names are added to `undeclared`.
 */
export const deserialise = (
  value: unknown,
  at: string,
  undeclared: Set<string>,
): Undeserialisable | undefined => {
  if (!isObject(value)) return { at, expected: 'a tiIndicator object' };
  for (const name of Object.keys(value)) {
    const check = declared.get(name);
    const member = value[name];
    if (check === undefined) {
      if (!isAnnotation(name)) undeclared.add(name);
    } else if (member === null ? name === 'targetProduct' : !check(member)) {
      return { at: `${at}/${name}`, expected: 'a value of the declared type' };
    }
  }
  return undefined;
};

const withTimeOfDay = (text: string): string => {
  if (text.endsWith('Z')) return text;
  return text.length === 10 ? `${text}T00:00:00Z` : new Date(text).toISOString();
};

/** Milliseconds since 1970 of a date the contract let through. */
export const instant = (text: string): number => Date.parse(text);

/** A member as the service shows it: dates in UTC, an absent one as its default. */
const shown = (name: string, value: unknown): unknown => {
  if (value === null) return unset[name] ?? null;
  return typeof value === 'string' && dateNames.has(name) ? withTimeOfDay(value) : value;
};

const dateNames = new Set(dates);

/** Puts members over an indicator, as create (over `unset`) and update do. */
export const overlay = (base: JsonObject, members: JsonObject): Record<string, unknown> => {
  const result: Record<string, unknown> = { ...base };
  for (const name of Object.keys(members)) {
    if (!isAnnotation(name)) result[name] = shown(name, members[name]);
  }
  return result;
};
