import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from './waiting';

/** A folder with something built in it, which nobody changes. */
export interface Built {
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

const isFirst = (folder: string): Promise<boolean> =>
  mkdir(folder).then(
    () => true,
    () => false,
  );

/**
 * The first suite in a run of the tests that asks for it builds it for all. Outside such a run, whoever asks builds it. Where
 * building fails, the next one tries again.
 */
export const builtOnce = async (
  name: string,
  build: (folder: string) => Promise<unknown>,
): Promise<Built> => {
  const shared = process.env.BUILT_ONCE_FOLDER;
  if (shared === undefined) {
    const folder = await mkdtemp(path.join(tmpdir(), `indicator-gateway-${name}-`));
    await build(folder);
    return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
  }
  const folder = path.join(shared, name);
  const claim = `${folder}.claim`;
  await eventually(async () => existsSync(folder) || (await isFirst(claim)));
  if (!existsSync(folder)) {
    const part = await mkdtemp(`${folder}.part-`);
    await build(part)
      .then(() => rename(part, folder))
      .finally(() => rm(claim, { recursive: true }));
  }
  return { folder, remove: () => Promise.resolve() };
};
