import { canonicalIPv6 } from './ip-address';

/** A host as it was written, perhaps in brackets, and the digits of the port after it. */
export interface HostAndPort {
  readonly host: string;
  readonly port?: string;
}

const digits = /^\d{1,5}$/;

const isUnmistakable = (host: string): boolean =>
  host.startsWith('[') ? host.endsWith(']') : !host.includes(':');

/**
 * Splits `host:port` and `[IPv6]:port` where there is only one way to read it; anything else is a host as a whole. The last
 * group of an IPv6 address without brackets could be a port. Such an address is split only where its sender says that a port is
 * there (`announced`) and the rest is still an address.
 */
export const hostAndPort = (text: string, announced = false): HostAndPort => {
  const colon = text.lastIndexOf(':');
  const [host, port] = [text.slice(0, Math.max(0, colon)), text.slice(colon + 1)];
  if (host === '' || !digits.test(port)) return { host: text };
  return isUnmistakable(host) || (announced && canonicalIPv6(host) !== undefined)
    ? { host, port }
    : { host: text };
};
