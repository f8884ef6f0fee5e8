import fc from 'fast-check';
import { cef } from '../../../shared/formats/log-line/cef';
import { leef } from '../../../shared/formats/log-line/leef';
import { anyJson, nested } from '../../arbitraries/json';
import { intake, options } from '../intake';

const sha256 = 'a'.repeat(63) + 'b';

const line = (extension: string, { event = 'THREAT', name = 'url', severity = '8' } = {}) =>
  `CEF:0|Maker|Wall|1.0|${event}|${name}|${severity}|${extension}`;

const threat = 'act=block cat=malware';

const read = (payload: unknown, more = {}) => intake(cef, payload, more);

describe('when a payload is to be recognised', () => {
  it.each([
    ['a line', line('a=b'), true],
    ['a line behind a syslog header', `<134>1 2026-11-23T12:00:00Z fw - - - ${line('a=b')}`, true],
    ['version 1', line('a=b').replace('CEF:0', 'CEF:1'), true],
    ['lines after others', `\n# start\r\n${line('a=b')}\r\n`, true],
    ['an array of lines', [line('a=b')], true],
    ['an object with a line', { host: 'fw', message: line('a=b') }, true],
    ['a list of objects with a line', { value: [{ _raw: line('a=b') }] }, true],
    ['a LEEF line', 'LEEF:1.0|Maker|Wall|1.0|7|a=b', false],
    ['a word', 'it starts with CEF as usual', false],
    ['a line in the middle of a word', `x${line('a=b')}`, false],
    ['a line in another member', { host: line('a=b') }, false],
    ['a deep array', nested(5000), false],
  ])('%s: %#', (_, payload, is) => {
    expect(cef.recognises(payload)).toBe(is);
  });
});

describe('when a line tells of a threat that was stopped', () => {
  it.each([
    ['request=http://evil-site.com/a?x\\=1&y=2', '/request: url http://evil-site.com/a?x=1&y=2'],
    ['request=hxxp://evil-site[.]com/a', '/request: url hxxp://evil-site[.]com/a'],
    ['request=evil-site.com/a dpt=443', '/request: url https://evil-site.com/a'],
    ['request=evil-site.com/a', '/request: url http://evil-site.com/a'],
    ['request=evil-site.com/', '/request: domain evil-site.com'],
    [`fileHash=${sha256}`, `/filehash: hash ${sha256}`],
    [`fileHash=${sha256} fname=a b.exe`, `/filehash: hash ${sha256}, text a b.exe`],
    [`cs3=${sha256} cs3Label=SHA256`, `/sha256: hash ${sha256}`],
  ])('takes %s', (extension, found) => {
    expect(read(line(`${threat} ${extension}`)).found).toEqual([found]);
  });

  it.each([
    ['in its name', line('act=drop request=http://a.com/x', { name: 'Trojan found' })],
    ['in its class', line('act=drop request=http://a.com/x', { event: 'phishing' })],
    ['under a label', line('act=Blocked cs1=C2 cs1Label=Threat Category request=http://a.com/x')],
    ['as a verdict alone', line('PanOSVerdict=malicious request=http://a.com/x')],
  ])('finds the threat %s', (_, payload) => {
    expect(read(payload).found).toEqual(['/request: url http://a.com/x']);
  });

  it('says what the line says', () => {
    const said = 'rt=1780000000000 request=http://a.com/x';
    expect(read(line(`${threat} ${said}`, { name: 'Bad page' })).drafts).toMatchObject([
      {
        description: 'Maker Wall: Bad page',
        threat: ['malware'],
        severity: { value: '8', of: 10 },
        lastSeen: '1780000000000',
      },
    ]);
  });

  it.each([
    ['1', ['/dst: destination 45.1.2.3', '/dhost: domain evil-site.com'], ['/src: own-asset']],
    ['0', ['/src: source 45.9.9.9'], ['/dst: own-asset', '/dhost: own-asset']],
    ['', [], ['/dst: observed-only', '/dhost: observed-only', '/src: observed-only']],
  ])('takes the stranger’s end of a connection in direction %j', (direction, found, left) => {
    const ends = 'src=45.9.9.9 dst=45.1.2.3 dpt=443 dhost=evil-site.com';
    const payload = line(`act=block cat=command-and-control deviceDirection=${direction} ${ends}`);
    expect(read(payload)).toMatchObject({ found, left });
  });

  it('keeps the port of the destination', () => {
    const payload = line('act=block cat=botnet deviceDirection=1 dst=45.1.2.3 dpt=8443');
    expect(read(payload).drafts).toMatchObject([
      { observed: [{ kind: 'ip', value: '45.1.2.3', port: '8443' }] },
    ]);
  });

  it('does not take the server that a bad file came from', () => {
    const payload = line(`act=block cat=virus deviceDirection=1 dst=45.1.2.3 fileHash=${sha256}`);
    expect(read(payload)).toMatchObject({
      found: [`/filehash: hash ${sha256}`],
      left: ['/dst: observed-only'],
    });
  });

  it.each(['fileHash=0', 'fileHash=N/A', 'request=some fake file name', 'oldFileHash=' + sha256, ''])(
    'leaves one that names nothing: %s',
    (extension) => {
      expect(read(line(`${threat} ${extension}`))).toMatchObject({ found: [], left: [': no-indicator'] });
    },
  );
});

