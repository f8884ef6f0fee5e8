import { parse } from 'yaml';
import { declaredSettings } from '../../../shared/config';
import { destinations } from '../../../shared/destinations';
import { textOf } from '../infra';
import { all, at, isExpression, type Resource } from '../resource';
import { leftOut, ofTheHost } from '../settings';
import { assignmentsIn, packageIdentityIn } from './roles';
import { byType, each, of, type Rule } from './rule';
import { packageContainer } from './storage';

const site = 'Microsoft.Web/sites';

const { services } = parse(textOf('azure.yaml')) as {
  readonly services: Readonly<Record<string, { readonly host: string }>>;
};
const [service = ''] = Object.keys(services).filter((name) => services[name]?.host === 'function');

/** Registered functions by kind of trigger, as functions/index.ts names them. */
const registered = [...textOf('functions/index.ts').matchAll(/app\.\w+\('([\w-]+)'/g)].map(
  ([, name = '']) => name,
);

/**
 * What the plan does not take, of settings and of properties:
 * https://learn.microsoft.com/azure/azure-functions/functions-app-settings#flex-consumption-plan-deprecations
 */
const refusedSettings =
  /^(FUNCTIONS_|WEBSITE_|WEBSITES_|SCM_|DOCKER_|ENABLE_ORYX_BUILD$|AzureWebJobsDashboard$|AzureWebJobsSecretStorageType$|TZ$)/i;
const refusedProperties = [
  ...[
    'alwaysOn',
    'containerSize',
    'isXenon',
    'hyperV',
    'reserved',
    'vnetRouteAllEnabled',
    'vnetImagePullEnabled',
  ],
  ...['vnetContentShareEnabled', 'vnetBackupRestoreEnabled', 'clientAffinityEnabled', 'dailyMemoryTimeQuota'],
  ...[
    'siteConfig.alwaysOn',
    'siteConfig.appSettings',
    'siteConfig.ftpsState',
    'siteConfig.functionAppScaleLimit',
  ],
  ...['siteConfig.javaVersion', 'siteConfig.linuxFxVersion', 'siteConfig.minimumElasticInstanceCount'],
  ...[
    'siteConfig.netFrameworkVersion',
    'siteConfig.nodeVersion',
    'siteConfig.powerShellVersion',
    'siteConfig.pythonVersion',
  ],
  ...[
    'siteConfig.preWarmedInstanceCount',
    'siteConfig.use32BitWorkerProcess',
    'siteConfig.vnetRouteAllEnabled',
  ],
  ...[
    'siteConfig.windowsFxVersion',
    'siteConfig.cors',
    'siteConfig.numberOfWorkers',
    'siteConfig.remoteDebuggingEnabled',
  ],
];

const declared = new Map(declaredSettings(destinations));
const known = [...declared.keys()];

/** What the host takes of its own: https://learn.microsoft.com/azure/azure-functions/functions-reference#common-properties-for-identity-based-connections */
const hostTakes: ReadonlyMap<string, RegExp> = new Map([
  ['AzureWebJobsStorage__credential', /^managedidentity$/],
]);

/** Whether a value is one that the app, or the host, takes; what only a running deployment knows is not judged. */
const isTaken = (name: string, value: unknown): boolean => {
  const text = String(value);
  const isRefused = declared.get(name)?.codec.decode(text)._tag === 'Left';
  return isExpression(text) || (!isRefused && hostTakes.get(name)?.test(text) !== false);
};

const wrongSetting = ([name, value]: readonly [string, unknown]): readonly string[] => [
  ...(refusedSettings.test(name) ? [`the setting ${name}, which the plan does not take`] : []),
  ...(/^\w+$/.test(name) ? [] : [`the setting ${name}, whose name Linux does not take`]),
  ...(typeof value === 'string' ? [] : [`the setting ${name} is no text`]),
  ...(isTaken(name, value) ? [] : [`the setting ${name} has a value that is not taken`]),
  ...(known.includes(name) || ofTheHost.includes(name) ? [] : [`the setting ${name}, which nobody reads`]),
  ...(/listKeys|AccountKey=|SharedAccess|sig=/i.test(String(value))
    ? [`the setting ${name} holds a key`]
    : []),
];

/** Settings are text, known to the app or the host, taken by the plan and without a key; none that is needed is missing. */
export const settings: Rule = (deployment) =>
  byType(deployment, `${site}/config`).flatMap((resource) => {
    const set = all(resource.properties, '*');
    const names = set.map(([name]) => name);
    const needed = [...known, ...ofTheHost].filter((name) => !leftOut.has(name));
    const missing = needed.filter((name) => !names.includes(name));
    return of(resource, [
      ...set.flatMap(wrongSetting),
      ...missing.map((name) => `the setting ${name} is missing`),
    ]);
  });

const identityIn = (app: Resource): readonly string[] =>
  Object.keys(at(app, 'identity.userAssignedIdentities') ?? {});

const storageOf = (app: Resource): string =>
  String(at(app, 'properties.functionAppConfig.deployment.storage.value'));

/** The plan's own rules of an app: nothing that it refuses, one identity everywhere, its package where it is put, tagged for azd. */
export const app: Rule = each((resource) => {
  if (resource.type !== site) return [];
  const { properties, tags } = resource;
  const config = 'functionAppConfig';
  const by = at(properties, `${config}.deployment.storage.authentication.userAssignedIdentityResourceId`);
  const ready = all(properties, `${config}.scaleAndConcurrency.alwaysReady.*.name`).map(([, name]) =>
    String(name),
  );
  return [
    ...refusedProperties
      .filter((path) => at(properties, path) !== undefined)
      .map((path) => `${path}, which the plan does not take`),
    ...(identityIn(resource).includes(String(by))
      ? []
      : ['its package is read with an identity that it does not have']),
    ...(storageOf(resource).includes(`{0}${packageContainer}'`) && isExpression(storageOf(resource))
      ? []
      : [`its package is not in ${packageContainer}`]),
    ...ready
      .filter((name) => name !== 'http' && !registered.includes(name.replace(/^function:/, '')))
      .map((name) => `${name} is always ready, and no function of the app`),
    ...(tags?.['azd-service-name'] === service ? [] : [`azd looks for the tag azd-service-name: ${service}`]),
  ];
});

/**
 * One identity works: the app's own is that of its settings and its roles. The other fetches the package and does nothing else.
 */
export const identity: Rule = (deployment) => {
  const ofPackage = packageIdentityIn(deployment);
  const all_ = byType(deployment, 'Microsoft.ManagedIdentity/userAssignedIdentities').map(({ id }) => id);
  const ids = all_.filter((id) => id !== ofPackage);
  const [id = ''] = ids;
  const set = byType(deployment, `${site}/config`).flatMap(({ properties }) =>
    [
      'AzureWebJobsStorage__clientId',
      'MANAGED_IDENTITY_CLIENT_ID',
      'APPLICATIONINSIGHTS_AUTHENTICATION_STRING',
    ].map((name) => [name, String(at(properties, name))] as const),
  );
  return [
    ...(ids.length === 1 && all_.length === 2 ? [] : [`${ids.length} identities beside that of the package`]),
    ...set
      .filter(([, value]) => !value.includes(`'${id}'`) || !value.includes('.clientId'))
      .map(([name]) => `${name} is not the client id of the identity`),
  ];
};

/**
 * Whoever works with what is kept cannot replace the app: its package is in a separate account, on which that identity has no
 * role.
 */
export const packageApart: Rule = (deployment) => {
  const [container] = byType(deployment, 'Microsoft.Storage/storageAccounts/blobServices/containers').filter(
    ({ name }) => name.endsWith(`/${packageContainer}`),
  );
  const [id = ''] = container?.id.split('/blobServices/') ?? [];
  const state = byType(deployment, `${site}/config`).map(({ properties }) =>
    String(at(properties, 'AzureWebJobsStorage__accountName')),
  );
  const rights = assignmentsIn(deployment).filter(
    ({ who, scope }) => who !== 'package' && scope.includes(id),
  );
  return [
    ...(state.some((name) => id === '' || id.endsWith(`/${name}`))
      ? ['its package is in the account of its state']
      : []),
    ...byType(deployment, site)
      .filter((one) => !storageOf(one).includes(`'${id}'`))
      .map(() => 'its package is fetched from another account'),
    ...rights.map(({ who, role }) => `${who} is ${role} on the account of the package`),
  ];
};

/** A certificate is believed only where the platform asks for one, and nobody is let in except those who are named. */
export const callers: Rule = (deployment) => {
  const [one] = byType(deployment, site);
  const [set] = byType(deployment, `${site}/config`);
  const asked = at(one, 'properties.clientCertEnabled') === true;
  const believed = at(set, 'properties.CLIENT_CERTIFICATES') === 'required';
  const named = all(one, 'properties.siteConfig.ipSecurityRestrictions.*.ipAddress').length > 0;
  const closed = at(one, 'properties.siteConfig.ipSecurityRestrictionsDefaultAction') === 'Deny';
  const priorities = all(one, 'properties.siteConfig.ipSecurityRestrictions.*.priority').map(
    ([, at_]) => at_,
  );
  return [
    ...(asked === believed ? [] : ['certificates are believed and not asked for, or the other way round']),
    ...(named === closed ? [] : ['callers are named and all others let in, or nobody is']),
    ...(new Set(priorities).size === priorities.length ? [] : ['two restrictions of one priority']),
  ];
};
