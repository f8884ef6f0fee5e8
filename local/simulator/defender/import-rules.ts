import { isObject } from '../json';

const actionsOf: ReadonlyMap<unknown, readonly string[]> = new Map<unknown, readonly string[]>([
  ...['FileSha1', 'FileSha256', 'FileMd5'].map(
    (type) => [type, ['Allowed', 'Audit', 'Warn', 'Block', 'BlockAndRemediate']] as const,
  ),
  ...['IpAddress', 'DomainName', 'Url'].map((type) => [type, ['Allowed', 'Audit', 'Warn', 'Block']] as const),
  ['CertificateThumbprint', ['Allowed', 'BlockAndRemediate']] as const,
]);

const spellings: ReadonlyMap<unknown, RegExp> = new Map<unknown, RegExp>([
  ['FileMd5', /^[0-9a-f]{32}$/i],
  ['FileSha1', /^[0-9a-f]{40}$/i],
  ['FileSha256', /^[0-9a-f]{64}$/i],
  // Dotted quad, or all eight groups; no network.
  ['IpAddress', /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){7})$/i],
  ['DomainName', /^[^\s/:]+\.[^\s/:]+$/],
  ['Url', /^[a-z][a-z0-9+.-]*:\/\/\S+$/i],
]);

const codes: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ['FileMd5', 'InvalidHashValue'],
  ['FileSha1', 'InvalidHashValue'],
  ['FileSha256', 'InvalidHashValue'],
  ['IpAddress', 'InvalidIpAddress'],
  ['DomainName', 'InvalidDomainName'],
  ['Url', 'InvalidUrl'],
]);

const severities: readonly unknown[] = [undefined, 'Informational', 'Low', 'Medium', 'High'];

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/** Why an entry of an import is not taken (Microsoft's pages on types, actions and values); undefined: it is. */
export const whyFailed = (entry: unknown, now: number): string | undefined => {
  if (!isObject(entry)) return 'InvalidInput: an object is expected';
  const {
    indicatorValue,
    indicatorType,
    action,
    title,
    description,
    severity,
    expirationTime,
    generateAlert,
  } = entry;
  const missing = Object.entries({ indicatorValue, indicatorType, action, title, description }).find(
    ([, value]) => !isText(value),
  );
  if (missing !== undefined) return `MissingRequiredParameter: ${missing[0]}`;
  const value = String(indicatorValue);
  if (value !== value.trim() || value.length > 800) return 'InvalidInput: indicatorValue';
  const allowed = actionsOf.get(indicatorType);
  if (allowed === undefined) return 'InvalidInput: indicatorType';
  if (!allowed.includes(String(action))) return `InvalidInput: action of ${String(indicatorType)}`;
  if (spellings.get(indicatorType)?.test(value) === false) return `${codes.get(indicatorType)}: not valid`;
  if (!severities.includes(severity)) return 'InvalidInput: severity';
  if (action === 'Audit' && generateAlert !== true) return 'InvalidInput: generateAlert has to be true';
  const expires = typeof expirationTime === 'string' ? Date.parse(expirationTime) : Infinity;
  return Number.isNaN(expires) || expires <= now ? 'InvalidInput: expirationTime' : undefined;
};
