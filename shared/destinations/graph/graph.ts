import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { type Destination, type Update } from '../destination';
import { readCreation, readUpdate } from './graph-answer';
import { graphPerCall, tiIndicators } from './graph-collection';
import { deletion, deletionCalls, readGraphDeletion } from './graph-deletion';
import { graphSettings } from './graph-settings';
import { graphReadBack } from './read-back';

/** Defender's indicators can't be updated in bulk (Graph documentation), so each goes alone. */
const updateCalls = (updates: readonly Update[]): readonly (readonly Update[])[] => {
  const inBulk = updates.filter(({ indicator }) => indicator.targetProduct === 'Azure Sentinel');
  const alone = updates.filter(({ indicator }) => indicator.targetProduct !== 'Azure Sentinel');
  const bulks = Array.from({ length: Math.ceil(inBulk.length / graphPerCall) }, (_, n) =>
    inBulk.slice(n * graphPerCall, (n + 1) * graphPerCall),
  );
  return [...bulks, ...alone.map((update) => [update])];
};

const changed = ({ id, indicator }: Update): unknown => ({ ...indicator, id });

/** Microsoft Graph beta `tiIndicators`: one by create, several by submitTiIndicators (100 a call). */
export const graph: Destination = {
  name: 'graph',
  settings: graphSettings,
  configure: (source) =>
    pipe(
      source(graphSettings),
      E.map(({ baseUrl, scope, requestsPerMinute }) => ({
        endpoint: {
          baseUrl,
          auth: { _tag: 'Entra' as const, scope },
          client: 'graph' as const,
          requestsPerMinute,
        },
      })),
    ),
  perCall: graphPerCall,
  unfit: () => null,
  calls: (indicators) => (indicators.length === 0 ? [] : [indicators]),
  request: (indicators) =>
    indicators.length === 1
      ? { method: 'POST', path: tiIndicators, body: indicators[0] }
      : { method: 'POST', path: `${tiIndicators}/submitTiIndicators`, body: { value: indicators } },
  read: readCreation,
  updating: {
    calls: updateCalls,
    request: (updates) => {
      const [first] = updates;
      return first !== undefined && updates.length === 1
        ? { method: 'PATCH', path: `${tiIndicators}/${encodeURIComponent(first.id)}`, body: changed(first) }
        : {
            method: 'POST',
            path: `${tiIndicators}/updateTiIndicators`,
            body: { value: updates.map(changed) },
          };
    },
    read: readUpdate,
  },
  revoking: { calls: deletionCalls, request: deletion, read: readGraphDeletion },
  capacity: null,
  readBack: graphReadBack,
  permission: 'ThreatIndicators.ReadWrite.OwnedBy',
  // Without $top a large collection is answered UnknownError (security-api-solutions issue 71).
  probe: { call: { method: 'GET', path: `${tiIndicators}?$top=1`, body: undefined }, expected: [] },
};
