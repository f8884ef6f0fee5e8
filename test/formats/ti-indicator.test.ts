import fc from 'fast-check';
import { tiIndicator } from '../../shared/formats/ti-indicator';
import { rawWithCanonical } from '../arbitraries/ti-indicator';
import { accountedBody } from '../arbitraries/event';

const now = (): Date => new Date('2026-11-23T12:00:00.000Z');

const read = (payload: unknown) =>
  tiIndicator.read(payload, { now, takeSuspicious: false, takeObserved: false, takeFreeText: false });

const placesFound = (payload: unknown): readonly string[] => read(payload).found.map(({ place }) => place);

const codes = (payload: unknown): readonly (readonly [string, string])[] =>
  read(payload).skipped.map(({ place, reason }) => [place, reason.code]);

const good = {
  action: 'alert',
  targetProduct: 'Azure Sentinel',
  threatType: 'WatchList',
  tlpLevel: 'green',
  expirationDateTime: '2100-01-01T00:00:00.000Z',
  description: 'seen on a mail gateway',
  domainName: 'evil.example',
};

const fedBack = {
  '@odata.context': 'https://graph.microsoft.com/beta/$metadata#Collection(tiIndicator)',
  value: [
    {
      '@odata.type': '#microsoft.graph.tiIndicator',
      'killChain@odata.type': '#Collection(String)',
      id: 'e58c072b-c9bb-a5c4-34ce-eb69af44fb1e',
      azureTenantId: 'a-tenant',
      ingestedDateTime: '2026-11-01T00:00:00Z',
      externalId: 'my-own',
      ...good,
    },
  ],
};

describe('the shapes of native indicators', () => {
  it.each([
    ['one indicator', good, ['']],
    ['a list', [good, good], ['/0', '/1']],
    ['what submitTiIndicators takes', { value: [good, good] }, ['/value/0', '/value/1']],
    ['what Graph answered to a create', { '@odata.context': 'c', id: '1', ...good }, ['']],
  ])('are found at their places: %s', (_, payload, places) => {
    expect(tiIndicator.recognises(payload)).toBe(true);
    expect(placesFound(payload)).toEqual(places);
    expect(read(payload).skipped).toEqual([]);
  });

  it('come out canonical and whole, whichever way they were written', () => {
    fc.assert(
      fc.property(fc.array(rawWithCanonical, { minLength: 1, maxLength: 5 }), (written) => {
        const payload = { value: written.map(({ raw }) => raw) };
        expect(tiIndicator.recognises(payload)).toBe(true);
        expect(read(payload).found.map((one) => (one._tag === 'Whole' ? one.indicator : null))).toEqual(
          written.map(({ canonical }) => canonical),
        );
      }),
    );
  });

  it('leave nothing out: what is found and what is skipped are the items that came in', () => {
    const bare = accountedBody.filter(({ body }) => tiIndicator.recognises(body));
    fc.assert(
      fc.property(bare, ({ body, valid, broken }) => {
        expect(placesFound(body)).toEqual(valid);
        expect(codes(body).map(([place]) => place)).toEqual(broken);
      }),
    );
  });

  it('lose only what Graph itself stamped when its answer is fed back', () => {
    expect(read(fedBack)).toEqual({
      found: [{ _tag: 'Whole', place: '/value/0', indicator: { ...good, externalId: 'my-own' } }],
      skipped: [],
    });
  });
});

describe('a list that mixes valid and broken items', () => {
  it('finds the valid ones and says of each other one why not, at its place', () => {
    const payload = [
      good,
      null,
      { ...good, severity: 9 },
      'evil.example',
      { id: '1', isActive: false },
      good,
    ];
    expect(placesFound(payload)).toEqual(['/0', '/5']);
    expect(codes(payload)).toEqual([
      ['/1', 'item-not-an-object'],
      ['/2', 'indicator-invalid'],
      ['/3', 'item-not-an-object'],
      ['/4', 'update-not-create'],
    ]);
    expect(read(payload).skipped[1]?.reason.violations).toEqual([
      { pointer: '/2/severity', expected: 'an integer from 0 to 5, as a JSON number, not a string' },
    ]);
  });
});

describe('what looks like an indicator but asks for something else', () => {
  it.each([
    [
      'updateTiIndicators',
      { value: [{ id: '1', additionalInformation: 'mytest' }] },
      '/value/0',
      'update-not-create',
    ],
    [
      'updateTiIndicators with all that it requires',
      { value: [{ id: '1', expirationDateTime: '2100-01-01T00:00:00Z', targetProduct: 'Azure Sentinel' }] },
      '/value/0',
      'update-not-create',
    ],
    ['a change of one', { id: '1', isActive: false }, '', 'update-not-create'],
    ['deleteTiIndicators', { value: ['id-1'] }, '/value/0', 'delete-not-create'],
    ['deleteTiIndicatorsByExternalId', { value: ['externalId-1'] }, '/value/0', 'delete-not-create'],
  ])('is refused with that reason: %s', (_, payload, place, code) => {
    expect(tiIndicator.recognises(payload)).toBe(true);
    expect(codes(payload)).toEqual([[place, code]]);
    expect(read(payload).skipped.every(({ reason }) => reason.unreadable)).toBe(true);
    expect(read(payload).found).toEqual([]);
  });
});

