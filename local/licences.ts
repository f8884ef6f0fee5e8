import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** `node_modules/a/node_modules/@b/c/x.js` is of the package in `node_modules/a/node_modules/@b/c`. */
const folderOf = (input: string): string | undefined =>
  /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];

const isLicence = (file: string): boolean => /^(?:licen[cs]e|copying|notice)/i.test(file);

interface Package {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
}

/** The licence of every package that a bundle holds a part of; `inputs` are the paths of esbuild's metafile. */
export const licencesOf = (root: string, inputs: readonly string[]): string => {
  const folders = [...new Set(inputs.flatMap((input) => folderOf(input) ?? []))];
  const texts = folders.flatMap((folder) => {
    const manifest = path.join(root, folder, 'package.json');
    if (!existsSync(manifest)) return [];
    const {
      name = folder,
      version = '',
      license = 'unknown',
    } = JSON.parse(readFileSync(manifest, 'utf8')) as Package;
    const files = readdirSync(path.join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile() && isLicence(entry.name))
      .map((entry) => readFileSync(path.join(root, folder, entry.name), 'utf8').trim());
    return [`${name} ${version}: ${license}\n\n${files.join('\n\n')}`.trim()];
  });
  return `${[...new Set(texts)].sort().join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
};
