import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { startHost, type HostOptions, type RunningHost } from '../../../local/host/host';

export interface FixtureApp {
  readonly source: string;
  /** host.json besides its version. */
  readonly host?: object;
  /** `Values` of local.settings.json. */
  readonly settings?: Record<string, string>;
}

const folders: string[] = [];
const hosts: RunningHost[] = [];

/** Writes an app folder; the app is bundled with the real library, as the product is. */
export const writeApp = ({ source, host, settings }: FixtureApp): string => {
  const root = mkdtempSync(join(tmpdir(), 'host-fixture-'));
  folders.push(root);
  buildSync({
    stdin: { contents: source, resolveDir: __dirname, loader: 'ts' },
    outfile: join(root, 'main.js'),
    bundle: true,
    platform: 'node',
    external: ['@azure/functions-core'],
  });
  writeFileSync(join(root, 'package.json'), JSON.stringify({ main: 'main.js' }));
  writeFileSync(join(root, 'host.json'), JSON.stringify({ version: '2.0', ...host }));
  if (settings !== undefined)
    writeFileSync(
      join(root, 'local.settings.json'),
      JSON.stringify({ IsEncrypted: false, Values: settings }),
    );
  return root;
};

export interface StartedApp extends RunningHost {
  readonly lines: readonly string[];
  readonly root: string;
}

export const startApp = async (app: FixtureApp, options: Partial<HostOptions> = {}): Promise<StartedApp> => {
  const lines: string[] = [];
  const root = writeApp(app);
  const host = await startHost({ root, log: (line) => lines.push(line), ...options });
  hosts.push(host);
  return { ...host, lines, root };
};

export const cleanUp = async (): Promise<void> => {
  await Promise.all(hosts.splice(0).map((host) => host.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
};
