import {
  hostNamedBy,
  isSpelled,
  readingsOf,
  sameForAllSpellings,
  spellingsOf,
} from '../../shared/indicator/spellings';

describe('the spellings of a value', () => {
  it.each([
    ['HXXP://Evil[.]example/a', 'http://evil.example/a'],
    ['Evil(dot)Example.', 'evil.example'],
    ['Bücher.example', 'xn--bcher-kva.example'],
    ['2001:0DB8::1', '2001:db8:0:0:0:0:0:1'],
    ['203.0.113.0/24', '203.0.113.0/24'],
    ['ABCDEF', 'abcdef'],
    ['Evil@Bücher.Example', 'Evil@xn--bcher-kva.example'],
    ['EVIL[@]example[.]com', 'evil@example.com'],
  ])('of %s have one text, that of %s', (spelled, other) => {
    expect(sameForAllSpellings(spelled)).toBe(sameForAllSpellings(other));
    expect(spellingsOf(spelled)).toContain(other);
  });

  it.each([
    ['a.example'],
    ['2001:db8::1'],
    ['http://A.example/%41?b#c'],
    ['Evil.EXE'],
    [''],
    ['::ffff:1.2.3.4'],
  ])('all have the same text as %s', (value) => {
    const same = sameForAllSpellings(value);
    expect(spellingsOf(value).map(sameForAllSpellings)).toEqual(spellingsOf(value).map(() => same));
  });
});

describe('what may be kept of a value', () => {
  it.each([
    ['203.0.113.7/32', '203.0.113.7'],
    ['203[.]0[.]113[.]7/32', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['[203.0.113.7]', '203.0.113.7'],
    ['[2001:DB8::1]', '2001:db8::1'],
    ['2001:db8::1/128', '2001:db8::1'],
  ])('is, for %s, itself and the address as which it is read', (value, address) => {
    expect(readingsOf(value)).toEqual([value, address]);
  });

  it.each([
    ['203.0.113.7'],
    ['2001:DB8::1'],
    ['203.0.113.0/24'],
    ['203.0.113.7:443'],
    ['http://203.0.113.7/'],
    ['evil.example'],
    [''],
  ])('is %s alone, where it names no address or is spelled as one', (value) => {
    expect(readingsOf(value)).toEqual([value]);
  });
});

describe('a value that is kept', () => {
  it.each([
    ['evil@example.com', 'Evil@example.com', true],
    ['EVIL.exe', 'evil.exe', true],
    ['evil.exe', 'EVIL.exe', true],
    ['http://evil.example/a', 'http://evil.example/A', false],
    ['evil.example', 'sub.evil.example', false],
  ])('is, asked for as %s and kept as %s, found: %s', (asked, kept, expected) => {
    expect(isSpelled(new Set(spellingsOf(asked)), kept)).toBe(expected);
  });
});

describe('the host that a value names', () => {
  it.each([
    ['HXXP://Evil[.]example', 'evil.example'],
    ['https://evil.example:8443/', 'evil.example'],
    ['http://[2001:DB8::7]/', '2001:db8::7'],
    ['203[.]0[.]113[.]7:443', '203.0.113.7'],
    ['[2001:db8::7]:443', '2001:db8::7'],
    ['Bücher.example:80', 'xn--bcher-kva.example'],
  ])('is in %s %s', (value, host) => {
    expect(hostNamedBy(value)).toBe(host);
  });

  it.each([
    ['evil.example'],
    ['203.0.113.7'],
    ['2001:db8::443'],
    ['http://evil.example/a'],
    ['http://evil.example/?a'],
    ['http://me@evil.example/'],
    ['C:80'],
    [''],
  ])('is not told where it stands as it is, or names more: %s', (value) => {
    expect(hostNamedBy(value)).toBeUndefined();
  });
});
