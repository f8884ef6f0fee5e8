import { hostOfUrl } from '../../shared/codec/url';
import { type Instance } from '../../shared/destinations/destination';

type Variables = Readonly<Record<string, string | undefined>>;

/** Settings that hold connection strings of the app's own parts: `Name=value;Name=value`. */
const connectionStrings = [
  'AzureWebJobsStorage',
  'DEPLOYMENT_STORAGE_CONNECTION_STRING',
  'WEBSITE_CONTENTAZUREFILECONNECTIONSTRING',
  'APPLICATIONINSIGHTS_CONNECTION_STRING',
];

const accountNames = ['AzureWebJobsStorage__accountName'];

const urls = [
  'AzureWebJobsStorage__serviceUri',
  'AzureWebJobsStorage__blobServiceUri',
  'AzureWebJobsStorage__queueServiceUri',
  'AzureWebJobsStorage__tableServiceUri',
  'AzureWebJobsStorage__fileServiceUri',
  'AZURE_AUTHORITY_HOST',
];

const services = ['blob', 'queue', 'table', 'file', 'dfs', 'web'];

/** The endings of the public, the US Government and the China cloud: a name alone does not say in which one its account is. */
const suffixes = ['core.windows.net', 'core.usgovcloudapi.net', 'core.chinacloudapi.cn'];

/** Every service of a storage account, including those of its second region. */
const hostsOfAccount = (account: string, endings: readonly string[]): readonly string[] =>
  [account, `${account}-secondary`].flatMap((name) =>
    services.flatMap((service) => endings.map((ending) => `${name}.${service}.${ending}`)),
  );

type Parts = ReadonlyMap<string, string>;

/** The parts of a connection string. Names are in lower case; a value may hold `=`. */
const partsOf = (connectionString: string): Parts =>
  new Map(
    connectionString.split(';').map((part) => {
      const at = part.indexOf('=');
      return [part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim()] as const;
    }),
  );

const hostsOfConnection = (connectionString: string): readonly string[] => {
  const parts = partsOf(connectionString);
  const account = parts.get('accountname');
  const suffix = parts.get('endpointsuffix');
  const endpoints = [...parts].flatMap(([name, value]) => (name.endsWith('endpoint') ? [value] : []));
  return [
    ...(account === undefined ? [] : hostsOfAccount(account, suffix === undefined ? suffixes : [suffix])),
    ...endpoints,
  ];
};

/** The host of a site, and that of its deployment site beside it: `app.scm.azurewebsites.net`. */
const hostsOfSite = (host: string): readonly string[] => [host, host.replace('.', '.scm.')];

const given = (variables: Variables, names: readonly string[]): readonly string[] =>
  names.map((name) => variables[name]?.trim() ?? '').filter((value) => value !== '');

const hostOf = (value: string): readonly string[] => {
  const host = hostOfUrl(value.includes('://') ? value : `https://${value}`);
  return host === undefined ? [] : [host];
};

/**
 * Hosts that must never be blocked because this app runs on them, keeps its queues and telemetry there, or delivers to them; in
 * canonical form. They are read from the settings of the app and of the platform (`WEBSITE_HOSTNAME`); no secret is kept.
 */
export const ownHostsOf = (variables: Variables, destinations: readonly Instance[]): readonly string[] => {
  const named = [
    ...given(variables, ['WEBSITE_HOSTNAME']).flatMap(hostsOfSite),
    ...given(variables, connectionStrings).flatMap(hostsOfConnection),
    ...given(variables, accountNames).flatMap((account) => hostsOfAccount(account, suffixes)),
    ...given(variables, urls),
    ...destinations.flatMap(({ endpoint: { baseUrl, auth } }) =>
      auth._tag === 'Entra' ? [baseUrl, auth.scope] : [baseUrl],
    ),
  ];
  return [...new Set(named.flatMap(hostOf))];
};
