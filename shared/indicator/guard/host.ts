import { parse } from 'tldts';
import { hostSet } from './host-set';
import { danger, ofPlaces, type Danger, type GuardRules } from './judge';
import { microsoftServices, sharedServices } from './microsoft-services';
import { computedOnce } from './computed-once';
import { hasPath } from './path';
import { type HostPlace } from './place';

/** Names by RFC 6761 and RFC 9476, and names that home routers and directories use. No public registry has them. */
const specialUse = new Set(
  'local localhost test invalid example internal lan home corp arpa onion alt intranet localdomain private'.split(
    ' ',
  ),
);

const exampleDomains = new Set(['example.com', 'example.net', 'example.org']);

const services = hostSet(microsoftServices);
const sharedOnes = hostSet(sharedServices);

/**
 * Whether a name is a service of Microsoft's, or below or above one. `evil.blob.core.windows.net` is a customer's and may be
 * bad.
 */
const blocksMicrosoft = (host: string): boolean =>
  services.covers(host) || services.isAbove(host) || sharedOnes.has(host) || sharedOnes.isAbove(host);

const ownDomains = computedOnce(hostSet);

const hostDanger = ({ host, observable }: HostPlace, rules: GuardRules): Danger | undefined => {
  const own = ownDomains(rules.ownDomains);
  if (own.covers(host) || own.isAbove(host))
    return danger('own-domain', 'it is, or is above, a domain of yours');
  if (blocksMicrosoft(host))
    return danger('microsoft-service', 'it is a service of Microsoft that your defence calls');
  const { domain, isIcann, isPrivate } = parse(host, { allowPrivateDomains: true });
  const isSpecial = specialUse.has(host.split('.').at(-1) ?? '') || exampleDomains.has(domain ?? '');
  if (isSpecial) {
    return rules.specialUse === 'take'
      ? undefined
      : danger('special-use-domain', 'it is in a domain that is not in public use');
  }
  // `s3.amazonaws.com/bucket/file` is one customer's page. Below a suffix such as `co.uk` there is no page.
  if (domain === null && isPrivate === true && hasPath(observable)) return undefined;
  if (domain === null)
    return danger('no-registrable-domain', 'it is a public suffix: everybody below it would be hit');
  return isIcann === true || isPrivate === true
    ? undefined
    : danger('unknown-top-level-domain', 'its top-level domain does not exist');
};

/** Refuses names that are the owner's, nobody's, or everybody's. */
export const judgeHost = ofPlaces((place, rules) =>
  place._tag === 'Host' ? hostDanger(place, rules) : undefined,
);
