import {
  accepted,
  base,
  matching,
  noPlaceholder,
  notDefanged,
  noTemplate,
  places,
  refusals,
  six,
} from './decoding';

describe('a number', () => {
  it.each([
    ['confidence', 0, 100],
    ['severity', 0, 5],
    ['networkProtocol', 0, 255],
    ['networkPort', 1, 65_535],
    ['networkSourcePort', 1, 65_535],
    ['networkDestinationPort', 1, 65_535],
    ['networkSourceAsn', 0, 4_294_967_295],
    ['networkDestinationAsn', 0, 4_294_967_295],
    ['fileSize', 0, Number.MAX_SAFE_INTEGER],
  ])('%s is an integer from %i to %i', (name, least, most) => {
    expect(accepted({ ...base, [name]: least })).toEqual({ ...base, [name]: least });
    expect(accepted({ ...base, [name]: most })).toEqual({ ...base, [name]: most });
    const expected = `an integer from ${least} to ${most}, as a JSON number, not a string`;
    for (const value of [
      least - 1,
      most + 1,
      least + 0.5,
      NaN,
      Infinity,
      -Infinity,
      String(least),
      '1',
      true,
      [1],
      {},
    ]) {
      expect(refusals({ ...base, [name]: value })).toEqual([{ pointer: `/${name}`, expected }]);
    }
  });

  it('-0 becomes 0', () => {
    expect(Object.is(accepted({ ...base, severity: -0 }).severity, 0)).toBe(true);
  });
});

describe('true and false', () => {
  it.each(['isActive', 'passiveOnly'])('%s is one of them and nothing like them', (name) => {
    expect(accepted({ ...base, [name]: false })).toEqual({ ...base, [name]: false });
    for (const value of ['true', 'False', 0, 1, {}]) {
      expect(refusals({ ...base, [name]: value })).toEqual([
        { pointer: `/${name}`, expected: 'true or false, as a JSON boolean' },
      ]);
    }
  });
});

describe('a closed list', () => {
  const products = 'one of Azure Sentinel, Microsoft Defender ATP (the old names are required)';
  it.each([
    ['action', 'Alert', 'one of alert, allow, block, unknown; did you mean alert?'],
    ['action', 'unknownFutureValue', 'one of alert, allow, block, unknown; did you mean unknown?'],
    ['action', 3, 'one of alert, allow, block, unknown'],
    ['action', 'alert ', 'one of alert, allow, block, unknown; did you mean alert?'],
    ['tlpLevel', 'TLP:RED', 'one of unknown, white, green, amber, red; did you mean red?'],
    ['tlpLevel', 'clear', 'one of unknown, white, green, amber, red'],
    [
      'diamondModel',
      'unknownFutureValue',
      'one of unknown, adversary, capability, infrastructure, victim; did you mean unknown?',
    ],
    ['targetProduct', 'Microsoft Sentinel', products],
    ['targetProduct', 'Azure ATP', products],
    ['targetProduct', 'azure sentinel', `${products}; did you mean Azure Sentinel?`],
    ['threatType', 'phishing', matching(/Phishing/)],
    ['fileHashType', 'SHA256', matching(/sha256/)],
    ['fileHashType', 'unknownFutureValue', matching(/sha256/)],
  ])('%s is not %j', (name, value, expected) => {
    expect(refusals({ ...base, [name]: value })).toEqual([{ pointer: `/${name}`, expected }]);
  });

  it('names the item of killChain that is not on it', () => {
    expect(refusals({ ...base, killChain: ['C2', 'delivery', null, 7] })).toEqual([
      { pointer: '/killChain/1', expected: matching(/^one of Actions, C2, Delivery/) },
      { pointer: '/killChain/3', expected: matching(/^one of Actions, C2, Delivery/) },
    ]);
  });
});

