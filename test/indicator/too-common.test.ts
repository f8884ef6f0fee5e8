import fc from 'fast-check';
import { tiIndicatorCodec, type TiIndicator } from '../../shared/codec/ti-indicator';
import { guardDangerOf } from '../../shared/indicator/guard/guard';
import { strengths } from '../../shared/indicator/strength';
import { validTiIndicator } from '../arbitraries/ti-indicator';
import { foundIn, leftIn, now, profileOf, readWith } from '../profile/reading';
import { rightOf } from '../pipeline/right-of';

const expires = '2026-01-20T00:00:00.000Z';

const native = (observables: object, action = 'alert') => ({
  action,
  targetProduct: 'Azure Sentinel',
  threatType: 'WatchList',
  tlpLevel: 'green',
  expirationDateTime: expires,
  description: 'seen on a mail gateway',
  ...observables,
});

const stix = (pattern: string) => ({
  type: 'indicator',
  spec_version: '2.1',
  id: 'indicator--0a1b2c3d-0000-4000-8000-000000000001',
  pattern,
  pattern_type: 'stix',
  valid_from: '2025-01-01T00:00:00Z',
});

const misp = (type: string, value: string) => ({
  Event: {
    uuid: '5b0a4d5e-0000-4000-8000-000000000001',
    info: 'a',
    Attribute: [{ type, value, to_ids: true, category: 'Other' }],
  },
});

const otx = (type: string, indicator: string) => ({
  name: 'a',
  tlp: 'green',
  adversary: '',
  indicators: [{ type, indicator, is_active: 1 }],
});

const falcon = (type: string, indicator: string) => ({ type, indicator, malicious_confidence: 'high' });

const custom = (mapping: string) => ({ custom: [{ name: 'soc', match: '$exists(soc)', mapping }] });

const came = async (payload: unknown, profile: object = {}): Promise<readonly string[]> => {
  const reading = await readWith(profileOf(profile), payload);
  return [...foundIn(reading).map(({ action }) => action), ...leftIn(reading).map(({ code }) => code)];
};

describe('what says nothing alone', () => {
  it.each<[string, unknown]>([
    ['a port', native({ networkDestinationPort: 443 })],
    ['a port and a protocol', native({ networkPort: 443, networkProtocol: 6 })],
    ['an ASN', native({ networkSourceAsn: 64500 })],
    ['a size', native({ fileSize: 4096 })],
    ['a type', native({ fileType: 'application/pdf' })],
    ['a language', native({ emailLanguage: 'en' })],
    ['a packer', native({ filePacker: 'UPX' })],
    ['a date', native({ fileCompileDateTime: '2020-01-01T00:00:00.000Z' })],
    ['a port of a pattern', stix('[network-traffic:dst_port = 443]')],
    ['a protocol of a pattern', stix("[network-traffic:protocols = 'tcp']")],
    ['an ASN of a pattern', stix('[autonomous-system:number = 64500]')],
    ['a size of a pattern', stix('[file:size = 4096]')],
    ['a port of an attribute', misp('port', '443')],
    ['an ASN of an attribute', misp('AS', 'AS64500')],
    ['a size of an attribute', misp('size-in-bytes', '4096')],
    ['a type of an attribute', misp('mime-type', 'application/pdf')],
  ])('is too common: %s', async (_, payload) => {
    expect(await came(payload)).toEqual(['too-common']);
  });

  it('is too common where a mapping of the profile makes it', async () => {
    const profile = custom('{"networkProtocol": 6, "networkSourceAsn": 64500}');
    expect(await came({ soc: 1 }, profile)).toEqual(['too-common']);
  });
});

