import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as names from '../../functions/names';
import { readConfig, settingNames } from '../../shared/config';
import { destinations } from '../../shared/destinations';
import { rightOf } from '../pipeline/right-of';
import { pages, root, textOf } from './blocks';

const unique = (words: readonly string[]): readonly string[] => [...new Set(words)].sort();

/** Measurements quote what a run printed, and decisions what was so when they were made. */
const ofToday = pages.filter((page) => !/^docs\/(adr|measured|performance)/.test(page));

const inPages = (pattern: RegExp): readonly string[] =>
  unique(ofToday.flatMap((page) => [...textOf(page).matchAll(pattern)].map(([, word = '']) => word)));

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const codeIn = (folders: readonly string[]): string =>
  folders
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(ts|mjs|bicep|json|cjs)$/.test(file))
        .map((file) => read(path.join(folder, file))),
    )
    .join('\n');

/** What others read or set: the Functions host, Azure, npm, the shell. */
const ofOthers = [
  'APPLICATIONINSIGHTS_AUTHENTICATION_STRING',
  'APPLICATIONINSIGHTS_CONNECTION_STRING',
  'AZURE_CLIENT_ID',
  'AZURE_ENV_NAME',
  'AZURE_LOCATION',
  'AZURE_SUBSCRIPTION_ID',
  // Senders' secrets, as their owner calls them.
  'FALCON_SECRET',
  'SVIX_SECRET',
  'FUNCTIONS_WORKER_RUNTIME',
  'INIT_CWD',
  'OTEL_TRACES_SAMPLER_ARG',
  // Read by test/seeded-fast-check.js.
  'LAWS_SEED',
  // What Datadog puts in place of them.
  'ALERT_PRIORITY',
  'ALERT_SCOPE',
  'ALERT_TRANSITION',
  'EVENT_TITLE',
  // Of the destination that CONTRIBUTING.md makes up.
  'ACME_BASE_URL',
];

/** What stands for the reader's own: an id, the name of a resource. */
const standIn = /^(?:[A-Z]+_ID|STORAGE_ACCOUNT_ID|TOPIC_ID)$/;

describe('a setting that a page names', () => {
  const code = codeIn(['shared', 'functions', 'cli', 'local', 'infra', 'test']);
  const declared = settingNames(destinations);
  const isRead = (name: string): boolean => declared.includes(name) || new RegExp(`\\b${name}\\b`).test(code);

  it('is one that the code reads, or is listed here', () => {
    const named = inPages(/\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b/g);
    expect(named.length).toBeGreaterThan(30);
    const unknown = named.filter((name) => !isRead(name) && !ofOthers.includes(name) && !standIn.test(name));
    expect(unknown).toEqual([]);
  });
});

interface Row {
  readonly name: string;
  readonly said: string;
}

/** Several settings of a row have their defaults in the same order. */
const rowsOf = (page: string): readonly Row[] =>
  [...page.matchAll(/^\| (`[^|]+`) *\| ([^|]*)\|/gm)].flatMap(([, cell = '', defaults = '']) => {
    const settings = [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
    const values = [...defaults.matchAll(/`([^`]*)`/g)].map(([, value = '']) => value);
    return settings.map((name, index) => ({ name, said: values[index] ?? '' }));
  });

describe('docs/settings.md', () => {
  const rows = rowsOf(textOf('docs/settings.md'));
  const storage = { AzureWebJobsStorage: 'UseDevelopmentStorage=true', DESTINATIONS: 'graph' };
  const { settings, destinations: on } = rightOf(readConfig(destinations)(storage));
  const whole = (name: string): string => name.replace(/^…/, 'AzureWebJobsStorage');

  it('has a row for every setting, and for no other', () => {
    expect(unique(rows.map(({ name }) => whole(name)))).toEqual(unique(settingNames(destinations)));
  });

  const ofTheApp: Readonly<Record<string, unknown>> = {
    ...settings,
    AzureWebJobsStorage: undefined,
    DESTINATIONS: undefined,
  };
  const ofDestinations = { GRAPH: on[0]?.endpoint };

  it.each(rows.filter(({ name }) => whole(name) in ofTheApp))(
    'says the default of $name',
    ({ name, said }) => {
      const value = ofTheApp[whole(name)];
      expect([value].flat().map(String)).toEqual([value === undefined ? 'undefined' : said]);
    },
  );

  it('says the defaults of Graph', () => {
    const { baseUrl, auth, requestsPerMinute } = ofDestinations.GRAPH ?? {};
    const scope = auth !== undefined && 'scope' in auth ? auth.scope : undefined;
    const saidOf = (wanted: string): string | undefined => rows.find(({ name }) => name === wanted)?.said;
    expect([saidOf('GRAPH_BASE_URL'), saidOf('GRAPH_SCOPE'), saidOf('GRAPH_REQUESTS_PER_MINUTE')]).toEqual([
      baseUrl,
      scope,
      String(requestsPerMinute),
    ]);
  });
});

describe('docs/deploy.md', () => {
  const inParameters = new Map(
    [...read('infra/main.parameters.json').matchAll(/\$\{(GATEWAY_\w+)(?:=([^}]*))?\}/g)].map(
      ([, name = '', value = '']) => [name, value === 'null' ? '' : value],
    ),
  );
  const rows = rowsOf(textOf('docs/deploy.md')).filter(({ name }) => name.startsWith('GATEWAY_'));

  it('has every parameter, with the default of main.parameters.json', () => {
    const said = new Map(rows.map(({ name, said }) => [name, said]));
    expect([...said].sort()).toEqual([...inParameters].sort());
  });
});

describe('a queue, table or container that a page names', () => {
  it('is one that there is', () => {
    const there = Object.values<unknown>(names);
    const aReason = 'indicator-invalid';
    const queues = [names.eventsQueue, names.jobsQueue].map(names.poisonOf);
    const known = [...there, ...queues, 'indicator-dead-letters', 'indicator-gateway', aReason];
    const named = inPages(
      /(?<![\w/.@:-])(indicator(?:-[a-z]+)+|indicator(?:parked|ledger|limits)[a-z]*)(?![\w-]*[/.(])/g,
    );
    expect(named.length).toBeGreaterThan(6);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('a reason code that docs/outcomes.md explains', () => {
  const [, tables = ''] = textOf('docs/outcomes.md').split('## Reason codes');
  const codes = [...tables.matchAll(/^\| (`[^|]+`) *\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([a-z-]+)`/g)].map(([, code = '']) => code),
  );
  const code = codeIn(['shared', 'functions']);

  it.each(codes)('is one that the code gives: %s', (reason) => {
    expect(new RegExp(`['"\`]${reason}['"\`]`).test(code)).toBe(true);
  });
});
