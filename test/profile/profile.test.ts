import { readProfile } from '../../shared/profile/profile';
import { leftOf } from '../pipeline/right-of';
import { foundIn, leftIn, profileOf, readWith } from './reading';

const faultsOf = (document: unknown) => leftOf(readProfile(document));

const soc = (more: Readonly<Record<string, unknown>> = {}) => ({
  name: 'soc',
  match: '$exists(soc)',
  mapping: 'soc',
  ...more,
});

describe('a profile that says nothing', () => {
  it.each([
    ['is absent', undefined],
    ['is empty', {}],
    ['has empty sections', { guard: {}, take: {} }],
  ])('is all defaults: it %s', (_, document) => {
    expect(profileOf(document)).toEqual({
      defaults: {
        action: 'alert',
        passiveOnly: false,
        targetProduct: 'Azure Sentinel',
        threatType: 'WatchList',
        tlpLevel: 'unknown',
      },
      expiryDays: { ip: 14, network: 14, domain: 60, url: 30, hash: 365, email: 90, other: 30 },
      maxExpiryDays: 730,
      severity: {},
      confidence: {},
      threatWords: {},
      tags: [],
      sources: [],
      guard: {
        ownDomains: [],
        ownNetworks: [],
        widestIPv4: 24,
        widestIPv6: 48,
        specialUse: 'refuse',
        tlpRed: 'refuse',
        allowList: [],
        sharedInfrastructure: {
          resolvers: 'refuse',
          signIn: 'refuse',
          updates: 'refuse',
          microsoft365: 'refuse',
          fileShares: 'refuse',
          linkShorteners: 'refuse',
          hosting: 'refuse',
          contentNetworks: 'refuse',
          everydaySites: 'refuse',
        },
        warningLists: [],
        tooCommon: 'judge',
      },
      take: { suspicious: false, observed: false, freeText: false, lists: [] },
      custom: [],
      destinations: [],
      senders: [],
      sendersOnly: false,
      thresholds: {},
      routes: [],
    });
  });
});

describe('a profile with mistakes', () => {
  it('names all of them by their place, and no value', () => {
    const faults = faultsOf({
      expiryDays: { ip: 'fourteen-days' },
      guard: { ownNetwork: ['198.18.0.0/15'] },
      custom: [soc({ mapping: '{"ip": secret-value..}' })],
    });
    expect(faults.map(({ pointer }) => pointer).sort()).toEqual([
      '/custom/0/mapping',
      '/expiryDays/ip',
      '/guard/ownNetwork',
    ]);
    expect(faults.every(({ expected }) => expected !== '')).toBe(true);
    expect(JSON.stringify(faults)).not.toMatch(/fourteen|198\.18|secret/);
  });

  it.each([
    ['a document that is no object', [], '', 'an object'],
    ['a misspelled member', { exipryDays: {} }, '/exipryDays', 'did you mean expiryDays?'],
    ['an unknown member', { colour: 'red' }, '/colour', 'one of defaults, expiryDays'],
    ['an action that is none', { defaults: { action: 'drop' } }, '/defaults/action', 'alert'],
    ['too many days', { expiryDays: { url: 4000 } }, '/expiryDays/url', '3650'],
    ['a maximum of no days', { maxExpiryDays: 0 }, '/maxExpiryDays', '1'],
    ['points above 100', { severity: { '*': { words: { high: 101 } } } }, '/severity/*/words/high', '100'],
    [
      'a step without a value',
      { confidence: { x: { steps: [{ from: 1 }] } } },
      '/confidence/x/steps/0/is',
      '100',
    ],
    ['a threat that is none', { threatWords: { x: 'Virus' } }, '/threatWords/x', 'Malware'],
    ['tags that are no array', { tags: 'a' }, '/tags', 'an array'],
    ['a blank tag', { tags: ['a', ' '] }, '/tags/1', 'not blank'],
    [
      'a wrong override',
      { sources: [{ defaults: { tlpLevel: 'clear' } }] },
      '/sources/0/defaults/tlpLevel',
      'white',
    ],
    ['a domain that is none', { guard: { ownDomains: ['a b'] } }, '/guard/ownDomains/0', 'a domain name'],
    ['a network that is none', { guard: { ownNetworks: ['10.0.0.0/99'] } }, '/guard/ownNetworks/0', 'CIDR'],
    ['a policy that is none', { guard: { tlpRed: 'maybe' } }, '/guard/tlpRed', 'refuse, take'],
    ['a switch that is none', { take: { suspicious: 'yes' } }, '/take/suspicious', 'true or false'],
    ['a custom format without a name', { custom: [soc({ name: undefined })] }, '/custom/0/name', 'a name of'],
    ['a name that would not fit a query', { custom: [soc({ name: 'a b' })] }, '/custom/0/name', 'letters'],
    [
      'a match that is no text',
      { custom: [soc({ match: true })] },
      '/custom/0/match',
      'a JSONata expression',
    ],
    ['an empty mapping', { custom: [soc({ mapping: '' })] }, '/custom/0/mapping', 'S0207 at character 0'],
    ['a mapping that ends too soon', { custom: [soc({ mapping: '{"ip": ' })] }, '/custom/0/mapping', 'S0203'],
  ])('names the place and what it expected: %s', (_, document, pointer, expected) => {
    const faults = faultsOf(document);
    expect(faults).toMatchObject([{ pointer }]);
    expect(faults[0]?.expected).toContain(expected);
  });

  it('names every custom format that has the name of an earlier one', () => {
    const faults = faultsOf({ custom: [soc(), soc({ name: 'other' }), soc({ name: 'SOC' }), soc()] });
    expect(faults).toEqual(
      [2, 3].map((index) => ({
        pointer: `/custom/${index}/name`,
        expected: 'a name that no other custom format has',
      })),
    );
  });

  it('names both expressions of a custom format', () => {
    const faults = faultsOf({ custom: [soc(), soc({ name: 'b', match: '(', mapping: ')' })] });
    expect(faults.map(({ pointer }) => pointer)).toEqual(['/custom/1/match', '/custom/1/mapping']);
  });
});

