/** A set of many domains. A look-up takes as long as a host has labels. All are in canonical form. */
export interface HostSet {
  /** Whether the host is one of them. */
  readonly has: (host: string) => boolean;
  /** Whether the host is one of them, or below one. */
  readonly covers: (host: string) => boolean;
  /** Whether the host is above one of them, up to its top-level domain. */
  readonly isAbove: (host: string) => boolean;
}

/** The names above a host: `b.c` and `c` for `a.b.c`. */
const parentsOf = (host: string): readonly string[] => {
  const parents: string[] = [];
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1))
    parents.push(host.slice(dot + 1));
  return parents;
};

export const hostSet = (domains: readonly string[]): HostSet => {
  const named = new Set(domains);
  const above = new Set(domains.flatMap(parentsOf));
  const has = (host: string): boolean => named.has(host);
  return {
    has,
    covers: (host) => has(host) || parentsOf(host).some(has),
    isAbove: (host) => above.has(host),
  };
};
