import { customFormatsFor, readMapping } from '../../shared/profile/custom-format';
import { rightOf } from '../pipeline/right-of';
import { evaluate, foundIn, leftIn, now, profileOf, readWith } from './reading';

/** A profile whose one custom format `soc` takes `{"soc": …}` and maps with this expression. */
const mapping = (expression: string, more: Readonly<Record<string, unknown>> = {}) =>
  profileOf({ custom: [{ name: 'soc', match: '$exists(soc)', mapping: expression }], ...more });

const mapped = async (expression: string, payload: unknown, more: Readonly<Record<string, unknown>> = {}) =>
  readWith(mapping(expression, more), { soc: payload });

const ip = '45.155.205.233';
const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

describe('when a mapping gives one object', () => {
  it.each([
    ['an address of unknown direction', '{"ip": ip}', { networkIPv4: ip }],
    ['a network', '{"ip": ip & "/24", "direction": "source"}', { networkSourceCidrBlock: '45.155.205.0/24' }],
    [
      'an address with its direction and port',
      '{"ip": ip, "direction": "destination", "port": "443"}',
      { networkDestinationIPv4: ip, networkDestinationPort: 443 },
    ],
    ['what is to be done with it', '{"domain": "evil.com", "action": "block"}', { action: 'block' }],
    [
      'what the profile does where it says nothing',
      '{"domain": "evil.com", "action": ""}',
      { action: 'alert' },
    ],
    ['a defanged domain', '{"domain": "evil[.]com"}', { domainName: 'evil.com' }],
    [
      'a domain with a port',
      '{"domain": "evil.com", "port": 8443}',
      { domainName: 'evil.com', networkPort: 8443 },
    ],
    [
      'a domain with a port of a source',
      '{"domain": "evil.com", "port": 8443, "direction": "source"}',
      { networkSourcePort: 8443 },
    ],
    ['a URL', '{"url": "hxxp://evil.com/a"}', { url: 'http://evil.com/a' }],
    ['a sender', '{"email": "a@evil.com"}', { emailSenderAddress: 'a@evil.com' }],
    [
      'a hash with its algorithm',
      `{"hash": "${sha256}", "algorithm": "authentihash"}`,
      { fileHashType: 'authenticodeHash256', fileHashValue: sha256 },
    ],
    [
      'a hash by its length',
      `{"hash": "${sha256}", "fileName": "a.exe", "fileSize": "12"}`,
      { fileHashType: 'sha256', fileHashValue: sha256, fileName: 'a.exe', fileSize: 12 },
    ],
    [
      'an MD5 by its length',
      '{"hash": "5D41402ABC4B2A76B9719D911017C592"}',
      { fileHashType: 'md5', fileHashValue: '5d41402abc4b2a76b9719d911017c592' },
    ],
    [
      'other members by their own names',
      '{"userAgent": "evil/1", "emailSubject": "Invoice"}',
      { userAgent: 'evil/1', emailSubject: 'Invoice' },
    ],
  ])('takes %s', async (_, expression, members) => {
    const [indicator, ...others] = foundIn(await mapped(`soc.(${expression})`, { ip }));
    expect(others).toEqual([]);
    expect(indicator).toMatchObject(members);
  });

  it.each([
    ['a severity on tiIndicator’s own scale', '"severity": 4', { severity: 4 }],
    ['a severity out of ten', '"severity": 8, "severityOf": 10', { severity: 4 }],
    ['a severity as a word', '"severity": "Critical"', { severity: 5 }],
    ['a confidence out of a hundred', '"confidence": 70', { confidence: 70 }],
    ['a confidence out of five', '"confidence": 4, "confidenceOf": 5', { confidence: 80 }],
    ['a marking', '"tlp": "TLP:AMBER+STRICT"', { tlpLevel: 'amber' }],
    ['the strictest of several markings', '"tlp": ["white", "green"]', { tlpLevel: 'green' }],
    ['a word for the threat', '"threat": "phishing"', { threatType: 'Phishing' }],
    ['one tag', '"tags": "a"', { tags: ['a'] }],
    ['several tags', '"tags": ["a", 7, ""]', { tags: ['a', '7'] }],
    ['families', '"malwareFamilies": ["Emotet"]', { malwareFamilyNames: ['Emotet'] }],
    ['actors', '"activityGroups": "APT0"', { activityGroupNames: ['APT0'] }],
    ['a kill chain phase', '"killChain": "command-and-control"', { killChain: ['C2'] }],
    ['a description', '"description": "seen"', { description: 'seen' }],
    ['what else there is', '"additionalInformation": "more"', { additionalInformation: 'more' }],
    ['an expiry', '"expires": "2026-02-01 00:00:00 UTC"', { expirationDateTime: '2026-02-01T00:00:00.000Z' }],
    ['when it was last seen', '"lastSeen": 1764547200', { lastReportedDateTime: '2025-12-01T00:00:00.000Z' }],
    ['members that are blank as absent ones', '"url": "", "tlp": null', { tlpLevel: 'unknown' }],
  ])('takes %s', async (_, members, expected) => {
    const reading = await mapped(`{"ip": soc.ip, ${members}}`, { ip });
    expect(foundIn(reading)).toMatchObject([expected]);
  });

  it('lets the profile say what its numbers mean', async () => {
    const severity = { soc: { steps: [{ from: 50, is: 5 }] } };
    const reading = await mapped('{"ip": soc.ip, "severity": 60}', { ip }, { severity });
    expect(foundIn(reading)).toMatchObject([{ severity: 5 }]);
  });

  it('passes what it says is revoked or expired by', async () => {
    const expression = `[{"ip": soc.ip, "revoked": true}, {"domain": "evil.com", "expires": "2025-01-01"}]`;
    const reading = await mapped(expression, { ip });
    expect(foundIn(reading)).toMatchObject([{ isActive: false }]);
    expect(leftIn(reading)).toMatchObject([{ place: '/1', code: 'expired' }]);
  });

  it('guards what it gives like anything else', async () => {
    expect(leftIn(await mapped('{"ip": "10.0.0.1"}', {}))).toMatchObject([{ code: 'not-public-address' }]);
  });

  it('refuses a template that its sender did not fill in', async () => {
    expect(leftIn(await mapped('{"domain": soc}', '{{dest.domain}}'))).toMatchObject([
      { code: 'observable-invalid' },
    ]);
  });
});

