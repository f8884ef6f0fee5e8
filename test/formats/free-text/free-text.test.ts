import { readFileSync } from 'node:fs';
import path from 'node:path';
import { formats } from '../../../shared/formats';
import { freeText } from '../../../shared/formats/free-text/free-text';
import { describeSamples } from '../../samples/samples';
import { intake } from '../intake';

const read = (payload: unknown, takeFreeText = true) => intake(freeText, payload, { takeFreeText });

const md5 = '0123456789abcdef0123456789abcdef';
const sha1 = `${md5}01234567`;
const sha256 = `${md5}${md5}`;

describe('when a payload is to be recognised', () => {
  it.each([
    ['text', true],
    ['', true],
    [{ text: 'text' }, false],
    [['text'], false],
    [null, false],
  ])('%j: %s', (payload, is) => {
    expect(freeText.recognises(payload)).toBe(is);
  });
});

describe('when a text is of another format', () => {
  it.each([
    ['cef', 'CEF:0|Maker|Wall|1.0|7|malware|5|act=blocked'],
    ['leef', 'LEEF:1.0|Maker|Wall|1.0|malware|a=b'],
    ['free-text', 'CEF is a format'],
  ])('is left to %s', (name, text) => {
    expect(formats.find(({ recognises }) => recognises(text))?.name).toBe(name);
  });
});

describe('when the profile does not say that text is to be read', () => {
  it('refuses it as a whole', () => {
    expect(read('evil-site.com', false)).toMatchObject({ found: [], left: [': free-text-off'] });
    expect(
      freeText.read('x', {
        now: () => new Date(0),
        takeSuspicious: true,
        takeObserved: true,
        takeFreeText: false,
      }).skipped[0]?.reason.unreadable,
    ).toBe(true);
  });
});

describe('when a sender calls something else text', () => {
  it('refuses it', () => {
    expect(read({ text: 'evil-site.com' }).left).toEqual([': body-invalid']);
  });
});

describe('when a text holds an observable', () => {
  it.each([
    ['seen from 45.1.2.3.', 'any 45.1.2.3'],
    ['45[.]1[dot]2(.)3:8080', 'any 45.1.2.3'],
    ['at 2606:4700::1111, now', 'any 2606:4700::1111'],
    ['calls evil-site.com, often', 'domain evil-site.com'],
    ['calls evil-site[DOT]com/', 'domain evil-site.com'],
    ['calls *.evil-site.com', 'domain evil-site.com'],
    ['calls my_host.evil-site.com', 'domain my_host.evil-site.com'],
    ['calls bücher.com', 'domain bücher.com'],
    ['leads...............evil-site.com', 'domain evil-site.com'],
    ['a defanged evil[.]zip', 'domain evil.zip'],
    [`md5 ${md5}`, `hash ${md5}`],
    [`sha1=${sha1.toUpperCase()};`, `hash ${sha1.toUpperCase()}`],
    [`"${sha256}"`, `hash ${sha256}`],
    [`${md5}.exe`, `hash ${md5}`],
  ])('finds it in: %s', (text, found) => {
    expect(read(text).found.map((one) => one.replace(/^\/\d: /, ''))).toEqual([found]);
  });

  it.each([
    ['to http://45.1.2.3.:5587'],
    ['to https://somebody:word@45.1.2.3:8443:9785/'],
    ['by a@evil-site.security.TiI'],
  ])('takes nothing that is cut out of what stands there: %s', (text) => {
    expect(read(text).found).toEqual([]);
  });

  it('ends a URL where a line of escaped text does', () => {
    const { found } = read('http://a-b.com/x\\nhttp://c-d.com/y\\r\\nhttp://e-f.com/z');
    expect(found.map((one) => one.split(' ').at(-1))).toEqual([
      'http://a-b.com/x',
      'http://c-d.com/y',
      'http://e-f.com/z',
    ]);
  });

  it.each([
    ['see http://a-b.com/x.', 'http://a-b.com/x'],
    ['see hXXps[:]//a-b[.]com/x)', 'https://a-b.com/x'],
    ['http://a-b.com/x_(y),', 'http://a-b.com/x_(y)'],
    ["<a href='http://a-b.com/x'>", 'http://a-b.com/x'],
    ['[here](http://a-b.com/x), or', 'http://a-b.com/x'],
    ['| http://a-b.com/x|', 'http://a-b.com/x'],
  ])('finds the URL, without what is around it, and not its host: %s', (text, url) => {
    expect(read(text)).toMatchObject({ found: [`/0: url ${url}`], left: ['/1: observed-only'] });
  });

  it.each([
    ['from bad.one@evil-site.com', 'bad.one@evil-site.com'],
    ["from='bad@evil-site.com'", 'bad@evil-site.com'],
    ['bad[at]evil-site[.]com', 'bad@evil-site.com'],
  ])('finds the e-mail address, and not its domain: %s', (text, address) => {
    expect(read(text)).toMatchObject({ found: [`/0: text ${address}`], left: ['/1: observed-only'] });
  });

  it('numbers all in order of appearance, each once', () => {
    const text = `45.1.2.3 ${md5} http://a-b.com/x evil-site.com 45.1.2.3 EVIL-SITE.com http://a-b.com/y`;
    expect(read(text)).toMatchObject({
      found: [
        '/0: any 45.1.2.3',
        `/1: hash ${md5}`,
        '/2: url http://a-b.com/x',
        '/4: domain evil-site.com',
        '/5: url http://a-b.com/y',
      ],
      left: ['/3: observed-only'],
    });
  });

  it('takes the host of a URL where it stands by itself, too', () => {
    expect(read('http://a-b.com/x and a-b.com').found).toEqual([
      '/0: url http://a-b.com/x',
      '/1: domain a-b.com',
    ]);
  });

  it('finds both URLs of a list without spaces', () => {
    expect(read('http://a-b.com/x,http://c-d.com/y').found).toEqual([
      '/0: url http://a-b.com/x',
      '/2: url http://c-d.com/y',
    ]);
  });

  it('names the algorithm of a hash', () => {
    expect(read(`${md5} ${sha1} ${sha256}`).drafts).toMatchObject(
      ['md5', 'sha1', 'sha256'].map((algorithm) => ({ observed: [{ algorithm }] })),
    );
  });
});

