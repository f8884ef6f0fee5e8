/**
 * A fault put into infra/: the text `of`, which stands once in `file`, becomes `by`. A deployment would be refused or be wrong.
 */
export interface Fault {
  readonly what: string;
  /** Below infra/. */
  readonly file: string;
  readonly of: string;
  readonly by: string;
}

const fault = (what: string, file: string, of: string, by: string): Fault => ({ what, file, of, by });

const names: readonly Fault[] = [
  fault('a storage account of 27 letters', 'main.bicep', "'st${token}'", "'storageaccount${token}'"),
  fault('a storage account with a hyphen', 'main.bicep', "'st${token}'", "'st-${token}'"),
  fault(
    'a queue with a capital letter',
    'storage.bicep',
    "'indicator-jobs-poison'",
    "'indicator-Jobs-poison'",
  ),
  fault('a table with a hyphen', 'storage.bicep', "'indicatorparked'", "'indicator-parked'"),
  fault('a topic with a point', 'main.bicep', "'evgt-${token}'", "'evgt.${token}'"),
  fault('a private endpoint of 69 letters', 'private-endpoint.bicep', 'take(targetName, 54)', 'targetName'),
  fault('a short name of 13 letters', 'action-group.bicep', "'indicators'", "'indicators-ab'"),
  fault(
    'a name inside of the parent as well',
    'storage.bicep',
    '    name: queue\n',
    "    name: '${account.name}/default/${queue}'\n",
  ),
  fault(
    'one name for several roles',
    'roles.bicep',
    'guid(account.id, principalId, role.value)',
    'guid(account.id, principalId)',
  ),
];

const values: readonly Fault[] = [
  fault('a window of seven minutes', 'monitor/alerts.bicep', "windowSize: 'PT30M'", "windowSize: 'PT7M'"),
  fault('a threshold as text', 'monitor/alerts.bicep', 'threshold: 5\n', "threshold: '5'\n"),
  fault('an operator that is none', 'monitor/alerts.bicep', "operator: 'LessThan'", "operator: 'Below'"),
  fault('a severity of seven', 'monitor/alerts.bicep', 'severity: 3', 'severity: 7'),
  fault(
    'a window shorter than the time between two looks',
    'monitor/metric-alerts.bicep',
    "windowSize: 'PT15M'",
    "windowSize: 'PT1M'",
  ),
  fault('a metric that is none', 'monitor/metric-alerts.bicep', "'DeadLetteredCount'", "'DeadLetterCount'"),
  fault('a runtime that is not there', 'function.bicep', "version: '24'", "version: '26'"),
  fault('a plan of another tier', 'function.bicep', "tier: 'FlexConsumption'", "tier: 'Dynamic'"),
  fault(
    'a package that the system identity reads',
    'function.bicep',
    "type: 'UserAssignedIdentity'",
    "type: 'SystemAssignedIdentity'",
  ),
  fault(
    'an always ready function that is not there',
    'function.bicep',
    "'function:deliver-job'",
    "'function:deliver-jobs'",
  ),
  fault('fifty tries', 'event-grid.bicep', 'maxDeliveryAttempts: 30', 'maxDeliveryAttempts: 50'),
  fault(
    'two days of tries',
    'event-grid.bicep',
    'eventTimeToLiveInMinutes: 1440',
    'eventTimeToLiveInMinutes: 2880',
  ),
  fault(
    'a topic that takes another schema',
    'event-grid.bicep',
    "inputSchema: 'CloudEventSchemaV1_0'",
    "inputSchema: 'EventGridSchema'",
  ),
  fault('old TLS', 'storage-account.bicep', "'TLS1_2'", "'TLS1_0'"),
  fault('an action group in a region', 'action-group.bicep', "location: 'global'", "location: 'westeurope'"),
  fault('telemetry without a workspace', 'telemetry.bicep', '    WorkspaceResourceId: workspace.id\n', ''),
  fault(
    'a policy of a subnet that is none',
    'network.bicep',
    "NetworkPolicies: 'Disabled'",
    "NetworkPolicies: 'Off'",
  ),
  fault('a workbook of another kind', 'monitor/workbook.bicep', "kind: 'shared'", "kind: 'user'"),
  fault('a workbook in no category', 'monitor/workbook.bicep', "category: 'workbook'", "category: 'tsg'"),
  fault('a log category that is none', 'event-grid.bicep', "'PublishFailures'", "'PublishErrors'"),
];

