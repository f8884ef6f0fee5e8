/** A fault put into our own Bicep: `of`, which stands once in `file`, becomes `by`; the checker then says `said` of that file. */
export interface SeededFault {
  readonly what: string;
  readonly file: string;
  readonly of: string;
  readonly by: string;
  readonly said: string;
}

const fault = (what: string, file: string, of: string, by: string, said: string): SeededFault => ({
  what,
  file,
  of,
  by,
  said,
});

export const seededFaults: readonly SeededFault[] = [
  fault(
    'an unknown value of an open list',
    'storage.bicep',
    "'StorageV2'",
    "'StorageV3'",
    "'StorageV3' is not",
  ),
  fault(
    'an unknown property',
    'storage.bicep',
    'allowBlobPublicAccess:',
    'allowBlobPublicAcess:',
    'unknown property',
  ),
  fault(
    'a missing required property',
    'telemetry.bicep',
    "    Application_Type: 'web'\n",
    '',
    "required property 'Application_Type' is missing",
  ),
  fault('a wrong value of a closed list', 'storage.bicep', "'Hot'", "'Warm'", "'Warm' is not one of"),
  fault(
    'a read-only property',
    'storage.bicep',
    'accessTier:',
    'primaryLocation:',
    "'primaryLocation' is read-only",
  ),
  fault(
    'a text that is no GUID',
    'roles.bicep',
    '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3',
    '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa',
    'is not a GUID',
  ),
  fault(
    'the GUID of no known role',
    'event-grid.bicep',
    'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a',
    'c6a89b2d-59bc-44d0-9896-0f6e12d7b80b',
    'is not in known-guids.json',
  ),
  fault(
    'an API version that is not there',
    'network.bicep',
    'virtualNetworks@2024-07-01',
    'virtualNetworks@2019-01-01',
    'has no schema snapshot',
  ),
  fault(
    'an unknown resource type',
    'network.bicep',
    'Microsoft.Network/privateEndpoints@',
    'Microsoft.Network/privateEndpoint@',
    'unknown resource type',
  ),
  fault(
    'a missing parameter of a module',
    'main.bicep',
    "    name: 'evgt-${token}'\n",
    '',
    "required parameter 'name' is missing",
  ),
  fault(
    'a parameter that a module does not have',
    'main.bicep',
    '    topicName: events',
    '    topic: events',
    "unknown parameter 'topic'",
  ),
  fault(
    'a parameter of another type',
    'main.bicep',
    'retentionDays: logRetentionDays',
    'retentionDays: location',
    'expects int',
  ),
  fault(
    'a module file that is not there',
    'main.bicep',
    "'network.bicep'",
    "'networks.bicep'",
    'does not exist',
  ),
  fault(
    'an output that a module does not have',
    'main.bicep',
    'gateway.outputs.url',
    'gateway.outputs.address',
    "has no output 'address'",
  ),
  fault(
    'a module without its scope',
    'main.bicep',
    "  name: 'event-grid'\n  scope: group\n",
    "  name: 'event-grid'\n",
    "'scope:' is missing",
  ),
  fault(
    'an undeclared symbol',
    'function.bicep',
    'serverFarmId: plan.id',
    'serverFarmId: farm.id',
    "undefined symbol 'farm'",
  ),
  fault(
    'a name that stands twice',
    'function.bicep',
    'param profile string',
    'param token string',
    "duplicate declaration 'token'",
  ),
  fault(
    'an unknown function',
    'main.bicep',
    'toLower(uniqueString',
    'toLower(uniqueText',
    "unknown function 'uniqueText'",
  ),
  fault(
    'access by key',
    'function.bicep',
    "CREDENTIAL: 'managed-identity'",
    'CREDENTIAL: account.listKeys().keys[0].value',
    'key-based access',
  ),
  fault(
    'an output with a secret',
    'storage.bicep',
    'output name string = account.name',
    'output name string = account.listKeys().keys[0].value',
    'may expose a secret',
  ),
  fault(
    'a host of one cloud',
    'network.bicep',
    "'privatelink.${service}.${environment().suffixes.storage}'",
    "'privatelink.blob.core.windows.net'",
    'hard-coded environment URL',
  ),
  fault(
    'an event destination of no kind',
    'event-grid.bicep',
    "'StorageQueue'",
    "'StorageQ'",
    "'StorageQ' is not a endpointType",
  ),
  fault(
    'a parent of another type',
    'storage.bicep',
    '    parent: queueService\n',
    '    parent: tableService\n',
    'needs Microsoft.Storage/storageAccounts/queueServices',
  ),
  fault(
    'a nested resource that is not there',
    'operator.bicep',
    'scope: account::queues::outcomes',
    'scope: account::queues::events',
    "nested resource 'events' does not exist",
  ),
  fault('a syntax error', 'roles.bicep', 'scope: insights\n', 'scope: insights }\n', 'syntax'),
  fault(
    'a value for a parameter that is not there',
    'main.parameters.json',
    '"profile"',
    '"profil"',
    "unknown parameter 'profil'",
  ),
];
