import { instant } from './contract';
import { type JsonObject } from './json';
import { defenderObservables, observables } from './properties';

/** Why the target product's provider refuses one indicator. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

export const sentinel = 'Azure Sentinel';
export const defender = 'Microsoft Defender ATP';

const required = ['action', 'description', 'expirationDateTime', 'targetProduct', 'threatType', 'tlpLevel'];
const requiredOnUpdate = ['id', 'expirationDateTime', 'targetProduct'];

const words = (text: string): ReadonlySet<unknown> => new Set(text.split(' '));
const threatTypes = words(
  'Botnet C2 CryptoMining Darknet DDoS MaliciousUrl Malware Phishing Proxy PUA WatchList',
);
const killChain = words('Actions C2 Delivery Exploitation Installation Reconnaissance Weaponization');

const editableForSentinel = words(
  'action activityGroupNames additionalInformation confidence description diamondModel expirationDateTime externalId ' +
    'isActive killChain knownFalsePositives lastReportedDateTime malwareFamilyNames passiveOnly severity tags tlpLevel',
);
const editableForDefender = words('description expirationDateTime severity');

const refuse = (message: string, code = 'InvalidInput'): Refusal => ({ code, message });
const isSet = (item: JsonObject, name: string): boolean =>
  item[name] !== undefined && item[name] !== null && item[name] !== '';
const lacks = (item: JsonObject, names: readonly string[]): string | undefined =>
  names.find((name) => !isSet(item, name));
const outside = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && (value < least || value > most);
const strange = (value: unknown, known: ReadonlySet<unknown>): boolean =>
  Array.isArray(value) && value.some((word) => !known.has(word));

/** RFC 1738: a scheme, and nothing that has to be percent-encoded first. */
const urlPattern = /^[a-z][a-z0-9+.-]*:[!#-;=?-~]+$/i;

/** Rules for the values of members that are there, on create and update alike. */
const valueRefusal = (item: JsonObject, now: number): Refusal | undefined => {
  if (item.targetProduct !== sentinel && item.targetProduct !== defender)
    return refuse('targetProduct is not a known product');
  if (typeof item.description === 'string' && item.description.length > 100)
    return refuse('description is longer than 100 characters');
  if (outside(item.confidence, 0, 100)) return refuse('confidence is not within 0 to 100');
  if (outside(item.severity, 0, 5)) return refuse('severity is not within 0 to 5');
  if (typeof item.expirationDateTime === 'string' && instant(item.expirationDateTime) <= now)
    return refuse('expirationDateTime is in the past');
  if (isSet(item, 'threatType') && !threatTypes.has(item.threatType))
    return refuse('threatType is not a known value');
  if (strange(item.killChain, killChain)) return refuse('killChain holds an unknown phase');
  if (typeof item.url === 'string' && item.url !== '' && !urlPattern.test(item.url))
    return refuse('url does not comply with RFC 1738');
  return undefined;
};

export const createRefusal = (item: JsonObject, now: number): Refusal | undefined => {
  const missing = lacks(item, required);
  if (missing !== undefined) return refuse(`${missing} is required`);
  const wrong = valueRefusal(item, now);
  if (wrong !== undefined) return wrong;
  if (!observables.some((name) => isSet(item, name)))
    return refuse('at least one email, file or network observable is required');
  if (item.targetProduct === defender && !defenderObservables.some((name) => isSet(item, name)))
    return refuse('empty indicator value');
  if (isSet(item, 'fileHashValue') && !isSet(item, 'fileHashType'))
    return refuse('fileHashType is required with fileHashValue');
  return undefined;
};

/** `stored` is the indicator as it is; a member that may not be changed may still be repeated unchanged. */
export const updateRefusal = (item: JsonObject, stored: JsonObject, now: number): Refusal | undefined => {
  const missing = lacks(item, requiredOnUpdate);
  if (missing !== undefined) return refuse(`${missing} is required`);
  const wrong = valueRefusal(item, now);
  if (wrong !== undefined) return wrong;
  const editable = stored.targetProduct === defender ? editableForDefender : editableForSentinel;
  const fixed = Object.keys(item).find(
    (name) => name in stored && !name.includes('@') && !editable.has(name) && !same(item[name], stored[name]),
  );
  return fixed === undefined ? undefined : refuse(`${fixed} cannot be changed`);
};

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);