describe('when a line tells of no threat that was stopped', () => {
  it.each([
    ['traffic', 'act=allow src=45.1.2.3', 'observed-only'],
    ['a rule that denies', 'act=deny request=http://games.some-site.com/', 'verdict-not-malicious'],
    ['a rule with a telling name', 'act=deny cs1=block-malware cs1Label=Rule', 'verdict-not-malicious'],
    ['a threat let through', 'act=alert cat=malware request=http://a.com/x', 'verdict-not-malicious'],
    ['a threat not cleaned', 'act=not cleaned cat=malware request=http://a.com/x', 'verdict-not-malicious'],
    [
      'a verdict of benign',
      'act=block cat=malware PanOSVerdict=benign request=http://a.com/x',
      'observed-only',
    ],
    [
      'an update that was stopped',
      'act=block cat=anti-virus request=http://a.com/x',
      'verdict-not-malicious',
    ],
    ['no threat', 'act=block cat=no malware request=http://a.com/x', 'verdict-not-malicious'],
    [
      'an attack on the own server',
      'act=block cat=sql-injection request=http://shop.some-site.com/',
      'verdict-not-malicious',
    ],
  ])('leaves %s', (_, extension, code) => {
    expect(read(line(extension))).toMatchObject({ found: [], left: [`: ${code}`] });
  });

  it('takes a threat let through where suspicious ones are wanted', () => {
    const payload = line('act=alert cat=malware request=http://a.com/x');
    expect(read(payload, { takeSuspicious: true }).found).toHaveLength(1);
  });
});

describe('when there are several lines', () => {
  it('counts them, and refuses what is none', () => {
    const bad = line(`${threat} request=http://a.com/x`);
    expect(read(`${bad}\n\nhello\nCEF:0|too|short|\n${bad}`)).toMatchObject({
      found: ['/0/request: url http://a.com/x', '/3/request: url http://a.com/x'],
      left: ['/1: item-unknown', '/2: item-unknown'],
    });
    expect(read([{ message: `${bad}\n${bad}` }, 3])).toMatchObject({
      found: ['/0/message/0/request: url http://a.com/x', '/0/message/1/request: url http://a.com/x'],
      left: ['/1: item-unknown'],
    });
  });
});

describe('for any JSON', () => {
  it.each([cef, leef])('%# answers every item', (format) => {
    fc.assert(
      fc.property(anyJson, fc.string(), (json, text) => {
        const payload = [json, `CEF:0|${text}`, `LEEF:2.0|${text}`, { message: line(text) }];
        const { found, skipped } = format.read(payload, options);
        expect(found.length + skipped.length).toBeGreaterThanOrEqual(4);
      }),
    );
  });
});
