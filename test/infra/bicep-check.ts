/* eslint-disable jest/no-export, jest/no-disabled-tests, jest/valid-title, jest/valid-describe-callback -- a wrapper of describe for other files: it skips, visibly, where the checker is not there */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './infra';

/** The offline checker of Bicep beside the project; it is for checking only, and may not be there. */
const source = path.resolve(root, '../shared/tools/bicep-check');

/** Copies the checker and installs what it needs; a copy is kept for the next time. */
const install = (to: string): boolean => {
  const part = mkdtempSync(path.join(tmpdir(), 'bicep-check-'));
  cpSync(source, part, { recursive: true, filter: (file) => !file.includes('node_modules') });
  spawnSync('chmod', ['-R', 'u+w', part]);
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: part,
    timeout: 120_000,
    shell: process.platform === 'win32',
  });
  try {
    if (status === 0) renameSync(part, to);
  } catch {
    // Another process was quicker: its copy is as good.
  }
  rmSync(part, { recursive: true, force: true });
  return existsSync(to);
};

/** The checker's file, ready to run; or why there is none. */
const checker = (): { readonly file: string } | { readonly missing: string } => {
  if (!existsSync(source)) return { missing: 'no Bicep checker beside the project' };
  const lock = ['bicep-check.mjs', 'package-lock.json', 'known-guids.json'];
  const hash = createHash('sha256');
  for (const name of lock) hash.update(readFileSync(path.join(source, name)));
  const folder = path.join(tmpdir(), `indicator-gateway-bicep-check-${hash.digest('hex').slice(0, 16)}`);
  return existsSync(folder) || install(folder)
    ? { file: path.join(folder, 'bicep-check.mjs') }
    : { missing: 'what the Bicep checker needs could not be installed' };
};

/** What the checker says of a folder with main.bicep and main.parameters.json, a line a finding, and its last line. */
export type Check = (folder: string) => { readonly findings: readonly string[]; readonly summary: string };

const checkWith =
  (file: string): Check =>
  (folder) => {
    const { stdout } = spawnSync(process.execPath, [file, 'main.bicep', 'main.parameters.json'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const lines = stdout.trim().split('\n');
    return { findings: lines.slice(0, -1), summary: lines.at(-1) ?? '' };
  };

/** `describe` with the checker at hand; else it says that it was skipped, and why. */
export const describeChecked = (name: string, body: (check: Check) => void): void => {
  const found = checker();
  if ('file' in found) describe(name, () => body(checkWith(found.file)));
  else describe.skip(`${name} (${found.missing})`, () => body(() => ({ findings: [], summary: '' })));
};
