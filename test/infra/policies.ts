import { type Evaluated } from './evaluate';
import { at, type Resource } from './resource';

/** A built-in policy of Azure that is commonly assigned with the effect Deny, and whether a deployment keeps to it. */
export interface Policy {
  /** Display name of the definition: https://github.com/Azure/azure-policy/tree/master/built-in-policies/policyDefinitions */
  readonly name: string;
  readonly keeps: (deployment: Evaluated) => boolean;
}

const every =
  (type: string, holds: (resource: Resource, deployment: Evaluated) => boolean) =>
  (deployment: Evaluated): boolean => {
    const found = deployment.predictedResources.filter((resource) => resource.type === type);
    return found.length > 0 && found.every((resource) => holds(resource, deployment));
  };

const is =
  (path: string, ...values: readonly unknown[]) =>
  (resource: Resource): boolean =>
    values.includes(at(resource, path));

const hasEndpoint = ({ id }: Resource, { predictedResources }: Evaluated): boolean =>
  predictedResources.some(
    (one) => at(one, 'properties.privateLinkServiceConnections.0.properties.privateLinkServiceId') === id,
  );

const account = 'Microsoft.Storage/storageAccounts';
const site = 'Microsoft.Web/sites';
const plan = 'Microsoft.Web/serverfarms';
const topic = 'Microsoft.EventGrid/topics';
const workspace = 'Microsoft.OperationalInsights/workspaces';
const insights = 'Microsoft.Insights/components';
const subnet = 'Microsoft.Network/virtualNetworks/subnets';

const closed = (resource: Resource): boolean =>
  is('properties.publicNetworkAccessForIngestion', 'Disabled')(resource) &&
  is('properties.publicNetworkAccessForQuery', 'Disabled')(resource);

const policy = (name: string, keeps: Policy['keeps']): Policy => ({ name, keeps });

export const policies: readonly Policy[] = [
  policy(
    'Storage accounts should disable public network access',
    every(account, is('properties.publicNetworkAccess', 'Disabled', 'SecuredByPerimeter')),
  ),
  policy(
    'Storage accounts should restrict network access',
    every(account, is('properties.networkAcls.defaultAction', 'Deny')),
  ),
  policy('Storage accounts should use private link', every(account, hasEndpoint)),
  policy(
    'Storage accounts should allow access from trusted Microsoft services',
    every(account, (one) => String(at(one, 'properties.networkAcls.bypass')).includes('AzureServices')),
  ),
  policy(
    'Storage accounts should prevent shared key access',
    every(account, is('properties.allowSharedKeyAccess', false)),
  ),
  policy(
    'Storage account public access should be disallowed',
    every(account, is('properties.allowBlobPublicAccess', false)),
  ),
  policy(
    'Storage accounts should prevent cross tenant object replication',
    every(account, is('properties.allowCrossTenantReplication', false)),
  ),
  policy(
    'Secure transfer to storage accounts should be enabled',
    every(account, is('properties.supportsHttpsTrafficOnly', true)),
  ),
  policy(
    'Storage accounts should have the specified minimum TLS version',
    every(account, is('properties.minimumTlsVersion', 'TLS1_2', 'TLS1_3')),
  ),
  policy(
    'Storage accounts should have infrastructure encryption',
    every(account, is('properties.encryption.requireInfrastructureEncryption', true)),
  ),
  policy(
    'Geo-redundant storage should be enabled for Storage Accounts',
    every(account, (one) => /_(RA)?G(Z)?RS$/.test(String(one.sku?.name))),
  ),
  policy(
    'Storage accounts should be Zone Redundant',
    every(account, (one) => /_(RA)?G?ZRS$/.test(String(one.sku?.name))),
  ),
  policy('App Service Plans should be Zone Redundant', every(plan, is('properties.zoneRedundant', true))),
  policy('Function apps should only be accessible over HTTPS', every(site, is('properties.httpsOnly', true))),
  policy(
    'Function apps should use the latest TLS version',
    every(site, is('properties.siteConfig.minTlsVersion', '1.2', '1.3')),
  ),
  policy(
    'Function apps should disable public network access',
    every(site, is('properties.publicNetworkAccess', 'Disabled')),
  ),
  policy('App Service apps should use private link', every(site, hasEndpoint)),
  policy(
    'Function apps should use managed identity',
    every(site, is('identity.type', 'UserAssigned', 'SystemAssigned')),
  ),
  policy(
    'App Service apps should be injected into a virtual network',
    every(site, (one) => typeof at(one, 'properties.virtualNetworkSubnetId') === 'string'),
  ),
  policy(
    'App Service apps should have local authentication methods disabled for SCM site deployments',
    every(`${site}/basicPublishingCredentialsPolicies`, is('properties.allow', false)),
  ),
  policy(
    'Azure Event Grid topics should disable public network access',
    every(topic, is('properties.publicNetworkAccess', 'Disabled')),
  ),
  policy('Azure Event Grid topics should use private link', every(topic, hasEndpoint)),
  policy(
    'Azure Event Grid topics should have local authentication methods disabled',
    every(topic, is('properties.disableLocalAuth', true)),
  ),
  policy(
    'Log Analytics Workspaces should block non-Azure Active Directory based ingestion.',
    every(workspace, is('properties.features.disableLocalAuth', true)),
  ),
  policy(
    'Log Analytics workspaces should block log ingestion and querying from public networks',
    every(workspace, closed),
  ),
  policy(
    'Application Insights components should block non-Azure Active Directory based ingestion.',
    every(insights, is('properties.DisableLocalAuth', true)),
  ),
  policy(
    'Application Insights components should block log ingestion and querying from public networks',
    every(insights, closed),
  ),
  policy(
    'Subnets should be associated with a Network Security Group',
    every(subnet, (one) => at(one, 'properties.networkSecurityGroup.id') !== undefined),
  ),
  policy('Subnets should be private', every(subnet, is('properties.defaultOutboundAccess', false))),
  policy(
    'Require a tag on resources',
    every(account, (one) => one.tags?.['cost centre'] !== undefined),
  ),
  policy(
    'Allowed locations',
    ({ predictedResources }) =>
      new Set(
        predictedResources.map(({ location = 'global' }) => location).filter((name) => name !== 'global'),
      ).size === 1,
  ),
];
