import { createHash } from 'node:crypto';
import { callIn, textOf } from '../expression';
import { at, isExpression, lastOf, type Resource } from '../resource';
import { byType, of, type Rule } from './rule';

/** Built-in roles by id: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
export const builtIn: ReadonlyMap<string, string> = new Map([
  ['b7e6dc6d-f1e8-4753-8033-0f276bb0955b', 'Storage Blob Data Owner'],
  ['ba92f5b4-2d11-453d-a403-e96b0029c9fe', 'Storage Blob Data Contributor'],
  ['974c5e8b-45b9-4653-ba55-5f855dd0fb88', 'Storage Queue Data Contributor'],
  ['c6a89b2d-59bc-44d0-9896-0f6e12d7b80a', 'Storage Queue Data Message Sender'],
  ['0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3', 'Storage Table Data Contributor'],
  ['3913510d-42f4-4e42-8a64-420c390055eb', 'Monitoring Metrics Publisher'],
  ['d5a91429-5739-47e2-a06b-3470a27159e7', 'EventGrid Data Sender'],
  ['ab8e14d6-4a74-4a29-9ba8-549422addade', 'Microsoft Sentinel Contributor'],
]);

/** Who may do what on what, and no more: docs/permissions.md says why. */
export const granted: readonly (readonly [who: string, role: string, on: string])[] = [
  ['app', 'Storage Blob Data Owner', 'storageAccounts'],
  ['app', 'Storage Queue Data Contributor', 'storageAccounts'],
  ['app', 'Storage Table Data Contributor', 'storageAccounts'],
  ['app', 'Monitoring Metrics Publisher', 'components'],
  ['package', 'Storage Blob Data Contributor', 'containers/app-package'],
  ['topic', 'Storage Queue Data Message Sender', 'queues/indicator-events'],
  ['topic', 'Storage Blob Data Contributor', 'containers/indicator-dead-letters'],
  ['operator', 'EventGrid Data Sender', 'topics'],
  ['operator', 'Storage Queue Data Contributor', 'queues/indicator-outcomes'],
  ['operator', 'Storage Blob Data Contributor', 'containers/indicator-dead-letters'],
];

/** On each workspace that is named; `effectFaults` says whether it arrives. */
const uploads = 'Microsoft Sentinel Contributor';

const roleAssignments = 'Microsoft.Authorization/roleAssignments';

export interface Assignment {
  readonly who: string;
  readonly role: string;
  /** Type of what it is on, with the name where that is one of many. */
  readonly on: string;
  readonly scope: string;
  readonly name: string;
  readonly principal: string;
  readonly roleId: string;
  readonly principalType: unknown;
}

const scopeOf = (id: string): string => {
  const { name, given } = callIn(id.replace(/^\[|\]$/g, '')) ?? { name: '', given: [] };
  return name === 'extensionResourceId'
    ? (textOf(given[0] ?? '') ?? '')
    : (id.split(`/providers/${roleAssignments}/`)[0] ?? '');
};

/** Id of the identity that fetches the package, as the app names it. */
export const packageIdentityIn = (deployment: Parameters<Rule>[0]): string =>
  String(
    at(
      byType(deployment, 'Microsoft.Web/sites')[0],
      'properties.functionAppConfig.deployment.storage.authentication.userAssignedIdentityResourceId',
    ),
  );

const whoIs = (principal: string, ofPackage: string): string => {
  if (principal.includes(`'${ofPackage}'`)) return 'package';
  if (principal.includes('/Microsoft.ManagedIdentity/userAssignedIdentities/')) return 'app';
  return principal.includes('/Microsoft.EventGrid/topics/') ? 'topic' : 'operator';
};

const onOf = (scope: string): string => {
  const [kind = '', name = ''] = scope.split('/').slice(-2);
  return ['queues', 'containers', 'tables', 'workspaces'].includes(kind) ? `${kind}/${name}` : kind;
};

export const assignmentOf = ({ id, name, properties }: Resource, ofPackage: string): Assignment => {
  const principal = String(at(properties, 'principalId'));
  const roleId = lastOf(String(at(properties, 'roleDefinitionId')));
  const scope = scopeOf(id);
  return {
    ...{
      who: whoIs(principal, ofPackage),
      role: builtIn.get(roleId) ?? `an unknown role ${roleId}`,
      on: onOf(scope),
    },
    ...{ scope, name, principal, roleId, principalType: at(properties, 'principalType') },
  };
};

export const assignmentsIn = (deployment: Parameters<Rule>[0]): readonly Assignment[] =>
  byType(deployment, roleAssignments).map((one) => assignmentOf(one, packageIdentityIn(deployment)));

/** What Resource Manager's guid() gives: a UUID of version 5, of the texts joined by a hyphen. */
export const guid = (...texts: readonly string[]): string => {
  const space = Buffer.from('11fb06fb712d4ddd98c7e71bbd588830', 'hex');
  const hash = createHash('sha1').update(space).update(texts.join('-')).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/** The name follows from scope, principal and role, so another principal gets an assignment of its own and none is in its way. */
const isNamedWell = ({ name, scope, principal, roleId }: Assignment): boolean => {
  if (!principal.startsWith('[')) return name === guid(scope, principal, roleId);
  const { name: called = '', given = [] } = callIn(name.replace(/^\[|\]$/g, '')) ?? {};
  const [first = '', second = '', third = ''] = given;
  return (
    called === 'guid' &&
    given.length === 3 &&
    textOf(first) === scope &&
    `[${second}]` === principal &&
    textOf(third) === roleId
  );
};

/** Every required role, with whom it goes to and what it is on, and no others. */
export const roles: Rule = (deployment) => {
  const found = assignmentsIn(deployment);
  const rowsOf = (list: readonly (readonly string[])[]): readonly string[] =>
    list.map((row) => row.join(', '));
  const made = rowsOf(found.map(({ who, role, on }) => [who, role, on]));
  const hasOperator = found.some(({ who }) => who === 'operator');
  const needed = [
    ...rowsOf(granted.filter(([who]) => who !== 'operator' || hasOperator)),
    ...rowsOf(found.flatMap(({ on }) => (on.startsWith('workspaces/') ? [['app', uploads, on]] : []))),
  ];
  return [
    ...needed.filter((row) => !made.includes(row)).map((row) => `not granted: ${row}`),
    ...made.filter((row) => !needed.includes(row)).map((row) => `granted and not needed: ${row}`),
    ...made.filter((row, index) => made.indexOf(row) !== index).map((row) => `granted twice: ${row}`),
  ];
};

export const assignments: Rule = (deployment) =>
  byType(deployment, roleAssignments).flatMap((resource) => {
    const assignment = assignmentOf(resource, packageIdentityIn(deployment));
    const { who, principal, principalType } = assignment;
    return of(resource, [
      ...(isExpression(principal) || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(principal)
        ? []
        : ['it is for nobody']),
      ...(isNamedWell(assignment) ? [] : ['its name is not guid(scope, principal, role)']),
      ...(who === 'operator' || principalType === 'ServicePrincipal'
        ? []
        : ['an identity is a ServicePrincipal']),
    ]);
  });
