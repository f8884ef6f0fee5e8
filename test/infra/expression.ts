/** Azure's public cloud, the only one that a deployment is for. */
const known = new Map([['environment().suffixes.storage', 'core.windows.net']]);

/** Splits `a, f(b, 'c, d'), e` at the commas that are neither in brackets nor in a text. */
export const argumentsIn = (list: string): readonly string[] => {
  const found: string[] = [];
  let [depth, start, isText] = [0, 0, false];
  list.split('').forEach((mark, index) => {
    if (mark === "'") isText = !isText;
    if (isText) return;
    if (mark === '(' || mark === '[') depth += 1;
    if (mark === ')' || mark === ']') depth -= 1;
    if (mark === ',' && depth === 0) {
      found.push(list.slice(start, index).trim());
      start = index + 1;
    }
  });
  return list.trim() === '' ? [] : [...found, list.slice(start).trim()];
};

/** Name and arguments of `name(…)`, or null for anything else. */
export const callIn = (text: string): { readonly name: string; readonly given: readonly string[] } | null => {
  const [, name = '', list = ''] = /^(\w+)\((.*)\)$/s.exec(text) ?? [];
  // f(a).b(c) is no call of f: its first bracket closes before the end.
  return name === '' || list.split('(').length !== list.split(')').length || /^[^(]*\)/.test(list)
    ? null
    : { name, given: argumentsIn(list) };
};

const idOf = ([subscription = '', group = '', type = '', ...names]: readonly string[]): string => {
  const [provider = '', ...types] = type.split('/');
  const path = types.map((part, index) => `/${part}/${names[index] ?? ''}`).join('');
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/${provider}${path}`;
};

/** The text that an expression without its brackets gives; null where only a deployment knows. */
export const textOf = (expression: string): string | null => {
  const text = expression.trim();
  if (/^'(?:[^']|'')*'$/.test(text)) return text.slice(1, -1).replaceAll("''", "'");
  if (known.has(text)) return known.get(text) ?? null;
  const call = callIn(text);
  if (call === null) return null;
  const given = call.given.map(textOf);
  if (given.some((one) => one === null)) return null;
  const [first = '', ...rest] = given.map((one) => one ?? '');
  if (call.name === 'format')
    return first.replace(/\{(\d+)\}/g, (_, index: string) => rest[Number(index)] ?? '');
  return call.name === 'resourceId' ? idOf([first, ...rest]) : null;
};

/** A value in which every expression that can be known is its text. */
export const resolved = (value: unknown): unknown => {
  if (typeof value === 'string') {
    return value.startsWith('[') && value.endsWith(']') ? (textOf(value.slice(1, -1)) ?? value) : value;
  }
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolved(member)]));
};
