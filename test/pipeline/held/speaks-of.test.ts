import { speaksOf } from '../../../shared/pipeline/held/speaks-of';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('what is parked', () => {
  it.each([
    ['203.0.113.7', 'as it is asked for', '203.0.113.7'],
    ['203.0.113.7', 'defanged', '203[.]0[.]113[.]7'],
    ['203.0.113.7', 'defanged in the middle of a sentence', 'seen at 203(dot)0(.)113{.}7, twice'],
    ['evil.example', 'in capitals', 'EVIL.example'],
    ['hxxp://Evil[.]example/a', 'followable', 'http://evil.example/a'],
    ['http://evil.example/a', 'with its scheme undone', 'see hxxps://x.example and hXXp://EVIL[.]example/a'],
    ['http://evil.example/a b', 'escaped', 'http://evil.example/a%20b'],
    ['2001:db8::1', 'with all its groups', '2001:0DB8:0:0:0:0:0:1'],
    ['2001:db8:0:0:0:0:0:1', 'short, in a URL', 'http://[2001:DB8::1]:8080/x'],
    ['2001:db8::1', 'in a pattern of STIX', "[ipv6-addr:value = '2001:db8:0:0::1']"],
    ['bücher.example', 'as punycode', 'xn--bcher-kva.example'],
    ['xn--bcher-kva.example', 'as it is written', 'der Server Bücher.example antwortet'],
    ['someone@evil.example', 'defanged', 'someone[at]evil[.]example'],
    ['203.0.113.7', 'at the end of a range and of a sentence', '203.0.113.1-203.0.113.7.'],
    ['203.0.113.7', 'as the name of a file', '203.0.113.7.log'],
    ['203.0.113.7', 'after a longer one', '1203.0.113.7 and 203.0.113.7'],
    ['evil.example', 'in prose of another script', '攻撃元evil.exampleから'],
    ['evil.example', 'after an escape that was never undone', 'broken \\nevil.example'],
    ['evil.example', 'after another', '100% broken%3devil.example'],
  ])('speaks of %s, written %s', (value, _, written) => {
    const isSpoken = speaksOf({ by: 'value', value });
    const json = JSON.stringify({ content: { alert: [{ text: written }] } });
    expect([json, JSON.stringify({ raw: JSON.stringify({ text: written }) })].map(isSpoken)).toEqual([
      true,
      true,
    ]);
    expect(isSpoken(JSON.stringify({ raw: base64(JSON.stringify({ text: written })) }))).toBe(true);
  });

  it('speaks of it where JSON escapes its characters, and where it is the name of a member', () => {
    const isSpoken = speaksOf({ by: 'value', value: 'evil.example' });
    expect(isSpoken('{"text":"\\u0065vil\\u002eexample"}')).toBe(true);
    expect(isSpoken('{"EVIL.example":1}')).toBe(true);
    expect(isSpoken('no JSON, but evil[.]example')).toBe(true);
  });

  it.each([
    ['203.0.113.7', '203.0.113.9'],
    ['2001:db8::1', '2001:db8::2'],
    ['evil.example', 'good.example'],
    ['bücher.example', 'bücher.test'],
    ['203.0.113.7', '203.0.113.70'],
    ['203.0.113.7', '1203.0.113.7'],
    ['t.co', 'https://microsoft.com/'],
    ['мир.рф', 'кумир.рф'],
    ['someone@evil.example', 'awesomeone@evil.example'],
    ['http://evil.example/a', 'http://evil.example/ab'],
    ['d41d8cd98f00b204e9800998ecf8427f', 'a'.repeat(32) + 'd41d8cd98f00b204e9800998ecf8427f'],
  ])('does not speak of %s where it names %s', (value, written) => {
    expect(speaksOf({ by: 'value', value })(JSON.stringify({ text: written }))).toBe(false);
  });

  it('is of an event by its very id, and of no other whose id begins so', () => {
    const isSpoken = speaksOf({ by: 'event', eventId: 'run-1' });
    expect(isSpoken('{"provenance":{"eventId":"run-1"}}')).toBe(true);
    expect(isSpoken('{"provenance":{"eventId":"run-10"}}')).toBe(false);
    expect(isSpoken('{"provenance":{"eventId":"RUN-1"}}')).toBe(false);
  });
});