describe('a list', () => {
  it.each(['activityGroupNames', 'killChain', 'malwareFamilyNames', 'tags'])('%s is an array', (name) => {
    expect(accepted({ ...base, [name]: [] })).toEqual({ ...base, [name]: [] });
    for (const value of ['C2', 7, { 0: 'C2' }]) {
      expect(refusals({ ...base, [name]: value })).toEqual([
        { pointer: `/${name}`, expected: matching(/^a JSON array/) },
      ]);
    }
  });

  it('names the item that is no text', () => {
    expect(refusals({ ...base, tags: ['a', 3, ['b'], '{{tag}}'] })).toEqual([
      { pointer: '/tags/1', expected: 'text' },
      { pointer: '/tags/2', expected: 'text' },
      { pointer: '/tags/3', expected: noTemplate },
    ]);
  });
});

describe('an observable', () => {
  it.each<[string, unknown]>([
    ['domainName', 'evil.example'],
    ['url', 'https://evil.example/'],
    ['networkSourceIPv6', '2001:db8::1'],
    ['networkCidrBlock', '203.0.113.0/24'],
    ['networkPort', 443],
    ['networkProtocol', 0],
    ['networkSourceAsn', 64_496],
    ['userAgent', 'curl/8.0'],
    ['fileName', 'a.exe'],
    ['fileSize', 0],
    ['emailSubject', 'Your parcel'],
    ['emailLanguage', 'de'],
  ])('is enough by itself: %s', (name, value) => {
    expect(accepted({ ...six, [name]: value })).toEqual({ ...six, [name]: value });
  });

  it('is asked for at the indicator itself', () => {
    expect(refusals({ ...six, tags: ['a'] })).toEqual([
      { pointer: '', expected: 'at least one email, file or network observable' },
    ]);
    expect(refusals({ ...six, fileHashType: 'unknown' })).toEqual([
      { pointer: '', expected: 'at least one email, file or network observable' },
    ]);
  });

  it('is not asked for when one is there but refused', () => {
    expect(places({ ...six, networkPort: 0 })).toEqual(['/networkPort']);
  });

  it.each([
    ['networkIPv4', '2001:db8::1'],
    ['networkSourceIPv4', '2001:db8::1'],
    ['networkDestinationIPv4', '2001:db8::1'],
    ['networkIPv6', '203.0.113.9'],
    ['networkSourceIPv6', '203.0.113.9'],
    ['networkDestinationIPv6', '203.0.113.9'],
    ['networkCidrBlock', '203.0.113.9'],
    ['networkSourceCidrBlock', '203.0.113.9'],
    ['networkDestinationCidrBlock', '203.0.113.9'],
    ['emailSourceIpAddress', 'evil.example'],
    ['emailSourceDomain', '203.0.113.9'],
    ['emailRecipient', 'evil.example'],
    ['emailSenderAddress', 'John <john@evil.example>'],
    ['url', 'evil.example'],
    ['fileCompileDateTime', '2026-02-30'],
    ['fileCreatedDateTime', '2026-01-01T00:00:00'],
    ['lastReportedDateTime', 1_700_000_000],
  ])('is of its own kind: %s is refused', (name, value) => {
    expect(places({ ...base, [name]: value })).toEqual([`/${name}`]);
  });

  it.each([
    ['domainName', 'evil[.]example'],
    ['url', 'hxxp://evil[.]example/'],
    ['networkIPv4', '203.0.113[.]9'],
    ['emailSenderAddress', 'a[@]evil.example'],
  ])('is told apart when it is defanged: %s', (name, value) => {
    expect(refusals({ ...base, [name]: value })).toEqual([{ pointer: `/${name}`, expected: notDefanged }]);
  });

  it.each([
    'emailSubject',
    'fileName',
    'fileMutexName',
    'userAgent',
    'url',
    'networkIPv4',
    'fileType',
    'emailSenderName',
  ])('is no placeholder: %s', (name) => {
    for (const value of ['string', 'N/A', ' null ', '---', '???']) {
      expect(refusals({ ...base, [name]: value })).toEqual([
        { pointer: `/${name}`, expected: noPlaceholder },
      ]);
    }
  });
});
