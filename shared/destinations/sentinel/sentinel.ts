import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { type Indicator } from '../../indicator/indicator';
import { type Destination, type HttpCall, type Unfit, type Update } from '../destination';
import { inCalls } from '../in-calls';
import { comparisonsOf } from './pattern';
import { sentinelReadBack } from './read-back';
import { clouds, defaultSource, sentinelSettings } from './sentinel-settings';
import { again, anew, objectsOf, revoked, uploadedOf, type Upload } from './upload';
import { readUpload } from './upload-answer';

const path = '/threat-intelligence-stix-objects:upload?api-version=2024-02-01-preview';

/** The most objects, not indicators, in one upload. */
const perCall = 100;

const inWords: Unfit = {
  code: 'not-expressible',
  text: 'this destination has no words for what is to be looked for',
};

/** Everything that is uploaded to Sentinel counts as a threat. */
const allowed: Unfit = {
  code: 'allow-not-expressible',
  text: 'this destination has threats only, and this is allowed',
};

const unfit = (indicator: Indicator): Unfit | null => {
  if (indicator.action === 'allow') return allowed;
  return comparisonsOf(indicator).length === 0 ? inWords : null;
};

/** Ids follow from what is looked for and who says it, so none stands in a call twice. */
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

const callsFrom = (source: string): Pick<Destination, 'request' | 'read' | 'updating' | 'revoking'> => {
  const upload = uploadBy(source);
  return {
    request: (indicators, at) => upload(indicators.map(anew), at),
    read: (indicators, answer) => readUpload(answer, indicators.map(anew).map(uploadedOf)),
    updating: {
      calls: cut(({ indicator }: Update) => indicator),
      request: (updates, at) => upload(updates.map(again), at),
      read: (updates, answer) => readUpload(answer, updates.map(again).map(uploadedOf)),
    },
    revoking: {
      isForGood: true,
      calls: cut(({ indicator }: Update) => indicator),
      request: (held, at) => upload(held.map(revoked), at),
      read: (held, answer) => readUpload(answer, held.map(revoked).map(uploadedOf)),
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
  settings: sentinelSettings,
  configure: (source) =>
    pipe(
      source(sentinelSettings),
      E.map(({ workspaceId, cloud, baseUrl, sourceSystem: name, requestsPerMinute, ...read }) => {
        const { host, management } = clouds[cloud];
        const auth = { _tag: 'Entra' as const, scope: read.scope ?? `${management}/.default` };
        const client = 'fetch' as const;
        const { workspaceResourceId, visibleAfterMinutes } = read;
        const baseOfReading = `${read.managementUrl ?? management}${workspaceResourceId ?? ''}`;
        const reading = { baseUrl: baseOfReading, auth, client, requestsPerMinute: 0 };
        return {
          endpoint: {
            baseUrl: `${baseUrl ?? host}/workspaces/${workspaceId}`,
            auth,
            client,
            requestsPerMinute,
          },
          calls: {
            ...callsFrom(name),
            readBack:
              workspaceResourceId === undefined
                ? null
                : sentinelReadBack({ endpoint: reading, source: name, visibleAfterMinutes }),
          },
        };
      }),
    ),
  perCall,
  unfit,
  calls: cut((indicator: Indicator) => indicator),
  ...callsFrom(defaultSource),
  capacity: null,
  permission: null,
  // An upload of nothing. It is refused as such where the caller may upload (not documented), and as forbidden where not.
  probe: {
    call: { method: 'POST', path, body: { sourcesystem: defaultSource, stixobjects: [] } },
    expected: [400],
  },
};