describe('when a mapping is written in lines', () => {
  it('is the expression of those lines', async () => {
    const expression = ['{ /* one', 'indicator */', '"ip": soc.ip', '}'];
    const custom = [{ name: 'soc', match: ['$exists', '(soc)'], mapping: expression }];
    expect(foundIn(await readWith(profileOf({ custom }), { soc: { ip } }))).toMatchObject([
      { networkIPv4: ip },
    ]);
  });
});

describe('when a mapping gives an array', () => {
  it('takes each by its place in that array, and a bad one costs no other', async () => {
    const reading = await mapped('[soc.{"ip": ip, "direction": way}]', [
      { ip },
      { ip: 'not an address' },
      { ip: '45.155.205.234', way: 'sideways' },
      { ip: '45.155.205.235' },
    ]);
    expect(reading.found.map(({ provenance }) => [provenance.format, provenance.place])).toEqual([
      ['soc', '/0'],
      ['soc', '/3'],
    ]);
    expect(leftIn(reading)).toMatchObject([
      {
        place: '/2',
        code: 'mapping-invalid',
        violations: [{ pointer: '/2/direction', expected: 'one of source, destination' }],
      },
      { place: '/1', code: 'observable-invalid' },
    ]);
  });

  it.each([
    [
      'a misspelled member',
      '{"ip": "1.2.3.4", "discription": "x"}',
      '/discription',
      'did you mean description?',
    ],
    ['an observable that is an array', '{"ip": ["1.2.3.4"]}', '/ip', 'a string'],
    ['an observable that is a number', '{"domain": 7}', '/domain', 'a string'],
    [
      'a severity that is an object',
      '{"ip": "1.2.3.4", "severity": {}}',
      '/severity',
      'a string or a number',
    ],
    ['a scale of zero', '{"ip": "1.2.3.4", "severityOf": 0}', '/severityOf', 'a number above 0'],
    ['a tag that is an object', '{"ip": "1.2.3.4", "tags": [{}]}', '/tags', 'array of strings'],
    ['a date that is none', '{"ip": "1.2.3.4", "expires": "soon"}', '/expires', 'a moment'],
    ['a word for true', '{"ip": "1.2.3.4", "revoked": "yes"}', '/revoked', 'true or false'],
    ['a string for an object', '"1.2.3.4"', '', 'an object'],
    ['a function for an object', '$sum', '/_jsonata_function', 'one of'],
  ])('names the place and what it expected: %s', async (_, expression, pointer, expected) => {
    const [left] = leftIn(await mapped(expression, {}));
    expect(left).toMatchObject({ code: 'mapping-invalid', place: '' });
    expect(left?.violations[0]?.pointer).toBe(pointer);
    expect(left?.violations[0]?.expected).toContain(expected);
  });

  it('merges what it gives twice', async () => {
    const reading = await mapped('[soc.{"ip": ip}]', [{ ip }, { ip }]);
    expect(reading.found).toHaveLength(1);
    expect(leftIn(reading)).toMatchObject([{ place: '/1', code: 'duplicate-in-event' }]);
  });

  it.each([
    ['takes 10,000 objects', 10_000, 'no-indicator', 10_000],
    ['refuses 10,001 objects as one', 10_001, 'mapping-failed', 1],
  ])('%s', (_, count, code, left) => {
    const { skipped } = readMapping(Array.from({ length: count }, () => ({})));
    expect(skipped).toHaveLength(left);
    expect(skipped.every(({ reason }) => reason.code === code)).toBe(true);
  });
});

