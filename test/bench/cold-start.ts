import { stat } from 'node:fs/promises';
import path from 'node:path';
import { startAzurite } from '../../local/azurite';
import { freePort } from '../../local/ports';
import { appFolder, type AppFolder } from '../chaos/app-folder';
import { startApp } from '../chaos/app-process';
import { environmentOf } from '../chaos/settings';
import { bareAppFolder } from './bare-app';
import { type Bench } from './bench';
import { median } from './statistics';

const rounds = 15;

interface App {
  readonly app: string;
  readonly folder: AppFolder;
  readonly settings: Readonly<Record<string, string>>;
}

const customFormat = {
  name: 'soc',
  match: '$exists(soc)',
  mapping: 'soc.{"domain": host, "severity": risk}',
};

/** Milliseconds from the start of the process until the host listens: host, library and app. */
const start = async ({ folder, settings }: App, connectionString: string): Promise<number> => {
  const port = await freePort(0);
  const began = performance.now();
  const app = startApp({
    folder,
    port,
    functionKey: 'bench',
    invisibilitySeconds: 600,
    env: environmentOf(
      {
        connectionString,
        graphUrl: 'http://127.0.0.1:9/beta',
        identity: { endpoint: 'http://127.0.0.1:9', header: 'x' },
      },
      settings,
    ),
  });
  const isUp = await app.ready;
  const ms = performance.now() - began;
  await app.end('SIGKILL');
  if (!isUp) throw new Error(app.lastWords());
  return ms;
};

const kilobytes = async ({ root }: AppFolder): Promise<number> =>
  Math.round((await stat(path.join(root, 'dist/main.js'))).size / 1024);

export const coldStart: Bench = {
  name: 'cold-start',
  title: `from the start of the process until it listens, medians of ${rounds}, in turn`,
  run: async (say) => {
    const [gateway, bare] = [await appFolder(), await bareAppFolder()];
    const profile = JSON.stringify({ custom: [customFormat] });
    const apps: readonly App[] = [
      { app: 'gateway', folder: gateway, settings: {} },
      { app: 'gateway with a custom format', folder: gateway, settings: { PROFILE: profile } },
      { app: 'bare function', folder: bare, settings: {} },
    ];
    const azurite = await startAzurite();
    const times = new Map(apps.map(({ app }) => [app, [] as number[]]));
    try {
      for (let round = 0; round < rounds; round += 1) {
        if (round % 5 === 0) say(`round ${round + 1} of ${rounds}`);
        for (const app of apps) times.get(app.app)?.push(await start(app, azurite.connectionString));
      }
      return await Promise.all(
        apps.map(async ({ app, folder }) => ({
          app,
          ms: Math.round(median(times.get(app) ?? [])),
          bundleKB: await kilobytes(folder),
        })),
      );
    } finally {
      await azurite.stop();
      await Promise.all([gateway, bare].map(({ remove }) => remove()));
    }
  },
};
