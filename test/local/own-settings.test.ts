import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { localProfile } from '../../local/local-profile';
import { isUsual, ownSettings, settingLines, withoutSetAside } from '../../local/own-settings';
import { startStack } from '../../local/stack';
import { declaredSettings, settingNames } from '../../shared/config';
import { destinations } from '../../shared/destinations';

const sampleFile = path.resolve(__dirname, '../../local.settings.sample.json');

const sampleValues = (): Readonly<Record<string, string>> =>
  (JSON.parse(readFileSync(sampleFile, 'utf8')) as { readonly Values: Readonly<Record<string, string>> })
    .Values;

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'own settings ä-'));
  copyFileSync(sampleFile, path.join(root, 'local.settings.sample.json'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const local = (values: Readonly<Record<string, string>>): void =>
  writeFileSync(
    path.join(root, 'local.settings.json'),
    JSON.stringify({ IsEncrypted: false, Values: { ...sampleValues(), ...values } }),
  );

const names = (settings: readonly { readonly name: string }[]): readonly string[] =>
  settings.map(({ name }) => name);

describe('the settings that are the user’s', () => {
  it('are none where local.settings.json is the sample, or is not there', () => {
    const none = { kept: [], setAside: [] };
    expect(ownSettings(root, {})).toEqual(none);
    local({});
    expect(ownSettings(root, {})).toEqual(none);
    expect(settingLines(none)).toEqual(['settings: the usual ones']);
  });

  it('come from local.settings.json, and before it from the shell', () => {
    local({ PROFILE: 'profiles/generic.json', LEDGER: 'off' });
    expect(ownSettings(root, { PROFILE: 'mine.json' }).kept).toEqual([
      { name: 'PROFILE', value: 'mine.json', from: 'shell' },
      { name: 'LEDGER', value: 'off', from: 'local.settings.json' },
    ]);
    expect(names(ownSettings(root, { PROFILE: ' ' }).kept)).toEqual(['LEDGER']);
  });

  it('are told with the values of what is harmless, and never with those of others', () => {
    local({
      PROFILE: '{"guard":{}}',
      DESTINATIONS: 'graph,sentinel,defender',
      SENDER_KEY: 'hush',
      MY_OWN: 'hush',
    });
    const own = ownSettings(root, { HTTP_BUDGET_SECONDS: '7', AzureWebJobsStorage: 'hush', OTHER: 'hush' });
    expect(settingLines(own)).toEqual([
      'settings of yours: PROFILE (JSON of 12 characters) (local.settings.json), HTTP_BUDGET_SECONDS=7 (shell), ' +
        'SENDER_KEY (local.settings.json), MY_OWN (local.settings.json)',
      'not used, as all of this points at this machine: AzureWebJobsStorage (shell)',
    ]);
  });

  const ofApp = settingNames([]);
  const ofDestinations = declaredSettings(destinations).filter(([name]) => !ofApp.includes(name));

  /** Every setting of the app is either kept or named here; a destination declares of its own which it is. */
  const atThisMachine = [
    'AzureWebJobsStorage',
    'AzureWebJobsStorage__accountName',
    'AzureWebJobsStorage__blobServiceUri',
    'AzureWebJobsStorage__queueServiceUri',
    'AzureWebJobsStorage__tableServiceUri',
    'AzureWebJobsStorage__clientId',
    'CREDENTIAL',
    'MANAGED_IDENTITY_CLIENT_ID',
    ...ofDestinations.filter(([, { pointsSomewhere }]) => pointsSomewhere === true).map(([name]) => name),
    'APPLICATIONINSIGHTS_CONNECTION_STRING',
    'APPLICATIONINSIGHTS_AUTHENTICATION_STRING',
    'IDENTITY_ENDPOINT',
    'IDENTITY_HEADER',
    'IDENTITY_SERVER_THUMBPRINT',
    'MSI_ENDPOINT',
    'MSI_SECRET',
    'IMDS_ENDPOINT',
    'AZURE_FEDERATED_TOKEN_FILE',
  ];
  const all = [...new Set([...settingNames(destinations), ...atThisMachine])];

  it.each(['shell', 'local.settings.json'])('are set aside where they point elsewhere: from %s', (from) => {
    const values = Object.fromEntries(all.map((name) => [name, 'something else']));
    if (from !== 'shell') local(values);
    const own = ownSettings(root, from === 'shell' ? values : {});
    expect(names(own.setAside).toSorted()).toEqual(atThisMachine.toSorted());
    expect(names(own.kept).toSorted()).toEqual(
      all.filter((name) => !atThisMachine.includes(name)).toSorted(),
    );
    expect(Object.keys(withoutSetAside(own)).toSorted()).toEqual(atThisMachine.toSorted());
    expect(new Set(Object.values(withoutSetAside(own)))).toEqual(new Set(['']));
  });

  it.each([
    [{}, true],
    [{ LEDGER: 'off' }, true],
    [{ PROFILE: 'mine.json' }, false],
    [{ DESTINATIONS: 'sentinel' }, false],
  ])('leave the samples as they are, or not: %j', (shell, usual) => {
    expect(isUsual(ownSettings(root, shell))).toBe(usual);
  });

  it('are refused with --func where Core Tools would use them all the same', async () => {
    local({ APPLICATIONINSIGHTS_CONNECTION_STRING: 'hush', AzureWebJobsStorage: 'hush' });
    const started = startStack({ root, host: 'func', own: ownSettings(root, {}) });
    await expect(started).rejects.toThrow(
      '--func: take APPLICATIONINSIGHTS_CONNECTION_STRING out of local.settings.json',
    );
  });
});

const addresses = {
  graph: 'http://127.0.0.1:1/beta',
  sentinel: 'http://127.0.0.1:1',
  defender: 'http://127.0.0.1:1/api',
};

describe('the profile on this machine', () => {
  const inFile = (profile: unknown): string => {
    writeFileSync(path.join(root, 'mine.json'), JSON.stringify(profile));
    return 'mine.json';
  };

  it('is the one for samples where the user has none', () => {
    expect(localProfile(root, undefined, addresses).setting).toBe('local/profile.json');
  });

  it.each([
    ['a file', () => inFile({ custom: [], guard: { tlpRed: 'take' } })],
    ['JSON', () => '{"custom":[],"guard":{"tlpRed":"take"}}'],
  ])(
    'is the user’s, and takes documentation addresses where it says nothing of them: %s',
    async (_, mine) => {
      const { setting, told, stop } = localProfile(root, mine(), addresses);
      expect(JSON.parse(readFileSync(setting, 'utf8'))).toEqual({
        custom: [],
        guard: { tlpRed: 'take', specialUse: 'take' },
      });
      expect(told).toContain('guard.specialUse');
      await stop();
      expect(() => readFileSync(setting)).toThrow('ENOENT');
    },
  );

  it('has its destinations on this machine, whatever it says of where they are and as whom', () => {
    const workspaceId = '0F1E2D3C-4B5A-4968-8778-695A4B3C2D1E';
    const asWhom = { scope: 'https://elsewhere.example/.default', identity: 'an-id' };
    const destinations = [
      {
        name: 'emea',
        kind: 'sentinel',
        workspaceId,
        cloud: 'china',
        baseUrl: 'https://elsewhere.example',
        ...asWhom,
      },
      { name: 'old', kind: 'graph', requestsPerMinute: 10, successor: 'emea', ...asWhom },
      { name: 'odd', kind: 'splunk', baseUrl: 'https://elsewhere.example' },
    ];
    const read = localProfile(root, inFile({ destinations, guard: { specialUse: 'refuse' } }), addresses);
    expect(JSON.parse(readFileSync(read.setting, 'utf8'))).toEqual({
      destinations: [
        { name: 'emea', kind: 'sentinel', workspaceId, baseUrl: addresses.sentinel },
        { name: 'old', kind: 'graph', requestsPerMinute: 10, successor: 'emea', baseUrl: addresses.graph },
        // A kind that there is not is left to the app, which says so.
        destinations[2],
      ],
      guard: { specialUse: 'refuse' },
    });
    expect(read).toMatchObject({ hasDestinations: true, workspaces: [workspaceId.toLowerCase()] });
    expect(read.told).toBe('its destinations are all on this machine');
  });

  it.each([
    ['says it', () => inFile({ guard: { specialUse: 'refuse' } })],
    ['is not there', () => 'nowhere.json'],
    ['is no JSON', () => '{"guard"'],
    ['is no profile', () => inFile([])],
    ['has a guard that is none', () => inFile({ guard: 7 })],
  ])('is left to the app as it stands where it %s', (_, mine) => {
    const setting = mine();
    expect(localProfile(root, setting, addresses)).toMatchObject({ setting, told: null });
  });
});