describe('when a mapping gives nothing', () => {
  it.each([
    ['no value', 'nothing'],
    ['an empty array', '[]'],
    ['null', 'null'],
    ['an object without an observable', '{"description": "x", "severity": 3}'],
    ['observables that are blank', '{"ip": "", "domain": null}'],
  ])('says so: %s', async (_, expression) => {
    expect(leftIn(await mapped(expression, {}))).toEqual([
      { place: '', format: 'soc', code: 'no-indicator', violations: [] },
    ]);
  });
});

describe('when an expression fails on a payload', () => {
  it.each([
    ['a type error', 'soc.a + 1', 'T2001 at character'],
    ['recursion without end', '($f := function($n){ 1 + $f($n) }; $f(1))', 'D1011'],
    ['a range without end', '[1..1000000]', 'D2015'],
    ['code in the payload', '$eval(soc.text)', 'T1006'],
  ])('refuses the payload and says where in the expression: %s', async (_, expression, detail) => {
    const reading = await mapped(expression, { a: 'x', text: `${'a'.repeat(60)}!` });
    expect(leftIn(reading)).toMatchObject([{ place: '', format: 'soc', code: 'mapping-failed' }]);
    expect(reading.left[0]?.reason).toMatchObject({ unreadable: true });
    expect(reading.left[0]?.reason.text).toContain(detail);
    expect(JSON.stringify(reading)).not.toContain('aaaa');
  });

  it('goes on to the next format when it is the match, and says so when none is left', async () => {
    const profile = profileOf({
      custom: [
        { name: 'counts', match: 'soc > 3', mapping: '{"ip": "1.1.1.1"}' },
        { name: 'texts', match: 'soc = "x"', mapping: '{"domain": "evil.com"}' },
      ],
    });
    expect(foundIn(await readWith(profile, { soc: 'x' }))).toMatchObject([{ domainName: 'evil.com' }]);
    const { left } = await readWith(profile, { soc: 'y' });
    expect(left).toMatchObject([{ reason: { code: 'format-unknown' } }]);
    expect(left[0]?.reason.text).toMatch(
      /counts \(.*T2009.*\), texts \(.*its match is true\), .*tiIndicator/s,
    );
  });
});

describe('when its time is up', () => {
  const payload = {
    soc: {
      text: `${'a'.repeat(60)}!`,
      // Each alone is done in a few milliseconds, and all of them in seconds.
      texts: Array.from({ length: 500 }, () => 'x'.repeat(20)),
    },
  };
  const within = async (maxMs: number, expression: string) => {
    const bounds = { now: () => now, maxMs: () => maxMs };
    const tried = customFormatsFor(mapping(expression), 'soc', { evaluate, ...bounds });
    const [format] = rightOf(await tried(payload)()).formats;
    return format?.read(payload, {
      now: () => now,
      takeObserved: false,
      takeSuspicious: false,
      takeFreeText: false,
    }).skipped;
  };

  it.each([
    ['a loop without end', 100, '($f := function($n){ $f($n + 1) }; $f(1))'],
    ['a regular expression without end', 100, '$match(soc.text, /^(a+)+$/)'],
    [
      'many slow regular expressions',
      100,
      '$map(soc.texts, function($t) { $match($t & soc.text, /(x+x+)+y/) })',
    ],
    ['anything, where the event has no time left', 0, '{"ip": "45.155.205.233"}'],
  ])('is stopped: %s', async (_, maxMs, expression) => {
    const skipped = await within(maxMs, expression);
    expect(skipped).toMatchObject([{ place: '', reason: { code: 'mapping-failed', unreadable: true } }]);
    expect(skipped?.[0]?.reason.text).toMatch(/took too long/);
  });
});

