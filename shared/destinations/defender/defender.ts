import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import { type Indicator } from '../../indicator/indicator';
import {
  type Capacity,
  type Destination,
  type HttpCall,
  type Revoking,
  type Unfit,
  type Update,
} from '../destination';
import { inCalls } from '../in-calls';
import { defenderIndicatorsOf, defenderValuesOf, type DefenderRules } from './defender-indicators';
import { defaultFullWords, defenderSettings, singleCalls, wordsIn } from './defender-settings';
import { readDeletion, readImport, readRevocation, type Imported } from './import-answer';
import { knownIndicators } from './known-indicator';
import { listCall, readIds } from './list';
import { defenderReadBack } from './read-back';
import { surplusHashes } from './surplus-hashes';

interface Use extends DefenderRules {
  readonly fullWords: readonly string[];
  readonly maxIndicators: number;
}

const usual: Use = {
  fileAction: 'Block',
  takesAllow: false,
  fullWords: wordsIn(defaultFullWords),
  maxIndicators: 15_000,
};

const perCall = 500;

const noValue: Unfit = {
  code: 'not-expressible',
  text: 'this destination takes hashes (MD5, SHA-1, SHA-256), addresses, domains and URLs of up to 800 characters',
};

const allowing: Unfit = {
  code: 'allow-not-wanted',
  text: 'the indicator allows, and DEFENDER_ALLOW is off',
};

const unfitFor =
  ({ takesAllow }: DefenderRules) =>
  (indicator: Indicator): Unfit | null => {
    if (indicator.action === 'allow' && !takesAllow) return allowing;
    return defenderValuesOf(indicator).length === 0 ? noValue : null;
  };

const valuesOf = (indicator: Indicator): readonly string[] =>
  defenderValuesOf(indicator).map(({ value }) => value);

/** A value that stands twice in an import would have two answers; there each value is an indicator of its own. */
const cut = inCalls({
  max: perCall,
  weightOf: (indicator) => valuesOf(indicator).length,
  keysOf: (indicator) => valuesOf(indicator).map((value) => value.toLowerCase()),
});

const importedOf = (indicator: Indicator): Imported => ({ indicator, values: valuesOf(indicator) });

const isActionKept = ({ heldAction, indicator }: Update): boolean => heldAction === indicator.action;

/** With another action Defender would keep both entries, so the present one is deleted first. */
const isDeletion = (updates: readonly Update[]): boolean => !updates.every(isActionKept);

const importsBy = (use: Use) => (indicators: readonly Indicator[]) =>
  ({
    method: 'POST',
    path: '/indicators/import',
    body: { Indicators: indicators.flatMap((indicator) => defenderIndicatorsOf(indicator, use)) },
  }) as const;

const deletionOf = (held: readonly Update[]): HttpCall => ({
  method: 'POST',
  path: '/indicators/BatchDelete',
  body: { IndicatorIds: held.flatMap(({ id }) => id.split(',')) },
});

/** A part for each entry that an indicator became, since one of them may be gone. */
const partsOf = (held: Update): readonly Update[] =>
  held.id.split(',').map((id, n) => ({
    ...held,
    id,
    indicator: { ...held.indicator, externalId: `${held.indicator.externalId} ${n}` },
  }));

const revoking: Revoking = {
  needsId: true,
  parts: partsOf,
  calls: (held) => RA.chunksOf(perCall)(held),
  request: deletionOf,
  read: (held, answer) => readRevocation(answer, held),
};

const indicatorIn = ({ indicator }: Update): Indicator => indicator;

const cutUpdates = cut(indicatorIn);

const capacityOf = (max: number): Capacity | null =>
  max === 0
    ? null
    : {
        max,
        weightOf: (indicator) => defenderValuesOf(indicator).length,
        list: listCall,
        idsIn: readIds,
      };

const callsFor = (
  use: Use,
): Pick<Destination, 'request' | 'read' | 'updating' | 'unfit' | 'capacity' | 'readBack'> => {
  const toImport = importsBy(use);
  const { fullWords, maxIndicators } = use;
  return {
    capacity: capacityOf(maxIndicators),
    readBack: defenderReadBack(use),
    unfit: unfitFor(use),
    request: toImport,
    read: (indicators, answer) =>
      readImport(answer, { done: 'Created', fullWords }, indicators.map(importedOf)),
    updating: {
      calls: (updates) => [
        ...cutUpdates(updates.filter(isActionKept)),
        ...cutUpdates(updates.filter((update) => !isActionKept(update))),
      ],
      request: (updates) => (isDeletion(updates) ? deletionOf(updates) : toImport(updates.map(indicatorIn))),
      read: (updates, answer) => {
        const imports = updates.map(indicatorIn).map(importedOf);
        return isDeletion(updates)
          ? readDeletion(answer, imports)
          : readImport(answer, { done: 'Updated', fullWords }, imports);
      },
    },
  };
};

/**
 * Microsoft Defender for Endpoint's own indicators, up to 500 an import
 * (https://learn.microsoft.com/defender-endpoint/api/import-ti-indicators).
 */
export const defender: Destination = {
  name: 'defender',
  settings: defenderSettings,
  configure: (source) =>
    pipe(
      source(defenderSettings),
      E.map((values) => ({
        endpoint: {
          baseUrl: values.baseUrl,
          auth: { _tag: 'Entra' as const, scope: values.scope },
          client: 'fetch' as const,
          requestsPerMinute: values.requestsPerMinute,
          apart: {
            [singleCalls]: {
              perMinute: values.singleRequestsPerMinute,
              perHour: values.singleRequestsPerHour,
            },
          },
        },
        calls: callsFor({
          fileAction: values.fileAction,
          takesAllow: values.allow === 'on',
          fullWords: wordsIn(values.fullWords),
          maxIndicators: values.maxIndicators,
        }),
      })),
    ),
  perCall,
  revoking,
  surplus: surplusHashes,
  known: knownIndicators,
  calls: cut((indicator: Indicator) => indicator),
  ...callsFor(usual),
  permission: 'Ti.ReadWrite.All',
  probe: { call: { method: 'GET', path: '/indicators?$top=1', body: undefined }, expected: [] },
};
