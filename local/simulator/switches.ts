import { workspaceId } from './sentinel/workspace';

/** How a simulator behaves until it is told otherwise. */
export interface Switches {
  /** Pause before a Graph answer leaves, in milliseconds; what was asked for is done at once. */
  readonly latencyMs: number;
  /** Requests a minute and app before 429; 0 = no limit. Graph documents 1000 for tiIndicators. */
  readonly requestsPerMinute: number;
  readonly tokenLifetimeSeconds: number;
  /** Application roles put into the tokens issued from now on. */
  readonly roles: readonly string[];
  /** A bulk larger than this (but not over the documented 100) is answered 500 UnknownError. */
  readonly maxItemsPerCall: number;
  /** Status of every tiIndicators path once the API is gone; 0 = still there. */
  readonly retired: 0 | 404 | 405 | 410 | 501;
  /** Uploads to Sentinel a minute and caller before 429; 0 = no limit. Its documentation says 100. */
  readonly sentinelRequestsPerMinute: number;
  /** Ids of the workspaces that there are, in lower case. */
  readonly sentinelWorkspaces: readonly string[];
  /** Whether the caller has the role on them. */
  readonly sentinelRole: boolean;
  /** Ingestion rules: an object whose pattern holds one of these texts is taken, and gone some time later. */
  readonly sentinelDrops: readonly string[];
  /** How much later, in milliseconds. Its documentation says up to 15 minutes. */
  readonly sentinelDropsAfterMs: number;
  /** Whether the caller may read it back. */
  readonly sentinelReader: boolean;
  /** Patterns that hold one of these texts are kept, and not understood. */
  readonly sentinelUnparsed: readonly string[];
  /** Calls to Defender a minute and app before 429; 0 = no limit. Its documentation says 30 imports. */
  readonly defenderRequestsPerMinute: number;
  /** Defender indicators a tenant may hold, by each API. */
  readonly defenderQuota: number;
}

export const defaultSwitches: Switches = {
  latencyMs: 0,
  requestsPerMinute: 0,
  tokenLifetimeSeconds: 86_400,
  roles: ['ThreatIndicators.ReadWrite.OwnedBy', 'Ti.ReadWrite.All'],
  maxItemsPerCall: 100,
  retired: 0,
  sentinelRequestsPerMinute: 0,
  sentinelWorkspaces: [workspaceId],
  sentinelRole: true,
  sentinelDrops: [],
  sentinelDropsAfterMs: 900_000,
  sentinelReader: true,
  sentinelUnparsed: [],
  defenderRequestsPerMinute: 0,
  defenderQuota: 15_000,
};

const isCount = (value: unknown): boolean =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

const checks: { readonly [K in keyof Switches]: (value: unknown) => boolean } = {
  latencyMs: isCount,
  requestsPerMinute: isCount,
  tokenLifetimeSeconds: isCount,
  roles: isTexts,
  maxItemsPerCall: isCount,
  retired: (value) => typeof value === 'number' && [0, 404, 405, 410, 501].includes(value),
  sentinelRequestsPerMinute: isCount,
  sentinelWorkspaces: isTexts,
  sentinelRole: (value) => typeof value === 'boolean',
  sentinelDrops: isTexts,
  sentinelDropsAfterMs: isCount,
  sentinelReader: (value) => typeof value === 'boolean',
  sentinelUnparsed: isTexts,
  defenderRequestsPerMinute: isCount,
  defenderQuota: isCount,
};

/** Whether JSON from outside is a set of switches: every name known, every value of its kind. */
export const isSwitches = (value: unknown): value is Partial<Switches> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.entries(value).every(([name, setting]) => new Map(Object.entries(checks)).get(name)?.(setting));