const parameters: readonly Fault[] = [
  fault(
    'memory that the plan does not offer',
    'main.bicep',
    '@allowed([512, 2048, 4096])',
    '@allowed([512, 1024, 2048, 4096])',
  ),
  fault(
    'a default that is not allowed',
    'main.bicep',
    "storageRedundancy string = 'Standard_LRS'",
    "storageRedundancy string = 'Premium_LRS'",
  ),
  fault('a default below the least', 'main.bicep', 'deletedBlobDays int = 7', 'deletedBlobDays int = 0'),
  fault('a least that the service does not take', 'main.bicep', '@minValue(30)', '@minValue(7)'),
  fault(
    'a value in the file that is not allowed',
    'main.parameters.json',
    '=Standard_LRS}',
    '=Standard_XRS}',
  ),
  fault('a number in the file that is too small', 'main.parameters.json', 'DAYS=30}', 'DAYS=14}'),
  fault('a name in the file that is none', 'main.parameters.json', '"profile"', '"profil"'),
  fault(
    'an object in the file without a default',
    'main.parameters.json',
    '${GATEWAY_SETTINGS=null}',
    '${GATEWAY_SETTINGS={}}',
  ),
];

const roles: readonly Fault[] = [
  fault('a role on the whole group', 'roles.bicep', '  scope: insights\n', ''),
  fault(
    'the role of another service',
    'roles.bicep',
    'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
    '974c5e8b-45b9-4653-ba55-5f855dd0fb88',
  ),
  fault(
    'a role with a letter wrong',
    'topic-roles.bicep',
    'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a',
    'c6a89b2d-59bc-44d0-9896-0f6e12d7b80b',
  ),
  fault(
    'a role that is narrower than needed',
    'topic-roles.bicep',
    'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
    '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
  ),
  fault(
    'a role on the whole account',
    'topic-roles.bicep',
    '  scope: account::queues::events\n',
    '  scope: account\n',
  ),
  fault("Sentinel's role on the whole group", 'sentinel-role.bicep', '  scope: workspace\n', ''),
  fault(
    "another role in place of Sentinel's",
    'sentinel-role.bicep',
    'ab8e14d6-4a74-4a29-9ba8-549422addade',
    '3913510d-42f4-4e42-8a64-420c390055eb',
  ),
  fault(
    'the first workspace alone',
    'main.bicep',
    '  for id in workspaceIds: {',
    '  for id in take(workspaceIds, 1): {',
  ),
  fault(
    'a role for somebody else',
    'main.bicep',
    '    principalId: identity.outputs.principalId\n',
    '    principalId: operatorPrincipalId\n',
  ),
];

const network: readonly Fault[] = [
  fault(
    'a subnet of another service',
    'network.bicep',
    "'Microsoft.App/environments'",
    "'Microsoft.Web/serverFarms'",
  ),
  fault(
    'a sub-resource that is none',
    'private-endpoint.bicep',
    'groupIds: [subresource]',
    "groupIds: ['${subresource}s']",
  ),
  fault(
    'a subnet outside of the network',
    'network.bicep',
    'cidrSubnet(addressSpace, 24, 1)',
    "'192.168.7.0/24'",
  ),
  fault(
    'a subnet past the end',
    'network.bicep',
    'cidrSubnet(addressSpace, 24, 1)',
    'cidrSubnet(addressSpace, 24, 8)',
  ),
  fault(
    'subnets over each other',
    'network.bicep',
    'cidrSubnet(addressSpace, 24, 1)',
    'cidrSubnet(addressSpace, 25, 1)',
  ),
  fault(
    'the zone of another service',
    'main.bicep',
    "'privatelink.${service}.${environment",
    "'privatelink.file.${environment",
  ),
  fault(
    'an app beside its network',
    'main.bicep',
    'privateNetwork ? network!.outputs.appSubnetId',
    "privateNetwork ? ''",
  ),
  fault('Event Grid kept out', 'storage-account.bicep', "bypass: 'AzureServices'", "bypass: 'None'"),
];

