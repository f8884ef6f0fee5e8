import { createHash } from 'node:crypto';
import { type Indicator } from '../../indicator/indicator';

/**
 * Members that say when something was seen or how long it counts, or that the destination sets. What they describe stays the
 * same.
 */
const notContent: ReadonlySet<string> = new Set([
  'id',
  'azureTenantId',
  'ingestedDateTime',
  'lastReportedDateTime',
  'expirationDateTime',
]);

/** A list becomes a set, and an empty one counts as absent. */
const settled = (value: unknown): unknown => {
  if (!Array.isArray(value)) return value;
  return value.length === 0 ? undefined : [...new Set<unknown>(value)].sort();
};

/**
 * SHA-256 (64 hexadecimal characters) of what an indicator says. The order of members, and of items in lists, makes no
 * difference.
 */
export const contentHashOf = (indicator: Indicator): string => {
  const members = Object.entries(indicator)
    .filter(([name]) => !notContent.has(name))
    .map(([name, value]) => [name, settled(value)] as const)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(members)).digest('hex');
};
