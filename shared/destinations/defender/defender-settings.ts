import { setting } from '../../codec/setting';
import { integerText, oneOfTexts, secureUrl, text, withDefault } from '../../codec/text-value';

export const defaultFullWords = 'quota, limit, maximum number';

/** The words of a list, in lower case. */
export const wordsIn = (list: string): readonly string[] =>
  list
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');

/** What `configure` of Defender reads. */
export const defenderSettings = {
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
  maxIndicators: setting({
    codec: withDefault(
      'an integer from 1 to 1000000, or 0 not to count them',
      integerText(0, 1_000_000),
      15_000,
    ),
    about:
      'what Microsoft lets a tenant hold, of all sources together; 0 = they are not counted, and what has no room is tried again',
    leftOut: 'the default is what is documented',
  }),
  requestsPerMinute: setting({
    codec: withDefault('an integer from 1 to 100000, or 0 for no limit', integerText(0, 100_000), 30),
    about: 'what Microsoft documents for imports and BatchDelete, kept over all instances; 0 = no limiter',
    leftOut: 'the default is what is documented',
  }),
  singleRequestsPerMinute: setting({
    codec: withDefault('an integer from 1 to 100000, or 0 for no limit', integerText(0, 100_000), 100),
    about: 'what it documents for lists and single indicators, counted apart from imports; 0 = no limiter',
    leftOut: 'the default is what is documented',
  }),
  singleRequestsPerHour: setting({
    codec: withDefault('an integer from 1 to 1000000, or 0 for no limit', integerText(0, 1_000_000), 1500),
    about: 'the same for an hour; 0 = no such limit',
    leftOut: 'the default is what is documented',
  }),
};

/** The name of the limit for lists and for changes to one indicator: 100 a minute and 1,500 an hour, besides the 30 imports. */
export const singleCalls = 'single';
