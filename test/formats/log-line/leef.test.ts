import { leef } from '../../../shared/formats/log-line/leef';
import { intake } from '../intake';

const read = (payload: unknown, more = {}) => intake(leef, payload, more);

const one = (attributes: readonly string[], event = 'malware') =>
  `LEEF:1.0|Maker|Wall|1.0|${event}|${attributes.join('\t')}`;

const two = (delimiter: string, body: string) => `LEEF:2.0|Maker|Wall|1.0|malware|${delimiter}${body}`;

describe('when a payload is to be recognised', () => {
  it.each([
    ['LEEF 1.0', one(['a=b']), true],
    ['LEEF 2.0', two('^|', 'a=b'), true],
    ['a line behind a syslog header', `<13>Jan 18 11:07:53 192.168.1.1 ${one(['a=b'])}`, true],
    ['an object with a line', { raw: one(['a=b']) }, true],
    ['a CEF line', 'CEF:0|Maker|Wall|1.0|a|b|5|a=b', false],
    ['a word', 'LEEF: a format', false],
  ])('%s: %#', (_, payload, is) => {
    expect(leef.recognises(payload)).toBe(is);
  });
});

describe('when a line tells of a threat that was stopped', () => {
  const page = 'http://evil-site.com/a?x=1 2';

  it.each([
    ['tabs of LEEF 1.0', one(['action=blocked', `url=${page}`])],
    ['a character of LEEF 2.0', two('^|', `action=blocked^url=${page}`)],
    ['a code of LEEF 2.0', two('0x5E|', `action=blocked^url=${page}`)],
    ['a short code of LEEF 2.0', two('x5E|', `action=blocked^url=${page}`)],
    ['an empty delimiter of LEEF 2.0', two('|', `action=blocked\turl=${page}`)],
    ['no delimiter of LEEF 2.0', two('', `action=blocked\turl=${page}`)],
    ['spaces where a relay made them of tabs', one(['action=blocked url=' + page])],
  ])('reads %s', (_, payload) => {
    expect(read(payload).found).toEqual([`/url: url ${page}`]);
  });

  it('says what the line says', () => {
    const payload = one([
      'action=drop',
      'sev=7',
      'cat=Trojan',
      'devTime=1780000000000',
      'url=http://a.com/x',
    ]);
    expect(read(payload).drafts).toMatchObject([
      {
        description: 'Maker Wall: Trojan',
        threat: ['malware', 'trojan'],
        severity: { value: '7', of: 10 },
        lastSeen: '1780000000000',
      },
    ]);
  });

  it('takes the stranger’s end where the direction is in words', () => {
    const ends = ['src=10.0.0.1', 'dst=45.1.2.3', 'dstPort=443', 'direction=outbound'];
    expect(read(one(['action=blocked', ...ends], 'botnet'))).toMatchObject({
      found: ['/dst: destination 45.1.2.3'],
      left: ['/src: own-asset'],
      drafts: [{ observed: [{ port: '443' }] }],
    });
  });
});

describe('when a line tells of no threat', () => {
  it.each([
    ['a logon', one(['Action=Logon', 'src=45.1.2.3'], '7'), 'observed-only'],
    ['a rule that denies', one(['action=denied', 'url=http://a.com/x'], '7'), 'verdict-not-malicious'],
  ])('leaves %s', (_, payload, code) => {
    expect(read(payload)).toMatchObject({ found: [], left: [`: ${code}`] });
  });

  it('refuses a line without a whole header', () => {
    expect(read('LEEF:1.0|Maker|Wall|a=b').left).toEqual([': item-unknown']);
    expect(read({ host: 'fw' }).left).toEqual([': item-unknown']);
  });
});
