/**
 * What was tried for each sender: whose documentation or repository has the shape, what becomes of it, and what must stay
 * without effect.
 */

export interface Tried {
  readonly what: string;
  readonly kind?: 'victim' | 'unjudged' | 'malformed';
  /** A body, or what is made of the sender's sample (test/samples/FORMAT.json). */
  readonly body: object | string | ((sample: unknown) => unknown);
  readonly takes?: readonly string[];
  /** Where this is given: exactly what is left. */
  readonly leaves?: readonly string[];
  readonly suspicious?: true;
}

export interface Sender {
  readonly format: string;
  readonly source: string;
  readonly takes: readonly string[];
  readonly leaves: readonly string[];
  readonly tried: readonly Tried[];
}

export const ip = '45.155.205.233';
export const victim = '81.2.69.142';
export const sha256 = `fileHashValue ${'ab'.repeat(32)}`;
export const sha1 = `fileHashValue ${'cd'.repeat(20)}`;
export const md5 = `fileHashValue ${'ef'.repeat(16)}`;
export const domain = 'domainName evil-host.top';
export const url = 'url https://evil-host.top/a';
export const to = `networkDestinationIPv4 ${ip}`;
export const from = `networkSourceIPv4 ${ip}`;
export const any = `networkIPv4 ${ip}`;

type Container = Record<string, unknown>;

/** The sample with other values at some ways; undefined removes the member. */
export const change =
  (...changes: readonly (readonly [way: string, value: unknown])[]) =>
  (sample: unknown): unknown => {
    const copy: unknown = structuredClone(sample);
    for (const [way, value] of changes) {
      const names = way.split('/');
      const last = names.pop() ?? '';
      const holder = names.reduce<Container>((inner, name) => inner[name] as Container, copy as Container);
      if (value === undefined) Reflect.deleteProperty(holder, last);
      else holder[last] = value;
    }
    return copy;
  };

export const tried = (
  kind: Tried['kind'],
  what: string,
  body: Tried['body'],
  more: Partial<Tried> = {},
): Tried => ({
  what,
  body,
  ...(kind === undefined ? {} : { kind }),
  ...more,
});