describe('what is nearly an indicator', () => {
  it.each([
    ['without its observable', { ...good, domainName: undefined }],
    [
      'with names in the wrong case',
      Object.fromEntries(Object.entries(good).map(([k, v]) => [k.toUpperCase(), v])),
    ],
    ['with one wrong name', { ...good, domainname: 'evil.example', domainName: undefined }],
    ['with a template of its sender', { ...good, domainName: '@{triggerBody()?[1]}' }],
    ['that expired', { ...good, expirationDateTime: '2019-03-01T21:43:37.5031462+00:00' }],
    ['of which Graph says only its type', { '@odata.type': '#microsoft.graph.tiIndicator' }],
  ])('is recognised, so that its sender learns what is wrong: %s', (_, payload) => {
    const item = JSON.parse(JSON.stringify(payload)) as unknown;
    expect(tiIndicator.recognises(item)).toBe(true);
    expect(codes(item)).toEqual([['', 'indicator-invalid']]);
    expect(read(item).skipped[0]?.reason.violations).not.toEqual([]);
  });
});

const stixIndicator = {
  type: 'indicator',
  spec_version: '2.1',
  id: 'indicator--10000003-71a2-445c-ab86-927291df48f8',
  created: '2010-02-26T18:29:07.778Z',
  modified: '2011-02-26T18:29:07.778Z',
  pattern: "[ipv4-addr:value = '192.0.2.1']",
  pattern_type: 'stix',
  valid_from: '2015-02-26T18:29:07.778Z',
};

const graphAlert = {
  id: 'alert-1',
  title: 'Suspicious sign-in',
  severity: 'high',
  description: 'something happened',
  tags: ['a'],
  status: 'newAlert',
  createdDateTime: '2026-11-01T00:00:00Z',
};

describe('what is not an indicator', () => {
  it.each([
    ['a Sentinel upload of STIX', { sourcesystem: 'test', value: [stixIndicator] }],
    ['a STIX bundle', { type: 'bundle', id: 'bundle--1', objects: [stixIndicator] }],
    ['an OData list of alerts', { '@odata.context': 'https://x/$metadata#alerts', value: [graphAlert] }],
    ['an alert with id, severity, description and tags', graphAlert],
    ['one telling name among many others', { threatType: 'Malware', host: 'a', message: 'b', level: 3 }],
    ['an id alone', { id: '1' }],
    ['an empty object', {}],
    ['an empty list', []],
    ['an empty value', { value: [] }],
    ['a value that is no list', { value: 'x' }],
    ['text', 'evil.example'],
    ['null', null],
  ])('is left to others: %s', (_, payload) => {
    expect(tiIndicator.recognises(payload)).toBe(false);
  });
});

describe('a native indicator that is too large', () => {
  it.each<[string, object, string, string]>([
    [
      'its comment',
      { additionalInformation: 'x'.repeat(33_000) },
      '/additionalInformation',
      '32 KiB of JSON',
    ],
    ['its description, which moves', { description: 'x'.repeat(33_000) }, '/description', '32 KiB of JSON'],
    ['what escapes in a queue', { knownFalsePositives: '&'.repeat(9000) }, '/knownFalsePositives', '42 KiB'],
    ['its tags', { tags: Array.from({ length: 3000 }, () => "''") }, '/tags', '42 KiB'],
    [
      'a member among others',
      { externalId: 'e', tags: ['t'], knownFalsePositives: '漢'.repeat(11_000) },
      '/knownFalsePositives',
      '32 KiB of JSON',
    ],
  ])('is refused by a code of its own, with its largest member: %s', (_, more, member, expected) => {
    const { found, skipped } = read([good, { ...good, ...more }]);
    expect(found.map(({ place }) => place)).toEqual(['/0']);
    expect(skipped).toMatchObject([
      {
        place: '/1',
        reason: {
          code: 'too-large',
          unreadable: true,
          violations: [{ pointer: `/1${member}`, expected: expect.stringContaining(expected) as string }],
        },
      },
    ]);
  });

  it('loses nothing where it just fits', () => {
    const additionalInformation = 'x'.repeat(32_000);
    expect(read({ ...good, additionalInformation }).found).toEqual([
      { _tag: 'Whole', place: '', indicator: expect.objectContaining({ additionalInformation }) as unknown },
    ]);
  });
});