describe('the profile decides', () => {
  const read = (document: Readonly<Record<string, unknown>>, item: Readonly<Record<string, unknown>>) =>
    readWith(profileOf({ custom: [soc()], ...document }), { soc: item });

  it.each([
    [
      'the defaults',
      { defaults: { action: 'block', threatType: 'C2' } },
      {},
      { action: 'block', threatType: 'C2' },
    ],
    [
      'the days of an address',
      { expiryDays: { ip: 1 } },
      {},
      { expirationDateTime: '2026-01-02T00:00:00.000Z' },
    ],
    [
      'the most days, whatever the source says',
      { maxExpiryDays: 1 },
      { expires: '2027-01-01' },
      { expirationDateTime: '2026-01-02T00:00:00.000Z' },
    ],
    [
      'what a word means',
      { severity: { '*': { words: { sev1: 5 } } } },
      { severity: 'Sev1' },
      { severity: 5 },
    ],
    [
      'what a threat is',
      { threatWords: { stealer: 'Malware' } },
      { threat: 'Stealer' },
      { threatType: 'Malware' },
    ],
    ['tags for all', { tags: ['gateway'] }, { tags: 'own' }, { tags: ['gateway', 'own'] }],
    [
      'other defaults for a source',
      { sources: [{ source: 'ht*', defaults: { tlpLevel: 'green' }, tags: ['http'] }] },
      {},
      { tlpLevel: 'green', tags: ['http'] },
    ],
    [
      'other defaults for a format',
      { sources: [{ format: 'soc', defaults: { passiveOnly: true } }] },
      {},
      { passiveOnly: true },
    ],
  ])('%s', async (_, document, more, expected) => {
    const reading = await read(document, { ip: '45.155.205.233', ...more });
    expect(foundIn(reading)).toMatchObject([expected]);
  });

  it.each([
    ['a domain of its own', { ownDomains: ['contoso.com'] }, { domain: 'www.contoso.com' }, 'own-domain'],
    ['one address of its own', { ownNetworks: ['45.155.205.233'] }, { ip: '45.155.205.233' }, 'own-network'],
    ['its allow-list', { allowList: ['evil.com'] }, { url: 'https://a.evil.com/' }, 'on-allow-list'],
    ['the widest network', { widestIPv4: 28 }, { ip: '45.155.205.0/27' }, 'network-too-wide'],
    ['the strictest marking, as it is', {}, { ip: '45.155.205.233', tlp: 'red' }, 'tlp-red'],
  ])('what is guarded: %s', async (_, guard, item, code) => {
    expect(leftIn(await read({ guard }, item))).toMatchObject([{ code }]);
  });

  it('what is taken nevertheless', async () => {
    const guard = { tlpRed: 'take', specialUse: 'take' };
    const reading = await read({ guard }, { domain: 'evil.example', tlp: 'red' });
    expect(foundIn(reading)).toMatchObject([{ domainName: 'evil.example', tlpLevel: 'red' }]);
  });
});
