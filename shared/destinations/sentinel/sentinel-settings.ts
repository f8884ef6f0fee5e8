import { setting } from '../../codec/setting';
import {
  integerText,
  oneOfTexts,
  optional,
  required,
  secureUrl,
  text,
  withDefault,
} from '../../codec/text-value';

/** Hosts of each cloud. Government was seen at work in April 2026, China only stands in a template of Microsoft's. */
export const clouds = {
  global: { host: 'https://api.ti.sentinel.azure.com', management: 'https://management.azure.com' },
  government: {
    host: 'https://api.ti.sentinel.azure.us',
    management: 'https://management.usgovcloudapi.net',
  },
  china: { host: 'https://api.ti.sentinel.azure.cn', management: 'https://management.chinacloudapi.cn' },
} as const;

type Cloud = keyof typeof clouds;

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export const defaultSource = 'Indicator Gateway';

const sourceSystem = (name: string): string | undefined =>
  name.length <= 256 && name.toLowerCase() !== 'microsoft sentinel' ? name : undefined;

/** The resource id of a workspace, whose parts have the form of Azure's names; a slash at the end is dropped. */
const workspaceResource = (id: string): string | undefined =>
  /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[\w.()-]{1,90}\/providers\/Microsoft\.OperationalInsights\/workspaces\/[\w-]{4,63}\/?$/i.test(
    id,
  )
    ? id.replace(/\/$/, '')
    : undefined;

const sampleResource =
  '/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/local/providers/Microsoft.OperationalInsights/workspaces/simulated';

/** What `configure` of Sentinel reads. */
export const sentinelSettings = {
  workspaceId: setting({
    codec: required('the id of a Log Analytics workspace that has Microsoft Sentinel, a GUID', (id) =>
      guid.test(id) ? id.toLowerCase() : undefined,
    ),
    about: 'id of the Log Analytics workspace (a GUID, not its resource id)',
    sample: '5a3d1f6e-7c2b-4e8a-9d40-c1b2a3948576',
    leftOut: 'it is set with the destination, by GATEWAY_SETTINGS',
    pointsSomewhere: true,
  }),
  cloud: setting({
    codec: withDefault(
      'global, government or china',
      oneOfTexts<Cloud>('global', 'government', 'china'),
      'global',
    ),
    about: 'says host and scope; `china` was never seen at work',
    leftOut: 'it is set with the destination, by GATEWAY_SETTINGS',
    pointsSomewhere: true,
  }),
  baseUrl: setting({
    codec: optional(
      'the address of the upload API without its path; https, or http on this machine',
      secureUrl,
    ),
    about: "in place of the cloud's host; the token is sent to this origin and to no other",
    sample: 'http://127.0.0.1:7072',
    leftOut: 'the cloud says it',
    pointsSomewhere: true,
    isForDevelopment: (url) => url?.startsWith('http:') === true,
  }),
  scope: setting({
    codec: optional('the scope of the token', text),
    about: "in place of the cloud's",
    leftOut: 'the cloud says it',
    pointsSomewhere: true,
  }),
  sourceSystem: setting({
    codec: withDefault('a name of up to 256 characters, not Microsoft Sentinel', sourceSystem, defaultSource),
    about: 'what Sentinel shows as the source; another name makes every object a new one there',
    leftOut: 'the default is right for one gateway',
  }),
  workspaceResourceId: setting({
    codec: optional(
      'the resource id of the workspace: /subscriptions/…/resourceGroups/…/providers/Microsoft.OperationalInsights/workspaces/NAME',
      workspaceResource,
    ),
    about:
      'resource id of the same workspace, by which it is [read back](life-cycle.md#reading-back); without it that is not done',
    leftOut: 'it is set with the destination, by GATEWAY_SETTINGS',
    sample: sampleResource,
    pointsSomewhere: true,
  }),
  managementUrl: setting({
    codec: optional('the address of Azure Resource Manager; https, or http on this machine', secureUrl),
    about: "in place of the cloud's; the token is sent to this origin as well, to read back",
    sample: 'http://127.0.0.1:7072',
    leftOut: 'the cloud says it',
    pointsSomewhere: true,
    isForDevelopment: (url) => url?.startsWith('http:') === true,
  }),
  visibleAfterMinutes: setting({
    codec: withDefault('an integer from 1 to 1440', integerText(1, 1440), 20),
    about:
      'how long what was taken may not be shown yet: rules of a workspace are documented to act up to 15 minutes late',
    leftOut: 'tuning',
  }),
  // Documented for each caller; users say that the limit counts by workspace.
  requestsPerMinute: setting({
    codec: withDefault('an integer from 1 to 100000, or 0 for no limit', integerText(0, 100_000), 100),
    about: 'what Microsoft documents for one caller, kept over all instances; 0 = no limiter',
    leftOut: 'the default is what is documented',
  }),
};