const app: readonly Fault[] = [
  fault(
    'a setting that the plan refuses',
    'function.bicep',
    '      CREDENTIAL:',
    "      FUNCTIONS_WORKER_RUNTIME: 'node'\n      CREDENTIAL:",
  ),
  fault(
    'a property that the plan refuses',
    'function.bicep',
    '      http20Enabled: true\n',
    "      http20Enabled: true\n      linuxFxVersion: 'NODE|24'\n",
  ),
  fault(
    'a setting of a number',
    'function.bicep',
    '      DESTINATIONS: destinations\n',
    '      DESTINATIONS: maximumInstanceCount\n',
  ),
  fault(
    'an identity in a spelling that the host does not take',
    'function.bicep',
    "__credential: 'managedidentity'",
    "__credential: 'managed-identity'",
  ),
  fault(
    'a credential that the app does not take',
    'function.bicep',
    "CREDENTIAL: 'managed-identity'",
    "CREDENTIAL: 'managedidentity'",
  ),
  fault(
    'a setting that nobody reads',
    'function.bicep',
    'MANAGED_IDENTITY_CLIENT_ID:',
    'MANAGED_IDENTITY_CLIENTID:',
  ),
  fault(
    'the tag of another service',
    'function.bicep',
    "'azd-service-name': 'gateway'",
    "'azd-service-name': 'api'",
  ),
  fault(
    'a package fetched as who works',
    'function.bicep',
    'ResourceId: packageIdentity.id',
    'ResourceId: identity.id',
  ),
  fault(
    'a package in the account of the state',
    'function.bicep',
    'packageAccount.properties.primaryEndpoints',
    'account.properties.primaryEndpoints',
  ),
  fault(
    'a package that the app may write',
    'main.bicep',
    'principalId: packageIdentity.outputs.principalId',
    'principalId: identity.outputs.principalId',
  ),
  fault(
    'certificates that a setting alone switches on',
    'function.bicep',
    "clientCertificates ? 'required' : 'off'",
    "'required'",
  ),
  fault(
    'certificates that a caller may leave out',
    'function.bicep',
    "clientCertMode: 'Required'",
    "clientCertMode: 'Optional'",
  ),
  fault(
    'callers that are named, and all others',
    'function.bicep',
    "empty(accessRestrictions) ? 'Allow' : 'Deny'",
    "'Allow'",
  ),
  fault('a package somewhere else', 'function.bicep', 'blob}app-package', 'blob}packages'),
  fault(
    'a key',
    'function.bicep',
    "CREDENTIAL: 'managed-identity'",
    'CREDENTIAL: account.listKeys().keys[0].value',
  ),
];

const agreement: readonly Fault[] = [
  fault(
    'dead letters for a container that is not there',
    'storage.bicep',
    "  'indicator-dead-letters'\n",
    "  'indicator-deadletters'\n",
  ),
  fault(
    'a queue of events under another name',
    'storage.bicep',
    "  'indicator-events'\n",
    "  'indicator-event'\n",
  ),
  fault(
    'events for the queue of jobs',
    'event-grid.bicep',
    "      name: 'indicator-events'\n    }",
    "      name: 'indicator-jobs'\n    }",
  ),
  fault(
    'a destination beside the one with an identity',
    'event-grid.bicep',
    "    eventDeliverySchema: 'CloudEventSchemaV1_0'\n",
    "    eventDeliverySchema: 'CloudEventSchemaV1_0'\n    destination: { endpointType: 'StorageQueue', properties: { resourceId: account.id, queueName: account::queues::events.name } }\n",
  ),
  fault(
    'an alert that tells nobody',
    'monitor/alerts.bicep',
    "actionGroupId == '' ? [] : [actionGroupId]",
    '[]',
  ),
  fault(
    'rows that are kept for a time of their own',
    'telemetry.bicep',
    '      retentionInDays: retentionDays\n',
    '      retentionInDays: 90\n',
  ),
  fault(
    'an output under another name',
    'main.bicep',
    'output GATEWAY_URL string',
    'output GATEWAY_ADDRESS string',
  ),
];

