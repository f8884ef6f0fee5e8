/** Is the host the domain itself, or below it? Both in canonical form. */
export const isUnder = (host: string, domain: string): boolean =>
  host === domain || host.endsWith(`.${domain}`);
