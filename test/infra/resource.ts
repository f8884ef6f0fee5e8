/** A resource as a deployment would send it. What is known only while it runs stays an expression, `[…]`. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
  readonly location?: string;
  readonly kind?: string;
  readonly sku?: { readonly name?: string; readonly tier?: string };
  readonly tags?: Readonly<Record<string, string>>;
  readonly identity?: unknown;
  readonly scope?: string;
  readonly properties?: unknown;
}

export const isExpression = (value: unknown): boolean =>
  typeof value === 'string' && value.startsWith('[') && value.endsWith(']');

/** The value at a path such as `properties.networkAcls.bypass` or `criteria.allOf.0.query`; undefined where there is none. */
export const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((part, name) => {
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, name)) return undefined;
    return (part as Readonly<Record<string, unknown>>)[name];
  }, value);

/** Every value at a path in which `*` stands for each item of a list or member of an object, with its own path. */
export const all = (value: unknown, path: string): readonly (readonly [string, unknown])[] => {
  const [first = '', ...rest] = path.split('.');
  if (path === '') return [['', value]];
  if (typeof value !== 'object' || value === null) return [];
  const names = first === '*' ? Object.keys(value) : Object.hasOwn(value, first) ? [first] : [];
  return names.flatMap((name) =>
    all((value as Readonly<Record<string, unknown>>)[name], rest.join('.')).map(
      ([below, found]) => [below === '' ? name : `${name}.${below}`, found] as const,
    ),
  );
};

/** Last part of a name of several: `indicator-jobs` of `account/default/indicator-jobs`. */
export const lastOf = (name: string): string => name.split('/').at(-1) ?? '';
