import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isObject } from '../shared/codec/json-value';
import { destinations } from '../shared/destinations';
import { instanceSettings } from '../shared/destinations/instance';

/** The rules that the app gets on this machine. */
export interface LocalProfile {
  /** The value of the setting PROFILE. */
  readonly setting: string;
  /** Whether it names destinations and their workspaces. */
  readonly hasDestinations: boolean;
  readonly workspaces: readonly string[];
  /** A line for the start; null where the user's profile is used unchanged. */
  readonly told: string | null;
  readonly stop: () => Promise<void>;
}

/** Base URL of the simulated API of each kind. */
export type Addresses = Readonly<Record<string, string>>;

const usual = 'local/profile.json';

type Json = Readonly<Record<string, unknown>>;

const isNotEmpty = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

const workspacesIn = ({ destinations: entries }: Json): readonly string[] =>
  (Array.isArray(entries) ? (entries as readonly unknown[]) : []).flatMap((entry) =>
    isObject(entry) && typeof entry.workspaceId === 'string' ? [entry.workspaceId.toLowerCase()] : [],
  );

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const textOf = (root: string, setting: string): string => {
  if (setting.startsWith('{')) return setting;
  try {
    return readFileSync(path.resolve(root, setting), 'utf8');
  } catch {
    return '';
  }
};

const asItStands = (setting: string, told: string | null): LocalProfile => ({
  setting,
  told,
  hasDestinations: false,
  workspaces: [],
  stop: () => Promise.resolve(),
});

/** The profile goes into a file of this run's own, since it may be too long for an environment variable. */
const written = (profile: Json, told: readonly string[]): LocalProfile => {
  const folder = mkdtempSync(path.join(tmpdir(), 'indicator-gateway-profile-'));
  const file = path.join(folder, 'profile.json');
  writeFileSync(file, JSON.stringify(profile));
  return {
    setting: file,
    told: told.join('; '),
    hasDestinations: isNotEmpty(profile.destinations),
    workspaces: workspacesIn(profile),
    stop: () => {
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
};

const documentation =
  'documentation addresses and .example names are taken, as PROFILE does not speak of guard.specialUse';

const here = 'its destinations are all on this machine';

/** Removes everything that says where a destination is, except its workspace, which the simulator learns. */
const moved =
  (addresses: Addresses) =>
  (entry: unknown): unknown => {
    const kind = isObject(entry) ? destinations.find(({ name }) => name === entry.kind) : undefined;
    if (!isObject(entry) || kind === undefined) return entry;
    const declared = new Map(Object.entries({ ...kind.settings, ...instanceSettings }));
    const stays = Object.entries(entry).filter(
      ([name]) => name === 'workspaceId' || declared.get(name)?.pointsSomewhere !== true,
    );
    return { ...Object.fromEntries(stays), baseUrl: addresses[kind.name] };
  };

const withDestinations = (profile: Json, addresses: Addresses): Json =>
  Array.isArray(profile.destinations)
    ? { ...profile, destinations: profile.destinations.map(moved(addresses)) }
    : profile;

const withDocumentation = (profile: Json): Json => {
  const guard = profile.guard ?? {};
  return !isObject(guard) || guard.specialUse !== undefined
    ? profile
    : { ...profile, guard: { ...guard, specialUse: 'take' } };
};

/**
 * The user's profile, or the usual one. Samples and the examples of all pages have documentation addresses, so these are let
 * through unless the user's profile says otherwise. Its destinations become those of this machine, at `addresses` by their
 * kinds. What can't be read is left to the app, which says why.
 */
export const localProfile = (
  root: string,
  setting: string | undefined,
  addresses: Addresses,
): LocalProfile => {
  if (setting === undefined)
    return asItStands(usual, `PROFILE=${usual}, which takes documentation addresses and .example names`);
  const profile = parsed(textOf(root, setting.trim()));
  if (!isObject(profile)) return asItStands(setting, null);
  const there = withDestinations(profile, addresses);
  const whole = withDocumentation(there);
  const told = [...(whole === there ? [] : [documentation]), ...(there === profile ? [] : [here])];
  return told.length === 0 ? asItStands(setting, null) : written(whole, told);
};