describe('what may be on any machine', () => {
  const alone = [
    { fileName: 'svchost.exe' },
    { filePath: 'C:\\Windows\\System32' },
    { userAgent: 'curl/8.0' },
    { emailSubject: 'Invoice' },
    { emailSenderName: 'Anna' },
    { emailXMailer: 'Outlook' },
    { fileMutexName: 'Global\\x' },
  ];

  it.each(alone)('is taken as a whole tiIndicator that does not block: %j', async (observable) => {
    expect(await came(native(observable))).toEqual(['alert']);
    expect(await came(native(observable, 'block'))).toEqual(['too-common']);
  });

  it.each<[string, unknown]>([
    ['a pattern', stix("[file:name = 'svchost.exe']")],
    ['a pattern', stix("[file:parent_directory_ref.path = 'C:\\\\Windows']")],
    ['a pattern', stix("[email-message:subject = 'Invoice']")],
    ['a pattern', stix("[user-agent:value = 'curl/8.0']")],
    ['an attribute', misp('filename', 'svchost.exe')],
    ['an attribute', misp('user-agent', 'curl/8.0')],
    ['an attribute', misp('email-subject', 'Invoice')],
    ['a pulse', otx('FilePath', 'C:\\Windows\\System32')],
    ['an indicator of Falcon', falcon('file_name', 'svchost.exe')],
  ])('is left as the find of %s: %j', async (_, payload) => {
    expect(await came(payload)).toEqual(['too-common']);
    expect(await came(payload, { defaults: { action: 'block' } })).toEqual(['too-common']);
  });

  it('is left as the find of a mapping', async () => {
    expect(await came({ soc: 1 }, custom('{"fileName": "svchost.exe"}'))).toEqual(['too-common']);
  });

  it.each<[string, unknown]>([
    [
      'a name with its folder',
      stix("[file:name = 'a.dll' AND file:parent_directory_ref.path = 'C:\\\\Temp']"),
    ],
    ['a name with its size', stix("[file:name = 'a.dll' AND file:size = 4096]")],
  ])('is taken with its like, but does not block: %s', async (_, payload) => {
    expect(await came(payload)).toEqual(['alert']);
    expect(await came(payload, { defaults: { action: 'block' } })).toEqual(['too-common']);
  });
});

describe('when the profile says otherwise', () => {
  const name = native({ fileName: 'svchost.exe' });
  const port = native({ networkPort: 443 });
  const found = misp('filename', 'svchost.exe');

  it.each<[string, readonly string[], unknown, object]>([
    ['take', ['alert'], port, {}],
    ['take', ['block'], native({ fileName: 'svchost.exe' }, 'block'), {}],
    ['take', ['block'], found, { defaults: { action: 'block' } }],
    ['refuse', ['too-common'], name, {}],
    ['refuse', ['too-common'], port, {}],
    ['refuse', ['too-common'], found, {}],
    ['refuse', ['too-common'], native({ fileName: 'a.dll', fileSize: 4096 }), {}],
    ['refuse', ['alert'], native({ fileName: 'a.dll', domainName: 'evil.com' }), {}],
  ])('%s gives %j', async (tooCommon, outcome, payload, profile) => {
    expect(await came(payload, { ...profile, guard: { tooCommon } })).toEqual(outcome);
  });
});

describe('any valid indicator', () => {
  const { guard } = profileOf({ guard: { specialUse: 'take' } });
  const codes = (indicator: TiIndicator) => guardDangerOf(indicator, guard)?.code;
  const isStrong = ([name]: [string, unknown]): boolean =>
    Object.entries(strengths).some(([strong, said]) => strong === name && said === 'strong');
  const decode = (candidate: object) => tiIndicatorCodec(() => now).decode(candidate);

  it('is never too common with something strong in it', () => {
    fc.assert(
      fc.property(validTiIndicator, (indicator) => {
        fc.pre(Object.entries(indicator).some(isStrong));
        expect(codes(indicator)).not.toBe('too-common');
      }),
    );
  });

  it('never blocks without', () => {
    fc.assert(
      fc.property(
        validTiIndicator,
        fc.constantFrom('fileName', 'userAgent', 'emailSubject'),
        (whole, weak) => {
          const rest = Object.entries(whole).filter(
            (entry) => !isStrong(entry) && entry[0] !== 'fileHashType',
          );
          const blocking = rightOf(
            decode({
              ...Object.fromEntries(rest),
              [weak]: 'a name',
              action: 'block',
              targetProduct: 'Azure Sentinel',
              tlpLevel: 'green',
            }),
          );
          expect(codes(blocking)).toBe('too-common');
          expect(blocking.action).toBe('block');
        },
      ),
    );
  });
});
