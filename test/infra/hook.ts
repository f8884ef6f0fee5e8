import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fakeServer, principal, type Behaviour, type Call } from './fake-directory';
import { root } from './infra';

export const secret = 'c4n4ry-token';

export interface Ran {
  readonly code: unknown;
  readonly said: string;
  readonly calls: readonly Call[];
  /** What azd was run with, a line a time. */
  readonly azd: readonly string[];
}

interface HookOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly permissions?: readonly unknown[];
  /** What azd does, as JavaScript; by default it prints a token. */
  readonly azd?: string;
  /** Which hook of infra/hooks. */
  readonly script?: string;
  /** Told the server's address before the server is asked anything. */
  readonly onListening?: (url: string) => void;
}

const signedIn = `console.log(JSON.stringify({ token: '${secret}', expiresOn: '2099-01-01T00:00:00Z' }));`;

/** The hook as azd runs it, as its own process, against a server that is Graph and Resource Manager in one. */
export const runHook = async (behave: Behaviour, options: HookOptions = {}): Promise<Ran> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hook-'));
  const server = await fakeServer(behave);
  options.onListening?.(server.url);
  const [azd, log, list] = ['azd.cjs', 'azd.log', 'permissions.json'].map((name) => path.join(folder, name));
  writeFileSync(log ?? '', '');
  writeFileSync(list ?? '', JSON.stringify(options.permissions ?? []));
  const remember = `require('node:fs').appendFileSync(${JSON.stringify(log)}, process.argv.slice(2).join(' ') + '\\n');`;
  writeFileSync(azd ?? '', `${remember}\n${options.azd ?? signedIn}`);
  const args = [
    ...['--azd', process.execPath, '--azd', azd ?? '', '--retry-ms', '1'],
    ...['--management', server.url],
    ...(options.script === undefined ? ['--graph', `${server.url}/v1.0`] : []),
    ...(options.permissions === undefined ? [] : ['--permissions', list ?? '']),
  ];
  const child = spawn(
    process.execPath,
    [`infra/hooks/${options.script ?? 'grant-permissions'}.mjs`, ...args],
    {
      cwd: root,
      env: {
        ...process.env,
        GATEWAY_IDENTITY_PRINCIPAL_ID: principal,
        GATEWAY_DESTINATIONS: 'graph',
        AZURE_TENANT_ID: 'the-tenant',
        ...options.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const closed = once(child, 'close') as Promise<[unknown]>;
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  await server.stop();
  const asked = readFileSync(log ?? '', 'utf8').split('\n');
  rmSync(folder, { recursive: true });
  return { code, said: out + err, calls: server.calls, azd: asked.filter((line) => line !== '') };
};
