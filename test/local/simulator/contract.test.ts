import {
  clientOf,
  containing,
  defenderIndicator,
  errorOf,
  indicator,
  itemsOf,
  useSimulator,
} from './running';

const running = useSimulator({ clock: () => new Date('2026-11-01T12:00:00Z') });

describe('when a body cannot be deserialised', () => {
  it.each([
    ['a port that is a string', { networkPort: '443' }],
    ['a port with a fraction', { networkPort: 443.5 }],
    ['a port beyond Int32', { networkPort: 2 ** 31 }],
    ['a file size that is a string', { fileSize: '12' }],
    ['a boolean that is a string', { passiveOnly: 'true' }],
    ['tags that are one string', { tags: 'a,b' }],
    ['tags that hold a number', { tags: ['a', 1] }],
    ['an unknown action', { action: 'drop' }],
    ['an enum member in capitals', { tlpLevel: 'Green' }],
    ['an enum member as its number', { tlpLevel: 2 }],
    ['the member that is for reading only', { action: 'unknownFutureValue' }],
    ['a date in words', { expirationDateTime: 'next week' }],
    ['a date without an offset', { expirationDateTime: '2999-01-01T00:00:00' }],
    ['a day that does not exist', { expirationDateTime: '2027-02-30T00:00:00Z' }],
    ['an hour that does not exist', { lastReportedDateTime: '2026-01-01T24:00:00Z' }],
    ['a null product', { targetProduct: null }],
    ['a description that is a number', { description: 7 }],
  ])('refuses %s for the whole call and stores nothing', async (_what, members) => {
    const client = await clientOf(running());
    const single = await client.create(indicator(members));
    const bulk = await client.submit([indicator(), indicator(members)]);
    expect([single.status, bulk.status]).toEqual([400, 400]);
    expect(errorOf(bulk).code).toBe('BadRequest');
    expect(running().stored()).toEqual([]);
  });

  it.each([
    ['no value', {}],
    ['a value that is no array', { value: indicator() }],
    ['an item that is no object', { value: ['x'] }],
    ['an array as body', [indicator()]],
  ])('refuses a bulk with %s', async (_what, body) => {
    const client = await clientOf(running());
    expect((await client.send('POST', '/submitTiIndicators', body)).status).toBe(400);
  });
});

describe('when the provider has a rule against an indicator', () => {
  it.each([
    ['no action', indicator({ action: undefined }), 'action is required'],
    ['no description', indicator({ description: undefined }), 'description is required'],
    ['an empty description', indicator({ description: '' }), 'description is required'],
    ['no expiry', indicator({ expirationDateTime: undefined }), 'expirationDateTime is required'],
    ['no product', indicator({ targetProduct: undefined }), 'targetProduct is required'],
    ['no threat type', indicator({ threatType: null }), 'threatType is required'],
    ['no TLP level', indicator({ tlpLevel: undefined }), 'tlpLevel is required'],
    [
      'the new name of the product',
      indicator({ targetProduct: 'Microsoft Sentinel' }),
      'targetProduct is not',
    ],
    ['an unknown threat type', indicator({ threatType: 'Ransomware' }), 'threatType is not'],
    ['an unknown kill chain phase', indicator({ killChain: ['C2', 'delivery'] }), 'killChain holds'],
    ['a description of 101 characters', indicator({ description: 'x'.repeat(101) }), 'description is longer'],
    ['a confidence of 101', indicator({ confidence: 101 }), 'confidence is not'],
    ['a severity of 6', indicator({ severity: 6 }), 'severity is not'],
    [
      'an expiry just reached',
      indicator({ expirationDateTime: '2026-11-01T12:00:00Z' }),
      'expirationDateTime is in',
    ],
    ['no observable', indicator({ domainName: undefined }), 'at least one email'],
    ['an empty observable', indicator({ domainName: '' }), 'at least one email'],
    ['a hash type alone', indicator({ domainName: undefined, fileHashType: 'md5' }), 'at least one email'],
    ['a hash without its type', indicator({ fileHashValue: 'ab'.repeat(16) }), 'fileHashType is required'],
    ['a url without a scheme', indicator({ url: 'phish.example/login' }), 'url does not comply'],
    ['a url with a space', indicator({ url: 'https://phish.example/a b' }), 'url does not comply'],
    [
      'a plain IP for Defender',
      defenderIndicator({ domainName: undefined, networkIPv4: '8.8.8.8' }),
      'empty indicator',
    ],
  ])('refuses %s as one item of a bulk, and as a single create', async (_what, refused, reason) => {
    const client = await clientOf(running());
    const bulk = await client.submit([indicator(), refused]);
    const single = await client.create(refused);
    expect(bulk.status).toBe(206);
    expect(itemsOf(bulk)[0]).not.toHaveProperty('Error');
    expect(itemsOf(bulk)[1]?.Error).toContain(reason);
    expect(single.status).toBe(400);
    expect(errorOf(single)).toMatchObject({ code: 'InvalidInput', message: containing(reason) });
    expect(running().stored()).toHaveLength(1);
  });

  it.each([
    ['a description of 100 characters', indicator({ description: 'x'.repeat(100) })],
    ['the ends of the ranges', indicator({ confidence: 100, severity: 0 })],
    ['an expiry a second ahead', indicator({ expirationDateTime: '2026-11-01T12:00:01Z' })],
    ['a leap day', indicator({ lastReportedDateTime: '2024-02-29T00:00:00Z' })],
    ['an autonomous system beyond Int32', indicator({ networkSourceAsn: 4_294_967_295 })],
    ['an encoded url', indicator({ url: 'https://phish.example/a%20b?c=d&e=f#g' })],
    ['an email subject alone', indicator({ domainName: undefined, emailSubject: 'Invoice' })],
    ['a hash with its type for Defender', defenderIndicator({ fileHashValue: 'ab', fileHashType: 'sha256' })],
    ['null for what is optional', indicator({ tags: null, confidence: null, killChain: [] })],
  ])('accepts %s', async (_what, accepted) => {
    const client = await clientOf(running());
    expect((await client.create(accepted)).status).toBe(201);
  });
});

describe('when members are undeclared', () => {
  it('accepts and echoes them, and records their names', async () => {
    const client = await clientOf(running());
    const reply = await client.create(indicator({ emailSourceIPAddress: '192.0.2.1', '@odata.type': '#x' }));
    expect(reply.json.emailSourceIPAddress).toBe('192.0.2.1');
    expect(running().requests().at(-1)?.undeclared).toEqual(['emailSourceIPAddress']);
  });
});
