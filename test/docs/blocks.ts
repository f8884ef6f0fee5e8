import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(__dirname, '../..');

export interface Block {
  /** From the root of the repository. */
  readonly page: string;
  readonly language: string;
  readonly text: string;
}

const below = (folder: string): readonly string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${folder}/${file.split(path.sep).join('/')}`);

/** README, CONTRIBUTING and everything in docs. */
export const pages: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...below('docs'),
].sort();

export const textOf = (page: string): string => readFileSync(path.join(root, page), 'utf8');

const fence = /^( *)```(\w*)\n([^]*?)^ *```$/gm;

/** Every fenced block, in order. */
export const blocksOf = (page: string, text = textOf(page)): readonly Block[] =>
  [...text.matchAll(fence)].map(([, indent = '', language = '', inside = '']) => ({
    page,
    language,
    text: inside.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));

/** Languages of what people type. The other blocks are data, or code that no shell runs. */
const shells = ['sh', 'bash', 'shell', 'console', 'zsh', 'fish', 'powershell', 'pwsh', 'bat', 'cmd', ''];

export const commandBlocks: readonly Block[] = pages
  .flatMap((page) => blocksOf(page))
  .filter(({ language }) => shells.includes(language));
