import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as ask } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { build } from 'esbuild';
import { type Azurite } from '../../local/azurite';
import { startAzurite } from '../azurite';
import { startSimulator, type Simulator } from '../../local/simulator/simulator';
import { gridEvent } from '../envelopes/events';
import { appFolder, folderWith, type AppFolder } from '../chaos/app-folder';
import { eventually } from '../waiting';
import { startAppHost, type AppHost } from './app-host';
import { root } from './gateway';
import { indicator } from './indicators';

/** Bodies of no stated length, on the whole app, on a host that streams them and on one that does not. */

const limitBytes = 4096;

const buffered = `import './functions/index';
import { app } from '@azure/functions';
app.setup({ enableHttpStream: false });`;

/** The app as it is, but for the switch. */
const bufferedFolder = (): Promise<AppFolder> =>
  folderWith('buffered', (folder) =>
    build({
      stdin: { contents: buffered, resolveDir: root, loader: 'ts' },
      outfile: path.join(folder, 'dist/main.js'),
      bundle: true,
      platform: 'node',
      external: ['@azure/functions-core'],
      define: { 'import.meta.url': 'importMetaUrl' },
      banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
      logLevel: 'error',
    }),
  );

let azurite: Azurite;
let simulator: Simulator;

beforeAll(async () => {
  [azurite, simulator] = await Promise.all([startAzurite(), startSimulator()]);
});
afterAll(async () => {
  await Promise.all(running.map((app) => app.stop()));
  await Promise.all(folders.map((folder) => folder.remove()));
  await Promise.all([azurite.stop(), simulator.stop()]);
});

const running: AppHost[] = [];
const folders: AppFolder[] = [];

const start = async (folder: Promise<AppFolder>, seconds: number): Promise<AppHost> => {
  folders.push(await folder);
  const { root: appRoot, hostFile } = await folder;
  const app = await startAppHost({
    root: appRoot,
    hostFile,
    settings: {
      AzureWebJobsStorage: azurite.connectionString,
      DESTINATIONS: 'graph',
      GRAPH_BASE_URL: simulator.graphUrl,
      IDENTITY_ENDPOINT: simulator.identity.endpoint,
      IDENTITY_HEADER: simulator.identity.header,
      PROFILE: path.join(root, 'local/profile.json'),
      HTTP_BODY_LIMIT_BYTES: String(limitBytes),
      HTTP_BUDGET_SECONDS: String(seconds),
    },
  });
  running.push(app);
  return app;
};

const headersOf = ({ functionKey }: AppHost) => ({
  'x-functions-key': functionKey,
  'content-type': 'application/json',
  'transfer-encoding': 'chunked',
});

/** Sends the pieces, and ends where it is told to. */
const send = (app: AppHost, route: string, pieces: readonly string[], ends = true): Promise<string> =>
  new Promise((resolve, reject) => {
    const post = ask(`${app.url}/api/${route}`, { method: 'POST', headers: headersOf(app) }, (response) => {
      textOf(response).then((body) => {
        const { type = '' } = (body === '' ? {} : JSON.parse(body)) as { readonly type?: string };
        resolve(`${response.statusCode} ${type.replace('urn:indicator-gateway:problem:', '')}`.trim());
        post.destroy();
      }, reject);
    });
    post.on('error', reject);
    post.flushHeaders();
    for (const piece of pieces) post.write(piece);
    if (ends) post.end();
  });

let events = 0;

const inPieces = (text: string): readonly string[] => [text.slice(0, 9), text.slice(9, 10), text.slice(10)];

const good = (route: string): readonly string[] => {
  const one = indicator({ domainName: `body${(events += 1)}.example` });
  return inPieces(JSON.stringify(route === 'event-grid' ? [gridEvent(one)] : one));
};

const large: readonly string[] = Array.from({ length: 10 }, () => ' '.repeat(limitBytes / 5));

const nothingParked = 'parked/9999999999999-none/replay';

/** Every route that takes a body: what a whole one is answered, and none. */
const routes: readonly (readonly [route: string, whole: string, none: string])[] = [
  ['indicators', '201', '400 not-json'],
  ['event-grid', '201', '400 not-json'],
  ['preview', '200', '400 not-json'],
  // So it was read.
  [nothingParked, '404 not-parked', '400 body-missing'],
];

/** What they are asked stands in their address: nobody reads a body. */
const asked = ['repair', 'erase', 'destinations/{name}/fail-back'];

it('these are all routes that take a body', () => {
  const source = readFileSync(path.join(root, 'functions/index.ts'), 'utf8');
  const taking = [...source.matchAll(/route: '([^']+)',\s*methods: \[[^\]]*'(?:POST|PUT|PATCH)'/g)].map(
    ([, route = '']) => route.replace('{id}', '9999999999999-none'),
  );
  // Nobody proves who sends here, so nothing is told of a body: test/functions/receive-signed has those of senders.
  expect(taking.sort()).toEqual([...routes.map(([route]) => route), ...asked, 'in/{sender}'].sort());
});

describe('a body of no stated length, with enableHttpStream', () => {
  let app: AppHost;
  beforeAll(async () => {
    app = await start(appFolder(), 200);
  });
  it.each(routes)('to %s is read', async (route, whole) => {
    expect(await send(app, route, good(route))).toBe(whole);
  });

  it.each(routes)('to %s may be empty, and is refused', async (route, _, none) => {
    expect(await send(app, route, [])).toBe(none);
  });

  it.each(routes)('to %s is refused as soon as it is too large, though it does not end', async (route) => {
    expect(await send(app, route, large, false)).toBe('413 body-too-large');
  });

  it.each(routes)('to %s that is cut off is not taken, and the log says so', async (route) => {
    const { port } = new URL(app.url);
    const head = Object.entries({ host: 'x', ...headersOf(app) }).map(([name, value]) => `${name}: ${value}`);
    const cutOff = async (): Promise<void> => {
      const socket = connect(Number(port), '127.0.0.1')
        .on('error', () => undefined)
        .resume();
      socket.write(`POST /api/${route} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n9\r\n{"action"\r\n`);
      await eventually(() => socket.bytesWritten > 100 && !socket.pending);
      socket.end();
      await once(socket, 'close');
    };
    const before = app.lines.length;
    // One that goes before the app's server was connected to is seen by nobody.
    await eventually(async () => {
      await cutOff();
      return app.lines
        .slice(before)
        .some((line) => line.includes('the connection ended before the end of the body'));
    });
  });
});

describe('a body that is slower than the budget, with enableHttpStream', () => {
  it('is given up on every route', async () => {
    const app = await start(appFolder(), 1);
    const answers = await Promise.all(routes.map(([route]) => send(app, route, ['{"a":'], false)));
    expect(answers).toEqual(routes.map(() => '408 body-too-slow'));
  });
});

describe('a body of no stated length, without enableHttpStream', () => {
  let app: AppHost;
  beforeAll(async () => {
    app = await start(bufferedFolder(), 200);
  });
  it.each(routes)('to %s is an empty one, and refused', async (route, _, none) => {
    expect(await send(app, route, good(route))).toBe(none);
  });
});
