import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { setting } from '../../codec/setting';
import {
  integerText,
  oneOfTexts,
  optional,
  required,
  secureUrl,
  text,
  withDefault,
} from '../../codec/text-value';
import { type Indicator } from '../../indicator/indicator';
import { type Destination, type HttpCall, type Unfit, type Update } from '../destination';
import { inCalls } from '../in-calls';
import { comparisonsOf } from './pattern';
import { again, anew, objectsOf, uploadedOf, type Upload } from './upload';
import { readUpload } from './upload-answer';

/** Host and scope of each cloud. Government was seen at work in April 2026, China only stands in a template of Microsoft's. */
const clouds = {
  global: { host: 'https://api.ti.sentinel.azure.com', scope: 'https://management.azure.com/.default' },
  government: {
    host: 'https://api.ti.sentinel.azure.us',
    scope: 'https://management.usgovcloudapi.net/.default',
  },
  china: { host: 'https://api.ti.sentinel.azure.cn', scope: 'https://management.chinacloudapi.cn/.default' },
} as const;

type Cloud = keyof typeof clouds;

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

const defaultSource = 'Indicator Gateway';

const sourceSystem = (name: string): string | undefined =>
  name.length <= 256 && name.toLowerCase() !== 'microsoft sentinel' ? name : undefined;

const settings = {
  workspaceId: setting({
    codec: required('the id of a Log Analytics workspace that has Microsoft Sentinel, a GUID', (id) =>
      guid.test(id) ? id.toLowerCase() : undefined,
    ),
    about: 'id of the Log Analytics workspace (a GUID, not its resource id)',
    sample: '5a3d1f6e-7c2b-4e8a-9d40-c1b2a3948576',
    leftOut: 'it is set with the destination, by GATEWAY_SETTINGS',
    pointsSomewhere: true,
  }),
  cloud: setting({
    codec: withDefault(
      'global, government or china',
      oneOfTexts<Cloud>('global', 'government', 'china'),
      'global',
    ),
    about: 'says host and scope; `china` was never seen at work',
    leftOut: 'it is set with the destination, by GATEWAY_SETTINGS',
    pointsSomewhere: true,
  }),
  baseUrl: setting({
    codec: optional(
      'the address of the upload API without its path; https, or http on this machine',
      secureUrl,
    ),
    about: "in place of the cloud's host; the token is sent to this origin and to no other",
    sample: 'http://127.0.0.1:7072',
    leftOut: 'the cloud says it',
    pointsSomewhere: true,
    isForDevelopment: (url) => url?.startsWith('http:') === true,
  }),
  scope: setting({
    codec: optional('the scope of the token', text),
    about: "in place of the cloud's",
    leftOut: 'the cloud says it',
    pointsSomewhere: true,
  }),
  sourceSystem: setting({
    codec: withDefault('a name of up to 256 characters, not Microsoft Sentinel', sourceSystem, defaultSource),
    about: 'what Sentinel shows as the source; another name makes every object a new one there',
    leftOut: 'the default is right for one gateway',
  }),
  // Documented for one caller; users say that a workspace counts.
  requestsPerMinute: setting({
    codec: withDefault('an integer from 1 to 100000, or 0 for no limit', integerText(0, 100_000), 100),
    about: 'what Microsoft documents for one caller, kept over all instances; 0 = no limiter',
    leftOut: 'the default is what is documented',
  }),
};

const path = '/threat-intelligence-stix-objects:upload?api-version=2024-02-01-preview';

/** Objects, not indicators. */
const perCall = 100;

const inWords: Unfit = {
  code: 'not-expressible',
  text: 'this destination has no words for what is to be looked for',
};

/** In Sentinel all that is uploaded is a threat. */
const allowed: Unfit = {
  code: 'allow-not-expressible',
  text: 'this destination has threats only, and this is allowed',
};

const unfit = (indicator: Indicator): Unfit | null => {
  if (indicator.action === 'allow') return allowed;
  return comparisonsOf(indicator).length === 0 ? inWords : null;
};

/** Ids follow from what is looked for and by whom it is said, so none stands in a call twice. */
const cut = inCalls({
  max: perCall,
  weightOf: (indicator) => comparisonsOf(indicator).length,
  keysOf: () => [],
});

const uploadBy =
  (sourcesystem: string) =>
  (uploads: readonly Upload[], at: Date): HttpCall => ({
    method: 'POST',
    path,
    body: { sourcesystem, stixobjects: uploads.flatMap(objectsOf(sourcesystem, at)) },
  });

const callsFrom = (source: string): Pick<Destination, 'request' | 'read' | 'updating'> => {
  const upload = uploadBy(source);
  return {
    request: (indicators, at) => upload(indicators.map(anew), at),
    read: (indicators, answer) => readUpload(answer, indicators.map(anew).map(uploadedOf)),
    updating: {
      revokesForGood: true,
      calls: cut(({ indicator }: Update) => indicator),
      request: (updates, at) => upload(updates.map(again), at),
      read: (updates, answer) => readUpload(answer, updates.map(again).map(uploadedOf)),
    },
  };
};

/**
 * Microsoft Sentinel's upload API: objects of STIX 2.1, a hundred a call
 * (https://learn.microsoft.com/azure/sentinel/stix-objects-api; a preview). What is uploaded under an id that is there
 * already replaces it. The role stands on the workspace and not in the token.
 */
export const sentinel: Destination = {
  name: 'sentinel',
  settings,
  configure: (source) =>
    pipe(
      source(settings),
      E.map(({ workspaceId, cloud, baseUrl, scope, sourceSystem: name, requestsPerMinute }) => ({
        endpoint: {
          baseUrl: `${baseUrl ?? clouds[cloud].host}/workspaces/${workspaceId}`,
          auth: { _tag: 'Entra' as const, scope: scope ?? clouds[cloud].scope },
          client: 'fetch' as const,
          requestsPerMinute,
        },
        calls: callsFrom(name),
      })),
    ),
  perCall,
  unfit,
  calls: cut((indicator: Indicator) => indicator),
  ...callsFrom(defaultSource),
  capacity: null,
  permission: null,
  // An upload of nothing: refused as such where the caller may upload (not documented), and as forbidden where not.
  probe: {
    call: { method: 'POST', path, body: { sourcesystem: defaultSource, stixobjects: [] } },
    expected: [400],
  },
};
