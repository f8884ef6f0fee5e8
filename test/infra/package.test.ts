import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { startAzurite } from '../azurite';
import { bundle } from '../../local/bundle';
import { startSimulator } from '../../local/simulator/simulator';
import { startAppHost, type AppHost } from '../integration/app-host';
import { indicator } from '../integration/indicators';
import { evaluated } from './evaluate';
import { root, textOf } from './infra';
import { copyFiles, filesOf, rulesOf } from './package';

const post = ({ url, functionKey }: AppHost, event: unknown): Promise<Response> =>
  fetch(`${url}/api/indicators`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-functions-key': functionKey },
    body: JSON.stringify(event),
  });

const rules = rulesOf(textOf('.funcignore'));

describe('what azd deploys', () => {
  let folder: string;
  let files: readonly string[];

  beforeAll(async () => {
    [folder] = await Promise.all([mkdtemp(path.join(tmpdir(), 'package-')), bundle(root)]);
    files = filesOf(root, rules);
    copyFiles(root, folder, files);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is the bundles, their two descriptions, licences and profiles, and nothing else', async () => {
    const copied = (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) =>
        path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'),
      );
    const kept = [
      'LICENSE',
      'dist/expression-worker.js',
      'dist/licences.txt',
      'dist/main.js',
      'host.json',
      'package.json',
    ];
    const others = copied.filter((file) => !kept.includes(file));
    expect(copied).toEqual(expect.arrayContaining(kept));
    expect(others.filter((file) => !/^(dist\/[^/]+\.txt|profiles\/[^/]+\.json)$/.test(file))).toEqual([]);
    expect(others).toContain('profiles/generic.json');
  });

  it('starts on its own, with a profile of the package, and creates what it is sent', async () => {
    const [azurite, simulator] = await Promise.all([startAzurite(), startSimulator()]);
    const settings = {
      AzureWebJobsStorage: azurite.connectionString,
      DESTINATIONS: 'graph',
      GRAPH_BASE_URL: simulator.graphUrl,
      IDENTITY_ENDPOINT: simulator.identity.endpoint,
      IDENTITY_HEADER: simulator.identity.header,
      PROFILE: 'profiles/generic.json',
    };
    try {
      const host = await startAppHost({ root: folder, settings });
      try {
        const response = await post(host, indicator({ domainName: 'packaged.malicious-host.com' }));
        expect(response.status).toBe(201);
        const mapped = await post(host, {
          rule: 'packaged',
          indicators: [{ domain: 'mapped.malicious-host.com' }],
        });
        expect(mapped.status).toBe(201);
        expect(simulator.stored().map(({ domainName }) => domainName)).toEqual([
          'packaged.malicious-host.com',
          'mapped.malicious-host.com',
        ]);
      } finally {
        await host.stop();
      }
    } finally {
      await Promise.all([azurite.stop(), simulator.stop()]);
    }
  });
});

describe('.funcignore', () => {
  it.each([
    'local.settings.json',
    'local.settings.sample.json',
    '.env',
    'dist/cli.js',
    'dist/main.js.map',
    'dist/expression-worker.js.map',
    'functions/index.ts',
    'infra/main.bicep',
    'node_modules/fp-ts/package.json',
    'node_modules/.package-lock.json',
    'profiles/notes.md',
    'a-new-folder/with-a-secret.json',
    'sub/host.json',
    'sub/dist/main.js',
  ])('leaves out %s', (file) => {
    expect(rules.ignores(file)).toBe(true);
  });

  // azd's rule: a folder node_modules that is left out asks for a build in Azure, and contradicts `remoteBuild: false`.
  it('leaves out what is in node_modules and not the folder itself', () => {
    expect(rules.ignores('node_modules/')).toBe(false);
    expect(filesOf(root, rules).filter((file) => file.startsWith('node_modules/'))).toEqual([]);
  });
});

interface Hook {
  readonly shell: string;
  readonly run: string;
}

interface Hooks {
  readonly posix: Hook;
  readonly windows: Hook;
}

interface AzureYaml {
  readonly services: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly hooks: { readonly postprovision: Hooks };
}

describe('azure.yaml', () => {
  const { services, hooks } = parse(textOf('azure.yaml')) as AzureYaml;

  it('has one service, deployed as it is, under the name that the function app is tagged with', () => {
    const [[name, service] = ['', undefined]] = Object.entries(services);
    expect(Object.keys(services)).toHaveLength(1);
    expect(service).toMatchObject({ project: '.', host: 'function', language: 'js', remoteBuild: false });
    const sites = evaluated(root, 'public').predictedResources.filter(
      ({ type }) => type === 'Microsoft.Web/sites',
    );
    expect(sites.map(({ tags }) => tags?.['azd-service-name'])).toEqual([name]);
  });

  it.each([['grants after it provisions', hooks.postprovision, 'node infra/hooks/grant-permissions.mjs']])(
    '%s, on every system',
    (_, hook, run) => {
      expect(hook).toMatchObject({ posix: { shell: 'sh', run }, windows: { shell: 'pwsh', run } });
    },
  );

  it('goes on when nothing could be granted', () => {
    expect(hooks.postprovision).toMatchObject({
      posix: { continueOnError: true, interactive: true },
      windows: { continueOnError: true, interactive: true },
    });
  });
});
