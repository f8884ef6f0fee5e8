import { createHash } from 'node:crypto';
import { callerOf, failureOf } from './rest.mjs';

export const scope = 'https://management.azure.com/.default';

/** The same for the same three, so that a second run finds the first one's assignment. */
const guidOf = (...parts) =>
  createHash('sha256')
    .update(parts.join('|').toLowerCase())
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-5$3-8$4-$5');

/** Contract: PUT roleAssignments/{guid} of Azure Resource Manager, 2022-04-01. */
const grantOn = async ({ management, token, principal }, roleId, resource) => {
  const assignment = `${resource}/providers/Microsoft.Authorization/roleAssignments/${guidOf(resource, principal, roleId)}`;
  const [, subscription] = /^(\/subscriptions\/[^/]+)/i.exec(resource) ?? [];
  const properties = {
    principalId: principal,
    principalType: 'ServicePrincipal',
    roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`,
  };
  const answer = await callerOf(management, token)('PUT', `${assignment}?api-version=2022-04-01`, {
    properties,
  });
  const code = answer.body?.error?.code;
  if (answer.status === 201) return { state: 'granted' };
  if (answer.status === 200 || code === 'RoleAssignmentExists') return { state: 'held' };
  if (code === 'PrincipalNotFound')
    return { state: 'again', why: 'the identity is not known to Microsoft Entra ID yet' };
  const who = `--assignee-object-id ${principal} --assignee-principal-type ServicePrincipal`;
  const command = `az role assignment create ${who} --role ${roleId} --scope ${resource}`;
  return { ...failureOf(answer), command };
};

/**
 * Assigns the Azure role `roleId` on the resources whose ids the variable `on` of the azd environment holds, with commas between;
 * safe to repeat, also where the template has assigned it. Ends with the first that cannot be.
 */
export const grantAzureRole =
  (context) =>
  async ({ roleId, on }) => {
    const resources = (context.environment[on] ?? '').split(',').map((id) => id.trim());
    const named = resources.filter((id) => id !== '');
    if (named.length === 0)
      return { state: 'refused', why: `the azd environment has no ${on}: azd env set ${on} …` };
    let all = { state: 'held' };
    for (const resource of named) {
      const said = await grantOn(context, roleId, resource);
      if (said.state === 'granted') all = said;
      else if (said.state !== 'held') return said;
    }
    return all;
  };
