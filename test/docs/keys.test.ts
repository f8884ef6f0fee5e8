import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pages, root, textOf } from './blocks';

const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|mjs|bicep|json|http)$/.test(file))
    .map((file) => path.join(folder, file));

const sources = ['cli', 'shared', 'infra', 'functions', 'docs'].flatMap(sourcesIn);

/** Makes, lists or takes a key that opens every function: of `az`, of ARM, or by its name in either. */
const hostLevel = /functionapp keys |host\/default\/listkeys|functionKeys\b|masterKey|systemKeys/i;

const inAddress = /[?&]code=/i;

describe('a key that opens every function', () => {
  it.each([
    'az functionapp keys list -g G -n A --query functionKeys.default',
    "listKeys('${site.id}/host/default', '2024-04-01').masterKey",
  ])('would be found: %s', (text) => {
    expect(text).toMatch(hostLevel);
  });

  it('is handed out by no page, command or template', () => {
    const texts = [
      ...pages.map((page) => [page, textOf(page)] as const),
      ...sources.map((file) => [file, readFileSync(path.join(root, file), 'utf8')] as const),
    ];
    expect(texts.filter(([, text]) => hostLevel.test(text)).map(([file]) => file)).toEqual([]);
  });
});

describe('a key in an address', () => {
  const shown = pages
    .filter((page) => page.startsWith('docs/senders/'))
    .flatMap((page) =>
      textOf(page)
        .split(/\n{2,}/)
        .filter((paragraph) => inAddress.test(paragraph))
        .map((paragraph) => ({ page, paragraph })),
    );

  it('is shown where a sender has no other way', () => {
    expect(shown.length).toBeGreaterThan(5);
  });

  it.each(shown)('is called the last resort on its page: $page', ({ page, paragraph }) => {
    const isCommand = paragraph.startsWith('```');
    expect(isCommand ? textOf(page) : paragraph).toContain('last resort');
  });
});
