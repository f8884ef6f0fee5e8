import { type Environment } from './azd';

const network =
  '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/hub/providers/Microsoft.Network';

/** Of two subscriptions, neither of which is deployed to. */
const workspaces = [
  '/subscriptions/33333333-3333-3333-3333-333333333333/resourceGroups/soc-eu/providers/Microsoft.OperationalInsights/workspaces/sentinel-eu',
  '/subscriptions/44444444-4444-4444-4444-444444444444/resourceGroups/soc-us/providers/Microsoft.OperationalInsights/workspaces/sentinel-us',
] as const;

const profile = {
  defaults: { description: 'Said by "{sender}", it\'s known' },
  allowList: ['example.com', '${not.a.variable}'],
};

/** azd environments whose deployments are evaluated and held against what Azure accepts. */
export const environments: Readonly<Record<string, Environment>> = {
  public: { AZURE_ENV_NAME: 'indicators', AZURE_LOCATION: 'westeurope', GATEWAY_DESTINATIONS: 'defender' },
  'private-network': {
    AZURE_ENV_NAME: 'indicators',
    AZURE_LOCATION: 'westeurope',
    GATEWAY_DESTINATIONS: 'sentinel',
    GATEWAY_SENTINEL_WORKSPACE: workspaces[0],
    GATEWAY_PRIVATE_NETWORK: 'true',
  },
  'everything-on': {
    AZURE_ENV_NAME: 'indicators',
    AZURE_LOCATION: 'swedencentral',
    GATEWAY_RESOURCE_GROUP: 'soc',
    GATEWAY_TAGS: JSON.stringify({ 'cost centre': '4711', owner: 'SOC "blue"' }),
    GATEWAY_DESTINATIONS: 'graph,sentinel,defender',
    GATEWAY_SENTINEL_WORKSPACE: workspaces.join(', '),
    GATEWAY_PROFILE: JSON.stringify(profile),
    GATEWAY_SETTINGS: JSON.stringify({ RETRY_MAX_AGE_HOURS: '48', GRANT_WAIT_MINUTES: '1440' }),
    GATEWAY_PRIVATE_NETWORK: 'true',
    GATEWAY_ADDRESS_SPACE: '10.20.4.0/22',
    GATEWAY_NAT_GATEWAY_ID: `${network}/natGateways/out`,
    GATEWAY_ROUTE_TABLE_ID: `${network}/routeTables/through-firewall`,
    GATEWAY_NETWORK_SECURITY_GROUP_ID: `${network}/networkSecurityGroups/gateway`,
    GATEWAY_PUBLIC_ACCESS: 'false',
    GATEWAY_CLIENT_CERTIFICATES: 'true',
    GATEWAY_ALLOWED_SERVICE_TAGS: 'AzureEventGrid, LogicApps',
    GATEWAY_ALLOWED_NETWORKS: '203.0.113.0/24,2001:db8::/32',
    GATEWAY_INSTANCE_MEMORY_MB: '4096',
    GATEWAY_MAXIMUM_INSTANCES: '100',
    GATEWAY_ALWAYS_READY: '2',
    GATEWAY_ALWAYS_READY_DELIVERIES: '1',
    GATEWAY_ZONE_REDUNDANT: 'true',
    GATEWAY_UPDATE_STRATEGY: 'Recreate',
    GATEWAY_STORAGE_REDUNDANCY: 'Standard_GZRS',
    GATEWAY_INFRASTRUCTURE_ENCRYPTION: 'true',
    GATEWAY_DELETED_BLOB_DAYS: '30',
    GATEWAY_LOG_RETENTION_DAYS: '365',
    GATEWAY_LOG_DAILY_LIMIT_GB: '-1',
    GATEWAY_LOG_PUBLIC_ACCESS: 'false',
    GATEWAY_STORAGE_LOGS: 'true',
    GATEWAY_ALERT_EMAIL: 'soc@example.com',
    GATEWAY_OPERATOR_ID: '22222222-2222-2222-2222-222222222222',
    GATEWAY_OPERATOR_TYPE: 'Group',
    GATEWAY_RESOURCE_LOCK: 'true',
    GATEWAY_BUDGET_AMOUNT: '250',
    GATEWAY_BUDGET_START: '2026-12-01',
  },
  'longest-names': {
    AZURE_ENV_NAME: 'e'.repeat(64),
    AZURE_LOCATION: 'germanywestcentral',
    GATEWAY_DESTINATIONS: 'graph',
    GATEWAY_PRIVATE_NETWORK: 'true',
    GATEWAY_PUBLIC_ACCESS: 'false',
    GATEWAY_PROFILE_FILE: 'profiles/generic.json',
    GATEWAY_NAMES: JSON.stringify({
      app: 'a'.repeat(60),
      plan: 'p'.repeat(60),
      storage: 's'.repeat(24),
      packageStorage: 'k'.repeat(24),
      identity: 'i'.repeat(128),
      packageIdentity: 'd'.repeat(128),
      topic: 't'.repeat(50),
      workspace: 'w'.repeat(63),
      applicationInsights: 'n'.repeat(260),
      network: 'v'.repeat(64),
      actionGroup: 'g'.repeat(260),
    }),
  },
};
