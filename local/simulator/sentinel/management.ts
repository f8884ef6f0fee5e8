import { failure, type Answer } from '../answer';
import { isObject, parseJson, type JsonObject } from '../json';
import { admittedOnce, type Asked, type Caller, type Perform } from '../performing';
import { type Service } from '../service';
import { heldBySource } from './held-objects';
import { workspaceId } from './workspace';

/** Audiences of Azure Resource Manager, as an App Service endpoint writes them. */
const audiences: readonly unknown[] = ['https://management.azure.com', 'https://management.core.windows.net'];

/** The resource of the one workspace that there is unless the simulator is told of others. */
export const workspaceResource =
  '/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/local/providers/Microsoft.OperationalInsights/workspaces/simulated';

const below = '/providers/microsoft.securityinsights/threatintelligence/main/queryindicators';

const versions = ['2025-09-01', '2025-07-01-preview'];

const error = (status: number, code: string, message: string): Answer => ({
  status,
  json: { error: { code, message } },
});

const admit = ({ service, request, recording }: Asked): Caller | Answer => {
  const { switches } = service;
  const now = recording.at;
  const caller = service.authority.authorise(request.headers.authorization, now, { audiences, role: null });
  if ('status' in caller)
    return error(caller.status, 'InvalidAuthenticationToken', caller.error?.message ?? '');
  if (!switches.sentinelReader)
    return error(403, 'AuthorizationFailed', 'The client does not have authorization to perform the action.');
  return caller;
};

const isText = (value: unknown): boolean => typeof value === 'string';
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0;

/** ThreatIntelligenceFilteringCriteria of the resource manager's definition. */
const criteria: Readonly<Record<string, (value: unknown) => boolean>> = {
  pageSize: (value) => isCount(value) && Number(value) >= 1 && Number(value) <= 1000,
  minConfidence: isCount,
  maxConfidence: isCount,
  minValidUntil: isText,
  maxValidUntil: isText,
  includeDisabled: (value) => typeof value === 'boolean',
  sortBy: Array.isArray,
  sources: areTexts,
  patternTypes: areTexts,
  threatTypes: areTexts,
  ids: areTexts,
  keywords: areTexts,
  skipToken: isText,
};

const wrongIn = (body: JsonObject): string | undefined =>
  Object.keys(body).find((name) => {
    const holds = Object.hasOwn(criteria, name) ? criteria[name] : undefined;
    return !holds?.(body[name]);
  });

const referencesOf = (value: unknown): readonly JsonObject[] =>
  (Array.isArray(value) ? (value as readonly unknown[]) : []).filter(isObject).map((one) => ({
    sourceName: one.source_name,
    externalId: one.external_id,
  }));

interface Held {
  readonly source: string;
  readonly object: JsonObject;
  readonly resource: string;
  readonly place: number;
}

/** An object as the resource manager shows it. */
const shownOf = ({ switches }: Service, { source, object, resource, place }: Held): JsonObject => {
  const pattern = String(object.pattern);
  const isParsed = !switches.sentinelUnparsed.some((text) => pattern.includes(text));
  const [, key, value] = /^\[([\w-]+):[^=]*= '?(.*?)'?\]$/.exec(pattern) ?? [];
  return {
    id: `${resource}/providers/Microsoft.SecurityInsights/threatIntelligence/main/indicators/${place}`,
    name: String(place),
    type: 'Microsoft.SecurityInsights/ThreatIntelligence',
    kind: 'indicator',
    properties: {
      externalId: object.id,
      source,
      displayName: object.name,
      description: object.description,
      pattern,
      patternType: key,
      parsedPattern: isParsed
        ? [{ patternTypeKey: key, patternTypeValues: [{ valueType: key, value }] }]
        : [],
      confidence: object.confidence,
      labels: object.labels,
      revoked: object.revoked === true,
      validFrom: object.valid_from,
      validUntil: object.valid_until,
      created: object.created,
      lastUpdatedTimeUtc: object.modified,
      externalReferences: referencesOf(object.external_references),
    },
  };
};

const query = ({ service, recording }: Asked, body: JsonObject, resource: string): Answer => {
  const sources = (body.sources ?? []) as readonly string[];
  const size = Number(body.pageSize ?? 100);
  const from = body.skipToken === undefined ? 0 : Number(body.skipToken);
  if (!Number.isInteger(from)) return error(400, 'BadRequest', 'skipToken is not one that was given.');
  const held = heldBySource(service, workspaceId);
  const listed = held.filter(
    ({ source, object }) =>
      (sources.length === 0 || sources.includes(source)) &&
      (body.includeDisabled === true || object.revoked !== true),
  );
  const value = listed
    .slice(from, from + size)
    .map(({ source, object }, index) => shownOf(service, { source, object, resource, place: from + index }));
  const next = from + size;
  const nextLink = `${service.url}${recording.path}?api-version=2025-09-01&$skipToken=${next}`;
  return { status: 200, json: { value, ...(listed.length > next ? { nextLink } : {}) } };
};

/** The query of a workspace's indicators; it changes nothing. */
export const managementPerformer = (asked: Asked): Perform =>
  admittedOnce(
    () => admit(asked),
    () => {
      const { recording, text } = asked;
      const path = recording.path.toLowerCase();
      if (!path.endsWith(below)) return failure(404, 'NotFound', 'There is no such route.');
      const resource = recording.path.slice(0, -below.length);
      if (resource.toLowerCase() !== workspaceResource.toLowerCase())
        return error(404, 'ResourceNotFound', 'The workspace was not found.');
      if (recording.method !== 'POST') return error(405, 'MethodNotAllowed', 'POST is expected.');
      if (!versions.includes(asked.query.get('api-version') ?? ''))
        return error(400, 'InvalidApiVersionParameter', 'The api-version is not supported.');
      const body = parseJson(text);
      if (!isObject(body)) return error(400, 'BadRequest', 'A body is required.');
      const wrong = wrongIn(body);
      return wrong === undefined
        ? query(asked, body, resource)
        : error(400, 'BadRequest', `${wrong} is not right, or not known.`);
    },
  );
