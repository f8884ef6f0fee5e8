import { copyFileSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** What azd leaves out of a function app's package whatever .funcignore says. */
const byAzd = ['.azure/', '.funcignore', 'local.settings.json'];

/** The rules of a .funcignore, which are those of a .gitignore, and azd's own. */
export const rulesOf = (funcignore: string): Ignore => ignore().add(funcignore).add(byAzd);

/** The files of a folder that the rules leave, as paths with `/`, sorted; links are followed, as azd does. */
export const filesOf = (root: string, rules: Ignore): readonly string[] => {
  const below = (folder: string): readonly string[] =>
    readdirSync(path.join(root, folder)).flatMap((entry) => {
      const name = `${folder}${entry}`;
      const isFolder = statSync(path.join(root, name), { throwIfNoEntry: false })?.isDirectory() === true;
      if (rules.ignores(isFolder ? `${name}/` : name)) return [];
      return isFolder ? below(`${name}/`) : [name];
    });
  return [...below('')].sort();
};

export const copyFiles = (from: string, to: string, files: readonly string[]): void => {
  for (const file of files) {
    mkdirSync(path.join(to, path.dirname(file)), { recursive: true });
    copyFileSync(path.join(from, file), path.join(to, file));
  }
};
