import { memberNames, observableNames } from '../../shared/codec/ti-indicator';
import { accepted, base, codec, places, refusals, six, type Members } from './decoding';

describe('what is no object', () => {
  it.each([null, undefined, 'text', 7, true, [], [base]])('is one violation at its place: %j', (value) => {
    expect(refusals(value)).toEqual([{ pointer: '', expected: 'a tiIndicator, as a JSON object' }]);
  });
});

describe('the names', () => {
  it('are 59, of which 9 are of an email, 10 of a file and 18 of the network', () => {
    expect(new Set(memberNames).size).toBe(59);
    const { email, file, network } = observableNames;
    expect([email.length, file.length, network.length]).toEqual([9, 10, 18]);
  });
});

describe('a required member', () => {
  it.each(Object.keys(six))('%s is asked for when it is not there, null or blank', (name) => {
    const rest = Object.fromEntries(Object.entries(base).filter(([other]) => other !== name));
    for (const members of [
      rest,
      { ...base, [name]: null },
      { ...base, [name]: '' },
      { ...base, [name]: ' \u3000\t' },
    ]) {
      expect(places(members)).toEqual([`/${name}`]);
    }
  });

  it('is asked for with all others, in one decode', () => {
    expect(places({})).toEqual([
      '/action',
      '/targetProduct',
      '/threatType',
      '/tlpLevel',
      '/expirationDateTime',
      '/description',
      '',
    ]);
  });
});

describe('a member that is left out', () => {
  it.each<[string, Members]>([
    ['null', { url: null, tags: null, confidence: null }],
    ['empty', { url: '', tags: '', confidence: '' }],
    ['white space', { url: ' \t\u00a0\u200b', externalId: '\n' }],
    ['read-only', { id: 'Failed to create', azureTenantId: 7, ingestedDateTime: 'never' }],
    [
      'an annotation',
      { '@odata.type': '#microsoft.graph.tiIndicator', 'tags@odata.type': [], '@odata.context': {} },
    ],
    ['the Error of a failed item', { Error: 'Duplicate indicator' }],
  ])('is %s', (_name, members) => {
    expect(accepted({ ...base, ...members })).toEqual(base);
  });

  it('may be an item of a list', () => {
    expect(accepted({ ...base, tags: ['a', null, '', ' ', 'b'], killChain: [null] })).toEqual({
      ...base,
      tags: ['a', 'b'],
      killChain: [],
    });
  });
});

describe('an unknown member', () => {
  it.each([
    ['DomainName', 'domainName (names are case-sensitive)'],
    ['emailSourceIPAddress', 'emailSourceIpAddress (names are case-sensitive)'],
    ['fileCreationDateTime', 'a property of tiIndicator, perhaps fileCreatedDateTime'],
    ['networkDestinationIPV44', 'a property of tiIndicator, perhaps networkDestinationIPv4'],
    ['tag', 'a property of tiIndicator, perhaps tags'],
    ['SourceSystem', 'a property of tiIndicator'],
    ['error', 'a property of tiIndicator'],
    ['constructor', 'a property of tiIndicator'],
    ['toString', 'a property of tiIndicator'],
    ['n'.repeat(100), 'a property of tiIndicator'],
  ])('%s is answered with: %s', (name, expected) => {
    expect(refusals({ ...base, [name]: 'x' })).toEqual([{ pointer: `/${name}`, expected }]);
  });

  it('may be called __proto__', () => {
    const parsed: unknown = JSON.parse(JSON.stringify(base).replace('{', '{"__proto__":{"severity":5},'));
    expect(refusals(parsed)).toEqual([{ pointer: '/__proto__', expected: 'a property of tiIndicator' }]);
  });

  it('is not looked for among inherited ones', () => {
    expect(refusals(Object.create(base))).toHaveLength(7);
  });

  it('is reported a hundred times at most', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`x${index}`, index]));
    expect(refusals({ ...base, ...many, tags: Array.from({ length: 5000 }, () => 7) })).toHaveLength(100);
  });
});

describe('the size', () => {
  const sizeOf = (members: Members): number => Buffer.byteLength(JSON.stringify(members));
  const filled = (bytes: number): Members => {
    const empty = { ...base, knownFalsePositives: 'é' };
    return { ...base, knownFalsePositives: `é${'x'.repeat(bytes - sizeOf(empty))}` };
  };

  it('is at most 32 KiB of JSON in UTF-8', () => {
    expect(sizeOf(filled(32 * 1024))).toBe(32 * 1024);
    expect(refusals(filled(32 * 1024))).toEqual([]);
    expect(refusals(filled(32 * 1024 + 1))).toEqual([{ pointer: '', expected: 'at most 32 KiB of JSON' }]);
  });

  it('counts what escapes and lists take', () => {
    expect(refusals({ ...base, knownFalsePositives: '\u0001'.repeat(6000) })).toHaveLength(1);
    expect(refusals({ ...base, tags: Array.from({ length: 20_000 }, () => 't') })).toHaveLength(1);
    expect(refusals({ ...base, knownFalsePositives: 'x'.repeat(6000), tags: ['t'] })).toEqual([]);
  });
});

describe('what is decoded', () => {
  it.each(['short', 'd'.repeat(101)])('has its members in the order of the names', (description) => {
    const given = { ...base, description, tags: ['a'], severity: 3, additionalInformation: null };
    const names = Object.keys(accepted(Object.fromEntries(Object.entries(given).reverse())));
    expect(names).toEqual(memberNames.filter((name) => names.includes(name)));
    expect(names).toHaveLength(description === 'short' ? 9 : 10);
  });

  it('is told from what is not yet', () => {
    expect(codec.is(base)).toBe(true);
    expect(codec.is({ ...base, tags: ['a'] })).toBe(true);
    expect(codec.is({ ...base, tags: ['a', ''] })).toBe(false);
    expect(codec.is({ ...base, domainName: 'EVIL.example' })).toBe(false);
    expect(codec.is({ ...base, id: '1' })).toBe(false);
    expect(codec.is({})).toBe(false);
  });
});
