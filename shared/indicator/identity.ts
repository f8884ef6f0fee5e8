import { hash } from 'node:crypto';
import { type TiIndicator } from '../codec/ti-indicator';
import { type Indicator } from './indicator';
import { observablesOf, type Observable } from './observable';

const named = (observables: readonly Observable[]): readonly (readonly [string, string])[] =>
  observables.map(({ kind, value }) => [kind, value]);

/** Whether two indicators name the same: all that they look for, whatever else they say of it. */
export const nameTheSame = (one: TiIndicator, other: TiIndicator): boolean =>
  JSON.stringify(named(observablesOf(one))) === JSON.stringify(named(observablesOf(other)));

/**
 * The identity of an indicator: SHA-256 (64 hexadecimal characters) over scope, target product and every observable. It is the
 * same in every process and on every machine, so doing a thing twice can be noticed. All observables take part: the same domain
 * on port 80 and on port 443 makes two indicators.
 */
export const externalIdOf = (
  scope: string,
  indicator: TiIndicator,
  observables: readonly Observable[] = observablesOf(indicator),
): string => hash('sha256', JSON.stringify([scope, indicator.targetProduct, named(observables)]));

/**
 * Completes a decoded tiIndicator with its identity. A sender's own `externalId` is kept, as a native indicator loses no field.
 */
export const identify =
  (scope: string) =>
  (indicator: TiIndicator): Indicator => ({
    ...indicator,
    externalId: indicator.externalId ?? externalIdOf(scope, indicator),
  });
