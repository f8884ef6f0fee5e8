import { failure, type Answer } from '../answer';
import { type AnswerChange } from '../fault-answers';
import { isObject, parseJson, type JsonObject } from '../json';
import { admittedOnce, type Asked, type Caller, type Perform } from '../performing';
import { type Service } from '../service';
import { uploadErrorsIn } from './upload-rules';

/** Audiences that the API takes (its documentation), as an App Service endpoint writes them. */
export const sentinelAudiences: readonly unknown[] = [
  'https://management.azure.com',
  'https://management.core.windows.net',
];

const route = /^\/workspaces\/([^/]+)\/threat-intelligence-stix-objects:upload$/;

const maxObjects = 100;

const error = (status: number, code: string, message: string): Answer => ({
  status,
  headers: { 'x-ms-error-code': code },
  json: { error: { code, message } },
});

const admit = ({ service, request, recording }: Asked): Caller | Answer => {
  const { switches } = service;
  const now = recording.at;
  const caller = service.authority.authorise(request.headers.authorization, now, {
    audiences: sentinelAudiences,
    role: null,
  });
  if ('status' in caller) return caller;
  if (!switches.sentinelRole)
    return error(403, 'AuthorizationFailed', 'The client does not have authorization to perform the action.');
  const wait = service.limiter.wait(
    `sentinel ${caller.app}`,
    switches.sentinelRequestsPerMinute,
    now.getTime(),
  );
  if (wait === undefined) return caller;
  // No Retry-After: the wait stands in the message alone.
  const message = `Rate limit is exceeded. Try again in ${wait} seconds.`;
  return { status: 429, json: { statusCode: 429, message } };
};

/** What was revoked stays revoked, whatever comes under its id, and a rule drops what it likes. The API reports neither. */
const keep = ({ stixObjects, switches, clock }: Service, source: string, object: JsonObject): void => {
  const key = `${source} ${String(object.id)}`;
  const isDropped = switches.sentinelDrops.some((text) => String(object.pattern).includes(text));
  stixObjects.set(key, {
    object: stixObjects.get(key)?.object.revoked === true ? { ...object, revoked: true } : object,
    droppedAt: isDropped ? clock().getTime() + switches.sentinelDropsAfterMs : null,
  });
};

const upload = (
  { service, recording, text }: Asked,
  workspace: string,
  change: AnswerChange | undefined,
): Answer => {
  const body = parseJson(text);
  if (!isObject(body) || typeof body.sourcesystem !== 'string' || !Array.isArray(body.stixobjects))
    return error(400, 'BadRequest', 'sourcesystem and stixobjects are required.');
  const { sourcesystem } = body;
  const objects: readonly unknown[] = body.stixobjects;
  recording.seen.items = objects.length;
  if (sourcesystem.length > 256 || /^microsoft sentinel$/i.test(sourcesystem))
    return error(400, 'BadRequest', 'sourcesystem is not valid.');
  if (objects.length === 0 || objects.length > maxObjects)
    return error(400, 'BadRequest', `stixobjects has to hold 1 to ${maxObjects} objects.`);
  const errors = objects.flatMap((object, recordIndex) => {
    const asked = change?.refuse?.(isObject(object) ? object : {}, recordIndex);
    const errorMessages = asked === undefined ? uploadErrorsIn(object) : [asked.message];
    if (errorMessages.length === 0) {
      if (change?.store === undefined) keep(service, `${workspace} ${sourcesystem}`, object as JsonObject);
      return [];
    }
    return [{ recordIndex, errorMessages }];
  });
  return errors.length === 0 ? { status: 200 } : { status: 200, json: { errors } };
};

export const uploadPerformer = (asked: Asked): Perform => {
  const { recording, query } = asked;
  return admittedOnce(
    () => admit(asked),
    (_, change) => {
      const workspace = route.exec(recording.path)?.[1]?.toLowerCase();
      if (workspace === undefined) return failure(404, 'NotFound', 'There is no such route.');
      if (!asked.service.switches.sentinelWorkspaces.includes(workspace))
        return error(404, 'WorkspaceNotFound', 'Workspace not found.');
      if (recording.method !== 'POST') return error(405, 'MethodNotAllowed', 'POST is expected.');
      if (query.get('api-version') !== '2024-02-01-preview')
        return error(400, 'InvalidApiVersion', 'The api-version is not supported.');
      return upload(asked, workspace, change);
    },
  );
};