describe('when a text only seems to hold an observable', () => {
  it.each([
    ['run setup.py', 'looks-like-a-file'],
    ['built main.rs', 'looks-like-a-file'],
    ['opened foo.bar.zip', 'looks-like-a-file'],
    ['loads libc.so.6', 'looks-like-a-file'],
    ['C:\\DOS\\command.com', 'looks-like-a-file'],
    ['{"path":"C:\\\\DOS\\\\command.com"}', 'looks-like-a-file'],
    ['/bin/command.com', 'looks-like-a-file'],
    ['opened invoice.com.exe', 'looks-like-a-file'],
    ['agent v1.2.3.4', 'looks-like-a-version'],
    ['Version: 1.2.3.4', 'looks-like-a-version'],
    ['ver. 1.2.3.4', 'looks-like-a-version'],
    ['1.2.3.4.5', 'looks-like-a-version'],
    ['45.1.2.0/24', 'observed-only'],
    ['ei%6f[.]com', 'observed-only'],
    ['to%20evil-site[.]com', 'observed-only'],
    ['по\u0440evil-site.com', 'observed-only'],
    ['evil-site.comм', 'observed-only'],
    ['%45.1.2.3', 'observed-only'],
    ['ours(dot)blob(dot)windows(dot)netca', 'observed-only'],
    ['examp\ud800le[.]com', 'observed-only'],
    ['github.com/somebody/something', 'observed-only'],
  ])('leaves it: %s', (text, code) => {
    expect(read(text)).toMatchObject({ found: [], left: [`/0: ${code}`] });
  });

  it.each([
    ['nothing'],
    [''],
    ['std::abs and fe::d'],
    ['First sentence . In the second'],
    ['12:34:56'],
    ['x.x.x.x'],
    [`${md5}0`],
  ])('finds nothing: %s', (text) => {
    expect(read(text)).toMatchObject({ found: [], left: [': no-indicator'] });
  });

  it.each(['tcp://evil-site.com', '\\\\evil-site.com\\share', 'www.thing.pl'])(
    'is not misled by %s',
    (text) => {
      expect(read(text).found).toHaveLength(1);
    },
  );
});

describe('when a text defangs what is bad', () => {
  it('leaves what is live in it as a link', () => {
    expect(read('From https://blog.a-b.com/report: evil-site[.]com, 45.1.2.3')).toMatchObject({
      found: ['/2: domain evil-site.com', '/3: any 45.1.2.3'],
      left: ['/0: link', '/1: observed-only'],
    });
  });

  it('takes what is live in one place and defanged in another', () => {
    expect(read('evil-site.com is evil-site[.]com').found).toEqual(['/0: domain evil-site.com']);
  });
});

describe('when a text is long', () => {
  const limit = 256 * 1024;

  it('reads 256 KiB of it', () => {
    expect(read(`${' '.repeat(limit - 13)}evil-site.com`).found).toEqual(['/0: domain evil-site.com']);
  });

  it.each([
    ['a byte more', `${' '.repeat(limit - 12)}evil-site.com`],
    ['fewer characters, but more bytes', 'é'.repeat(limit / 2 + 1)],
  ])('refuses %s', (_, text) => {
    expect(read(text)).toMatchObject({ found: [], left: [': text-too-long'] });
  });

  it('finds what stands behind thousands of other words', () => {
    expect(read(`${'word '.repeat(5000)}evil-site.com${' word'.repeat(5000)}`).found).toEqual([
      '/0: domain evil-site.com',
    ]);
  });

  it('reads a long list without spaces', () => {
    const names = Array.from({ length: 1000 }, (_, index) => `evil${index}.com`);
    expect(read(names.join(',')).found).toHaveLength(1000);
  });

  it('says that a word is too long to be searched', () => {
    expect(read(`evil-site.com ${'A'.repeat(5000)}`)).toMatchObject({
      found: ['/0: domain evil-site.com'],
      left: [': text-too-long'],
    });
  });
});

describeSamples('when the text is a real report', (folder) => {
  const count = (codes: readonly string[]) =>
    Object.fromEntries(
      [...new Set(codes)].sort().map((code) => [code, codes.filter((c) => c === code).length]),
    );

  it.each([
    ['eset-apt_c_60.adoc', { domain: 1, any: 2, hash: 2 }, { link: 1, 'observed-only': 1 }],
    ['eset-aridspy.adoc', { hash: 15, domain: 18 }, { link: 1, 'observed-only': 1 }],
    ['iocextract-invalid.txt', {}, { 'observed-only': 1 }],
    ['iocextract-valid.txt', { any: 3, domain: 1, hash: 4, url: 3 }, { link: 9, 'observed-only': 3 }],
  ])('%s', (file, found, left) => {
    const came = read(readFileSync(path.join(folder, 'free-text', file), 'utf8'));
    expect(count(came.found.map((one) => one.split(' ')[1] ?? ''))).toEqual(found);
    expect(count(came.left.map((one) => one.split(' ')[1] ?? ''))).toEqual(left);
  });
});