const meaning: readonly Fault[] = [
  fault(
    'a zone that takes the names of all machines',
    'private-endpoint.bicep',
    'registrationEnabled: false',
    'registrationEnabled: true',
  ),
  fault(
    'a measure that the query does not give',
    'monitor/alerts.bicep',
    "measure: 'Refused'",
    "measure: 'Refusals'",
  ),
  fault(
    'a workbook of another resource',
    'monitor/workbook.bicep',
    'sourceId: workspaceId',
    'sourceId: resourceGroup().id',
  ),
  fault(
    'a guard of one subnet only',
    'network.bicep',
    '    defaultOutboundAccess: false\n    ...routing\n',
    '    defaultOutboundAccess: false\n',
  ),
];

const language: readonly Fault[] = [
  fault(
    'modules that wait for each other',
    'main.bicep',
    '    lock: resourceLock\n  }\n  dependsOn: [newGroup]',
    '    lock: resourceLock\n  }\n  dependsOn: [newGroup, events]',
  ),
  fault(
    'an output that a module does not have',
    'main.bicep',
    'network!.outputs.appSubnetId',
    'network!.outputs.subnetId',
  ),
  fault(
    'a function without an argument',
    'roles.bicep',
    "subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)",
    "subscriptionResourceId('Microsoft.Authorization/roleDefinitions')",
  ),
  fault(
    'an output of another type',
    'storage.bicep',
    'output id string = account.id',
    'output id string = account.tags',
  ),
  fault(
    'a workbook that is no JSON',
    'monitor/workbook.json',
    '"version": "Notebook/1.0"',
    '"version": Notebook/1.0',
  ),
  fault(
    'a property that is none',
    'storage-account.bicep',
    'allowBlobPublicAccess:',
    'allowBlobPublicAcess:',
  ),
];

/** What no single resource shows: order, completeness, where each parameter arrives, and what differs from run to run. */
const whole: readonly Fault[] = [
  fault('subnets that are made at once', 'network.bicep', '  dependsOn: [app]\n', ''),
  fault(
    'an app that is made before its roles',
    'main.bicep',
    '  dependsOn: [\n    roles\n',
    '  dependsOn: [\n',
  ),
  fault(
    'a module that does not wait for the group',
    'main.bicep',
    'email: alertEmail }\n  dependsOn: [newGroup]\n',
    'email: alertEmail }\n',
  ),
  fault(
    'a password for publishing',
    'function.bicep',
    "resource publishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {",
    "resource publishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = if (!empty(settings)) {",
  ),
  fault(
    'two parameters that are swapped',
    'main.bicep',
    'alwaysReadyInstances: alwaysReadyInstances\n    alwaysReadyDeliveries: alwaysReadyDeliveries',
    'alwaysReadyInstances: alwaysReadyDeliveries\n    alwaysReadyDeliveries: alwaysReadyInstances',
  ),
  fault(
    'an old API',
    'event-grid.bicep',
    'topics/eventSubscriptions@2025-02-15',
    'topics/eventSubscriptions@2022-06-15',
  ),
  fault(
    'a condition upside down',
    'main.bicep',
    "if (operatorPrincipalId != '')",
    "if (operatorPrincipalId == '')",
  ),
  fault(
    'a name that changes with every deployment',
    'monitor/workbook.bicep',
    "'indicator-gateway')",
    'deployment().name)',
  ),
];

export const faults: readonly Fault[] = [
  ...names,
  ...values,
  ...parameters,
  ...roles,
  ...network,
  ...app,
  ...agreement,
  ...meaning,
  ...language,
  ...whole,
];
