import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { setting } from '../../codec/setting';
import { integerText, oneOfTexts, secureUrl, text, withDefault } from '../../codec/text-value';
import { type Indicator } from '../../indicator/indicator';
import { type Destination, type Unfit, type Update } from '../destination';
import { inCalls } from '../in-calls';
import { defenderIndicatorsOf, defenderValuesOf, type DefenderRules } from './defender-indicators';
import { readDeletion, readImport, type Imported } from './import-answer';

const defaultFullWords = 'quota, limit, maximum number';

const wordsIn = (list: string): readonly string[] =>
  list
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');

const settings = {
  baseUrl: setting({
    codec: withDefault(
      'the address of the API with its path, such as https://api.security.microsoft.com/api; https, or http on this machine',
      secureUrl,
      'https://api.security.microsoft.com/api',
    ),
    about:
      "the token is sent to this origin and to no other; a region's host is nearer, GCC and GCC High have their own ([defender.md](defender.md))",
    sample: 'http://127.0.0.1:7072/api',
    leftOut: 'it is set with the destination, by GATEWAY_SETTINGS, outside the global cloud',
    pointsSomewhere: true,
    isForDevelopment: (url) => url.startsWith('http:'),
  }),
  scope: setting({
    codec: withDefault('the scope of the token', text, 'https://api.securitycenter.microsoft.com/.default'),
    about: 'scope of the token',
    leftOut: 'goes with the base URL',
    pointsSomewhere: true,
  }),
  fileAction: setting({
    codec: withDefault('Block or BlockAndRemediate', oneOfTexts('Block', 'BlockAndRemediate'), 'Block'),
    about: 'what is done with a file that is to be blocked; the second removes it from devices, too',
    leftOut: 'tuning',
  }),
  allow: setting({
    codec: withDefault('on or off', oneOfTexts('on', 'off'), 'off'),
    about: '`on` lets indicators with the action `allow` through, which open a way for what others block',
    leftOut: 'tuning',
  }),
  fullWords: setting({
    codec: withDefault('a comma-separated list of words', text, defaultFullWords),
    about: 'what the API says where the tenant holds as many as it may; its text is not documented',
    leftOut: 'tuning',
  }),
  // Documented for an import; a single one, a list and a deletion may be asked for more often.
  requestsPerMinute: setting({
    codec: withDefault('an integer from 1 to 100000, or 0 for no limit', integerText(0, 100_000), 30),
    about: 'what Microsoft documents for imports, kept over all instances; 0 = no limiter',
    leftOut: 'the default is what is documented',
  }),
};

interface Use extends DefenderRules {
  readonly fullWords: readonly string[];
}

const usual: Use = { fileAction: 'Block', takesAllow: false, fullWords: wordsIn(defaultFullWords) };

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

/** A value twice in an import would be two answers for one; each is its own indicator there. */
const cut = inCalls({
  max: perCall,
  weightOf: (indicator) => valuesOf(indicator).length,
  keysOf: (indicator) => valuesOf(indicator).map((value) => value.toLowerCase()),
});

const importedOf = (indicator: Indicator): Imported => ({ indicator, values: valuesOf(indicator) });

const isActionKept = ({ heldAction, indicator }: Update): boolean => heldAction === indicator.action;

/** With another action Defender would keep both, so what is there goes first. */
const isDeletion = (updates: readonly Update[]): boolean => !updates.every(isActionKept);

const importsBy = (use: Use) => (indicators: readonly Indicator[]) =>
  ({
    method: 'POST',
    path: '/indicators/import',
    body: { Indicators: indicators.flatMap((indicator) => defenderIndicatorsOf(indicator, use)) },
  }) as const;

const indicatorIn = ({ indicator }: Update): Indicator => indicator;

const cutUpdates = cut(indicatorIn);

const callsFor = (use: Use): Pick<Destination, 'request' | 'read' | 'updating' | 'unfit'> => {
  const toImport = importsBy(use);
  const { fullWords } = use;
  return {
    unfit: unfitFor(use),
    request: toImport,
    read: (indicators, answer) =>
      readImport(answer, { done: 'Created', fullWords }, indicators.map(importedOf)),
    updating: {
      calls: (updates) => [
        ...cutUpdates(updates.filter(isActionKept)),
        ...cutUpdates(updates.filter((update) => !isActionKept(update))),
      ],
      request: (updates) =>
        isDeletion(updates)
          ? {
              method: 'POST',
              path: '/indicators/BatchDelete',
              body: { IndicatorIds: updates.flatMap(({ id }) => id.split(',')) },
            }
          : toImport(updates.map(indicatorIn)),
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
  settings,
  configure: (source) =>
    pipe(
      source(settings),
      E.map(({ baseUrl, scope, fileAction, allow, fullWords, requestsPerMinute }) => ({
        endpoint: {
          baseUrl,
          auth: { _tag: 'Entra' as const, scope },
          client: 'fetch' as const,
          requestsPerMinute,
        },
        calls: callsFor({ fileAction, takesAllow: allow === 'on', fullWords: wordsIn(fullWords) }),
      })),
    ),
  perCall,
  calls: cut((indicator: Indicator) => indicator),
  ...callsFor(usual),
  permission: 'Ti.ReadWrite.All',
  probe: { call: { method: 'GET', path: '/indicators?$top=1', body: undefined }, expected: [] },
};
