import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isObject } from '../shared/codec/json-value';

/** The rules that the app gets on this machine. */
export interface LocalProfile {
  /** For the setting PROFILE. */
  readonly setting: string;
  /** A line for the start; null where it is the user's as it stands. */
  readonly told: string | null;
  readonly stop: () => Promise<void>;
}

const usual = 'local/profile.json';

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
  stop: () => Promise.resolve(),
});

/** A file of this run's own: a profile may be longer than a variable of the environment. */
const written = (profile: unknown): LocalProfile => {
  const folder = mkdtempSync(path.join(tmpdir(), 'indicator-gateway-profile-'));
  const file = path.join(folder, 'profile.json');
  writeFileSync(file, JSON.stringify(profile));
  return {
    setting: file,
    told: 'documentation addresses and .example names are taken, as PROFILE does not speak of guard.specialUse',
    stop: () => {
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
};

/**
 * The user's profile, or the usual one. Samples and the examples of all pages have documentation addresses, so these are let
 * through where the user's does not say otherwise. What can't be read is left to the app, which says why.
 */
export const localProfile = (root: string, setting: string | undefined): LocalProfile => {
  if (setting === undefined)
    return asItStands(usual, `PROFILE=${usual}, which takes documentation addresses and .example names`);
  const profile = parsed(textOf(root, setting.trim()));
  if (!isObject(profile)) return asItStands(setting, null);
  const guard = profile.guard ?? {};
  if (!isObject(guard) || guard.specialUse !== undefined) return asItStands(setting, null);
  return written({ ...profile, guard: { ...guard, specialUse: 'take' } });
};
