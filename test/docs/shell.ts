import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from './blocks';

/** Address, key and storage account of a gateway that runs. */
export interface Target {
  readonly url: string;
  readonly functionKey: string;
  readonly connectionString: string;
}

export interface Ran {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
  /** Of every call of curl, in order. */
  readonly answers: readonly { readonly status: number; readonly url: string }[];
}

export const isThere = (command: string): boolean => spawnSync(command, ['--version']).error === undefined;

/** A shell in a folder of its own, where az and azd answer for the gateway and npm runs its command line. */
export interface Shell {
  readonly run: (script: string) => Promise<Ran>;
  readonly write: (file: string, content: unknown) => void;
  readonly remove: () => void;
}

const quoted = (words: string): string => `'${words.replaceAll("'", `'\\''`)}'`;

/** Commands on PATH that replace the real ones. A call that they are not made for ends with 97. */
const standIns = ({ url, functionKey }: Target, cli: string): Readonly<Record<string, string>> => ({
  az: `case "$*" in *'keys list'*) echo ${quoted(functionKey)} ;; *) exit 97 ;; esac`,
  azd: `case "$*" in
  'env get-value GATEWAY_URL') echo ${quoted(url)} ;;
  'env get-value GATEWAY_STORAGE_NAME') echo ;;
  'env get-value '*) echo a-name ;;
  *) exit 97 ;;
esac`,
  npm: `while [ $# -gt 0 ] && [ "$1" != gateway ]; do shift; done
[ "$1 $2" = 'gateway --' ] || exit 97
shift 2
exec ${quoted(process.execPath)} ${quoted(cli)} "$@"`,
  curl: `exec /usr/bin/env -S curl --write-out '%{stderr}@%{http_code} %{url_effective}\\n' "$@"`,
});

export const shellFor = (target: Target, cli: string): Shell => {
  const folder = mkdtempSync(path.join(tmpdir(), 'docs-'));
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  mkdirSync(path.join(folder, '.config/fish/completions'), { recursive: true });
  cpSync(path.join(root, 'docs/senders'), folder, { recursive: true });
  const realPath = process.env.PATH ?? '';
  for (const [name, script] of Object.entries(standIns(target, cli))) {
    const own = name === 'curl' ? script.replace('/usr/bin/env -S', `env PATH=${quoted(realPath)}`) : script;
    writeFileSync(path.join(bin, name), `#!/bin/sh\n${own}\n`);
    chmodSync(path.join(bin, name), 0o755);
  }
  const env = {
    PATH: `${bin}:${realPath}`,
    HOME: folder,
    TERM: 'dumb',
    EDITOR: 'true',
    GATEWAY: target.url,
    KEY: target.functionKey,
    INDICATOR_GATEWAY_URL: target.url,
    INDICATOR_GATEWAY_KEY: target.functionKey,
    AZURE_STORAGE_CONNECTION_STRING: target.connectionString,
  };
  return {
    run: async (script) => {
      const child = spawn('bash', ['--norc', '-e', '-o', 'pipefail', '-s'], { cwd: folder, env });
      child.stdin.end(script);
      const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
      const [code, output, errors] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
      const answers = [...errors.matchAll(/^@(\d+) (.+)$/gm)].map(([, status, url = '']) => ({
        status: Number(status),
        url,
      }));
      return { code, output, errors, answers };
    },
    write: (file, content) => writeFileSync(path.join(folder, file), JSON.stringify(content)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
