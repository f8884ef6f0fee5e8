import ipaddr from 'ipaddr.js';

/** `192.0.2.1`, `192.0.2.1:443`, `2001:db8::1` and `[2001:db8::1]:443`. */
const addressOf = (text: string): string => {
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(text) ?? [];
  const [, withPort] = /^([\d.]+):\d+$/.exec(text) ?? [];
  return bracketed ?? withPort ?? text;
};

/**
 * The address that the platform put last into `X-Forwarded-For`; anything before it is the caller's word. Null where there is
 * none.
 */
export const forwardedAddress = (header: string | null): string | null => {
  // An invalid address is found out by an exception, which would be expensive for the many requests without the header.
  if (header === null) return null;
  const last = addressOf(header.split(',').at(-1)?.trim() ?? '');
  return ipaddr.isValid(last) ? ipaddr.process(last).toString() : null;
};

/** Whether an address is in one of the networks; an empty list holds all. */
export const isWithin = (networks: readonly string[], address: string | null): boolean => {
  if (networks.length === 0) return true;
  if (address === null) return false;
  const one = ipaddr.process(address);
  return networks
    .map((network) => ipaddr.parseCIDR(network))
    .some(([start, bits]) => start.kind() === one.kind() && one.match(start, bits));
};