describe('when several formats could read a payload', () => {
  const native = {
    action: 'alert',
    targetProduct: 'Azure Sentinel',
    threatType: 'WatchList',
    tlpLevel: 'green',
    expirationDateTime: '2026-06-01T00:00:00Z',
    description: 'native',
    domainName: 'native.com',
  };
  const profile = profileOf({
    custom: [
      { name: 'first', match: 'description = "native"', mapping: '{"domain": "first.com"}' },
      { name: 'second', match: 'true', mapping: '{"domain": "second.com"}' },
      { name: 'third', match: '"true"', mapping: '{"domain": "third.com"}' },
    ],
  });

  it.each([
    ['the first custom format that matches', null, 'first.com'],
    ['the custom format that the sender names, whatever its match says', 'SECOND', 'second.com'],
    ['a built-in format that the sender names', 'tiIndicator', 'native.com'],
  ])('takes %s', async (_, format, domainName) => {
    expect(foundIn(await readWith(profile, native, format))).toMatchObject([{ domainName }]);
  });

  it('does not take a match that is not true or false for true', async () => {
    const only = profileOf({ custom: [{ name: 'soc', match: '"true"', mapping: '{"domain": "a.com"}' }] });
    expect(foundIn(await readWith(only, native))).toMatchObject([{ domainName: 'native.com' }]);
  });

  it('reads each payload of a batch by itself', async () => {
    const grid = (id: string, data: unknown) => ({
      id,
      topic: 't',
      subject: 's',
      eventType: 'e',
      eventTime: '2026-01-01T00:00:00Z',
      dataVersion: '1',
      data,
    });
    const own = mapping('{"domain": soc}');
    const reading = await readWith(own, [grid('1', { soc: 'a.com' }), grid('2', native), grid('3', {})]);
    expect(
      reading.found.map(({ provenance: { eventId, format, place } }) => [eventId, format, place]),
    ).toEqual([
      ['1', 'soc', '/0/data'],
      ['2', 'tiIndicator', '/1/data'],
    ]);
    expect(leftIn(reading)).toMatchObject([{ place: '/2/data', code: 'format-unknown' }]);
  });
});

describe('an expression', () => {
  it('gives the same for the same payload at the same time', async () => {
    const expression = '{"ip": soc.ip, "description": $now() & " " & $string($millis())}';
    const first = await mapped(expression, { ip });
    expect(foundIn(first)).toMatchObject([{ description: '2026-01-01T00:00:00.000Z 1767225600000' }]);
    expect(await mapped(expression, { ip })).toEqual(first);
  });

  it.each(['$random()', '$shuffle([1,2])', '$eval("1")'])('has no %s', async (call) => {
    expect(leftIn(await mapped(call, {}))).toMatchObject([{ code: 'mapping-failed' }]);
  });

  it.each([
    ['$distinct(soc)', [1, 1, '1', { a: 1 }, { a: 1 }], '[1,"1",{"a":1}]'],
    ['$distinct(soc)', 'one', 'one'],
    ['$parseJson(soc).a', '{"a": [1, 2]}', '[1,2]'],
    ['$parseJson(soc).a', { a: 'not text' }, 'not text'],
    ['$parseJson(soc)', '{"broken', '{"broken'],
    ['$match(soc, /a(.)/i).groups', 'xaBacx', '["B","c"]'],
    ['$replace(soc, /a/, "b")', 'aXa', 'bXb'],
    ['$split(soc, /,\\s*/)', 'a, b,c', '["a","b","c"]'],
  ])('has its functions: %s of %j', async (call, payload, result) => {
    const reading = await mapped(`{"ip": "${ip}", "description": $string(${call})}`, payload);
    expect(foundIn(reading)).toMatchObject([{ description: result }]);
  });

  it('reads a payload that has 80,000 different values', async () => {
    const values = Array.from({ length: 80_000 }, (_, index) => index);
    const reading = await mapped(`{"ip": "${ip}", "fileSize": $count($distinct(soc))}`, values);
    expect(foundIn(reading)).toMatchObject([{ fileSize: 80_000 }]);
  });
});
