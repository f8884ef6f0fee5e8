import { callerOf, failureOf } from './rest.mjs';

export const scope = 'https://graph.microsoft.com/.default';

/** All assignments of a principal, page by page: `{status: 200, body: {value}}`, or the answer that was no success. */
const assignmentsOf = async (call, principal) => {
  const all = [];
  let next = `/servicePrincipals/${principal}/appRoleAssignments`;
  while (next !== undefined) {
    const answer = await call('GET', next);
    if (answer.status !== 200) return answer;
    all.push(...(answer.body.value ?? []));
    next = answer.body['@odata.nextLink'];
  }
  return { status: 200, body: { value: all } };
};

/** A new identity is not known everywhere at once. */
const notYet = { state: 'again', why: 'the identity is not known to Microsoft Entra ID yet' };

/** Graph says that a principal of a new assignment is missing with a 404, or with a 400 and this code. */
const isMissing = ({ status, body }) => status === 404 || body?.error?.code === 'Request_ResourceNotFound';

const isThere = ({ status, body }) =>
  status === 400 && /already exists/i.test(`${body?.error?.message ?? ''}`);

const commandFor = (base, { principalId, resourceId, appRoleId }) =>
  [
    `az rest --method POST --url ${base}/servicePrincipals/${resourceId}/appRoleAssignedTo`,
    `--headers Content-Type=application/json`,
    `--body '${JSON.stringify({ principalId, resourceId, appRoleId })}'`,
  ].join(' ');

/**
 * Grants the application role `value` of the app `resourceAppId` to the principal; safe to repeat.
 * Contract: POST /servicePrincipals/{id}/appRoleAssignedTo of Microsoft Graph 1.0.
 */
export const grantAppRole =
  ({ graph, token, principal }) =>
  async ({ resourceAppId, value }) => {
    const call = callerOf(graph, token);
    const found = await call('GET', `/servicePrincipals(appId='${resourceAppId}')?$select=id,appRoles`);
    if (found.status === 404) return { state: 'refused', why: `the tenant has no app ${resourceAppId}` };
    if (found.status !== 200) return failureOf(found);
    const role = (found.body.appRoles ?? []).find(
      (one) => one.value === value && one.isEnabled && one.allowedMemberTypes.includes('Application'),
    );
    if (role === undefined)
      return { state: 'refused', why: `the app ${resourceAppId} has no application role ${value}` };
    const grant = { principalId: principal, resourceId: found.body.id, appRoleId: role.id };
    const held = await assignmentsOf(call, principal);
    if (isMissing(held)) return notYet;
    if (held.status !== 200) return { ...failureOf(held), command: commandFor(graph, grant) };
    if (held.body.value.some((one) => one.resourceId === grant.resourceId && one.appRoleId === role.id))
      return { state: 'held' };
    const made = await call('POST', `/servicePrincipals/${grant.resourceId}/appRoleAssignedTo`, grant);
    if (made.status === 201) return { state: 'granted' };
    if (isThere(made)) return { state: 'held' };
    return isMissing(made) ? notYet : { ...failureOf(made), command: commandFor(graph, grant) };
  };
