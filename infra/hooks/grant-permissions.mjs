// Run by azd after provisioning: grants the managed identity what its destinations need. It always ends with 0.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as appRole from './app-role.mjs';
import * as azureRole from './azure-role.mjs';
import { persistently } from './rest.mjs';
import { tokenFrom } from './token.mjs';

const kinds = {
  'app-role': { scope: appRole.scope, grant: appRole.grantAppRole },
  'azure-role': { scope: azureRole.scope, grant: azureRole.grantAzureRole },
};

const environment = process.env;

const { values: options } = parseArgs({
  options: {
    principal: { type: 'string', default: environment.GATEWAY_IDENTITY_PRINCIPAL_ID ?? '' },
    destinations: { type: 'string', default: environment.GATEWAY_DESTINATIONS ?? '' },
    tenant: { type: 'string', default: environment.AZURE_TENANT_ID ?? '' },
    permissions: { type: 'string' },
    graph: { type: 'string', default: 'https://graph.microsoft.com/v1.0' },
    management: { type: 'string', default: 'https://management.azure.com' },
    azd: { type: 'string', multiple: true, default: ['azd'] },
    'retry-ms': { type: 'string', default: '10000' },
  },
});

const say = (text) => process.stdout.write(`${text}\n`);

const nameOf = ({ value, roleId }) => value ?? roleId;

/** The same step, for somebody who may do it. */
const ownCommand = ({ destination }) => {
  const tenant = options.tenant === '' ? '' : ` --tenant ${options.tenant}`;
  return `node infra/hooks/grant-permissions.mjs --principal ${options.principal} --destinations ${destination}${tenant}`;
};

const whoMay = {
  'app-role': 'A Privileged Role Administrator or Global Administrator',
  'azure-role':
    'An Owner, User Access Administrator or Role Based Access Control Administrator of the resource',
};

const signIn = () => `azd auth login${options.tenant === '' ? '' : ` --tenant-id ${options.tenant}`}`;

const tell = (permission, { state, why, command }) => {
  const what = `${permission.destination}: ${nameOf(permission)}`;
  if (state === 'granted')
    say(`${what} is granted. It can take hours until it shows in the identity's token.`);
  else if (state === 'held') say(`${what} is granted already.`);
  else {
    say(`${what} is NOT granted (${why}).`);
    if (state === 'forbidden')
      say(`You may not grant it. ${whoMay[permission.kind]} has to run this once (docs/permissions.md):`);
    else if (state === 'signed-out') say(`The sign-in is not taken: ${signIn()}, then run this:`);
    else say(`Run this when that is mended:`);
    say(`  ${state === 'forbidden' && command ? command : ownCommand(permission)}`);
  }
};

const grantOne = async (permission, tokenOf) => {
  const { scope, grant } = kinds[permission.kind];
  const token = await tokenOf(scope);
  if (token === null) return { state: 'signed-out', why: `azd gives no token for ${scope}` };
  const { principal, graph, management } = options;
  const step = grant({ principal, graph, management, token, environment });
  return persistently(() => step(permission), Number(options['retry-ms']));
};

const main = async () => {
  if (options.principal === '') {
    say('No permission is granted: GATEWAY_IDENTITY_PRINCIPAL_ID is not set. Run azd provision first.');
    return;
  }
  const file = options.permissions ?? new URL('permissions.json', import.meta.url);
  const permissions = JSON.parse(readFileSync(file, 'utf8'));
  const tokenOf = tokenFrom(options.azd, options.tenant);
  const named = options.destinations.split(',').map((name) => name.trim());
  if (named.join('') === '') say('No permission is granted: GATEWAY_DESTINATIONS names no destination.');
  for (const destination of named.filter((name) => name !== '')) {
    const wanted = permissions.filter((permission) => permission.destination === destination);
    if (wanted.length === 0) say(`${destination}: no permission is known that it needs.`);
    for (const permission of wanted) tell(permission, await grantOne(permission, tokenOf));
  }
};

main().catch((error) => say(`No permission is granted: ${error.message}`));
