/**
 * Asks for a token in each of the named tenants, as the app would, and prints what came. It is a process of its own, so that it
 * can trust other CAs.
 */
import { credentialOf, federatedCredential } from '../../shared/azure/credential';
import { permissionsOf } from '../../shared/azure/permissions';
import { type Federation } from '../../shared/destinations/destination';

export interface AskedTenant {
  readonly identity: string;
  readonly federation: Federation;
  readonly scope: string;
}

const asked = JSON.parse(process.argv[2] ?? '[]') as readonly AskedTenant[];

const ask = ({ identity, federation, scope }: AskedTenant) =>
  permissionsOf(federatedCredential(credentialOf('managed-identity', identity), federation))(scope)();

void Promise.all(asked.map(ask)).then((answers) => process.stdout.write(JSON.stringify(answers)));
