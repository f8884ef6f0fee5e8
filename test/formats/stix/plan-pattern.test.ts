import * as E from 'fp-ts/Either';
import { parsePattern } from '../../../shared/formats/stix/pattern';
import { planPattern, type Branch } from '../../../shared/formats/stix/plan-pattern';

const md5 = 'a'.repeat(32);
const sha1 = 'b'.repeat(40);
const sha256 = 'c'.repeat(64);

const plan = (pattern: string): readonly Branch[] => {
  const parsed = parsePattern(pattern);
  return E.isRight(parsed) ? planPattern(parsed.right) : [];
};

/** Drafts as lists of their observations in short. */
const drafts = (pattern: string): readonly unknown[] =>
  plan(pattern).flatMap((branch): readonly unknown[] =>
    E.isRight(branch) ? branch.right.map(({ observed }) => observed) : ['no'],
  );

const files = (pattern: string): readonly unknown[] =>
  plan(pattern).flatMap((branch): readonly unknown[] =>
    E.isRight(branch) ? branch.right.map(({ file }) => file) : ['no'],
  );

const ip = (value: string, direction?: string) => ({ kind: 'ip', value, ...(direction && { direction }) });
const domain = (value: string) => ({ kind: 'domain', value });
const text = (member: string, value: string) => ({ kind: 'text', member, value });
const number = (member: string, value: unknown) => ({ kind: 'number', member, value });
const hash = (algorithm: string, value: string) => ({ kind: 'hash', algorithm, value });

describe('when a pattern tests one property that tiIndicator has a member for', () => {
  it.each([
    [`[ipv4-addr:value = '203.0.113.7']`, ip('203.0.113.7')],
    [`[ipv6-addr:value = '2001:db8::/64']`, ip('2001:db8::/64')],
    [`[ipv4-addr:value ISSUBSET '203.0.113.0/24']`, ip('203.0.113.0/24')],
    [`[network-traffic:dst_ref.value = '203.0.113.7']`, ip('203.0.113.7', 'destination')],
    [`[network-traffic:src_ref.value ISSUBSET '203.0.113.0/24']`, ip('203.0.113.0/24', 'source')],
    [`[network-traffic:dst_ref.value = 'a.example']`, domain('a.example')],
    [`[domain-name:value = 'a.example']`, domain('a.example')],
    [`[hostname:value = 'a.example']`, domain('a.example')],
    [`[url:value = 'hxxp://a[.]example/']`, { kind: 'url', value: 'hxxp://a[.]example/' }],
    [`[file:hashes.MD5 = '${md5}']`, hash('md5', md5)],
    [`[file:hashes.md5 = '${md5}']`, hash('md5', md5)],
    [`[file:hashes.'SHA-256' = '${sha256}']`, hash('sha-256', sha256)],
    [`[file:hashes."SHA-256" = '${sha256}']`, hash('sha-256', sha256)],
    [`[file:hashes.SHA256 = '${sha256}']`, hash('sha256', sha256)],
    [`[file:hashes[*] = '${sha1}']`, hash('sha1', sha1)],
    [`[file:name = 'a.exe']`, text('fileName', 'a.exe')],
    [`[email-addr:value = 'x@a.example']`, text('emailSenderAddress', 'x@a.example')],
    [`[email-message:sender_ref.value = 'x@a.example']`, text('emailSenderAddress', 'x@a.example')],
    [`[email-message:to_refs[0].value = 'x@a.example']`, text('emailRecipient', 'x@a.example')],
    [`[email-message:subject = 'Pay now']`, text('emailSubject', 'Pay now')],
    [`[mutex:name = 'Global\\\\x']`, text('fileMutexName', 'Global\\x')],
    [`[autonomous-system:number = 64500]`, number('networkSourceAsn', '64500')],
    [
      `[network-traffic:extensions.'http-request-ext'.request_header.'User-Agent' = 'x/1']`,
      text('userAgent', 'x/1'),
    ],
  ])('%s is one draft', (pattern, observation) => {
    expect(drafts(pattern)).toEqual([[observation]]);
  });
});

describe('when a pattern joins by OR', () => {
  it.each([
    [`[ipv4-addr:value = '203.0.113.7' OR domain-name:value = 'a.example']`],
    [`[ipv4-addr:value = '203.0.113.7'] OR [domain-name:value = 'a.example']`],
    [`([ipv4-addr:value = '203.0.113.7'] OR [domain-name:value = 'a.example']) WITHIN 5 SECONDS`],
  ])('%s is a draft for each', (pattern) => {
    expect(drafts(pattern)).toEqual([[ip('203.0.113.7')], [domain('a.example')]]);
  });

  it('takes every value of a set', () => {
    expect(drafts(`[domain-name:value IN ('a.example', 'b.example')]`)).toEqual([
      [domain('a.example')],
      [domain('b.example')],
    ]);
  });

  it('leaves the branch that cannot be said, not its neighbours', () => {
    expect(drafts(`[domain-name:value = 'a.example' OR domain-name:value LIKE '%.example']`)).toEqual([
      [domain('a.example')],
      'no',
    ]);
    expect(drafts(`[domain-name:value = 'a.example'] OR [a:b = 1] AND [a:b = 2]`)).toEqual([
      [domain('a.example')],
      'no',
    ]);
  });
});

describe('when a pattern joins by AND what one tiIndicator holds', () => {
  it.each([
    [
      `[network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:dst_ref.value = '203.0.113.7' AND network-traffic:dst_port = 443]`,
      [ip('203.0.113.7', 'destination'), number('networkDestinationPort', '443')],
    ],
    [
      `[ipv4-addr:value = '203.0.113.7' AND network-traffic:dst_port = 443]`,
      [ip('203.0.113.7', 'destination'), number('networkDestinationPort', '443')],
    ],
    [
      `[domain-name:value = 'a.example' AND network-traffic:dst_port = '8443']`,
      [domain('a.example'), number('networkDestinationPort', '8443')],
    ],
    [
      `[domain-name:value = 'a.example' AND domain-name:resolves_to_refs[*].value = '203.0.113.7']`,
      [domain('a.example'), ip('203.0.113.7')],
    ],
    [`[file:name = 'a.exe' AND file:hashes.MD5 = '${md5}']`, [hash('md5', md5), text('fileName', 'a.exe')]],
    [
      `[network-traffic:dst_ref.value = '203.0.113.7' AND network-traffic:protocols[*] = 'tcp']`,
      [ip('203.0.113.7', 'destination'), number('networkProtocol', 6)],
    ],
    [
      `[url:value = 'http://a.example/' AND url:value = 'http://a.example/']`,
      [{ kind: 'url', value: 'http://a.example/' }],
    ],
  ])('%s is one draft', (pattern, observed) => {
    expect(drafts(pattern)).toEqual([observed]);
  });

  it('spreads an OR inside it', () => {
    expect(drafts(`[ipv4-addr:value = '203.0.113.7' AND network-traffic:dst_port IN (80, 443)]`)).toEqual([
      [ip('203.0.113.7', 'destination'), number('networkDestinationPort', '80')],
      [ip('203.0.113.7', 'destination'), number('networkDestinationPort', '443')],
    ]);
  });
});

describe('when a pattern cannot be said in a tiIndicator', () => {
  const long = Array.from({ length: 13 }, (_, index) => `file:name = 'a${index}'`).join(' AND ');
  const nine = long.split(' AND ').slice(0, 9).join(' AND ');
  const wide = `file:name IN (${Array.from({ length: 11 }, (_, index) => `'a${index}'`).join(', ')})`;

  it.each([
    [`[domain-name:value = 'a.example' AND url:value = 'http://b.example/']`, 'unrelated things'],
    [
      `[ipv4-addr:value = '203.0.113.7' AND domain-name:value = 'a.example']`,
      'an address that is not the domain’s',
    ],
    [`[file:name = 'a.exe' AND ipv4-addr:value = '203.0.113.7']`, 'a file and an address'],
    [`[domain-name:value = 'a.example' AND domain-name:value != 'b.example']`, 'a part that is an exception'],
    [`[file:hashes.MD5 = '${md5}' AND file:mime_type = 'x/y']`, 'a part without a member'],
    [`[domain-name:value = 'a.example' AND domain-name:value = 'b.example']`, 'two values for one member'],
    [
      `[network-traffic:dst_ref.value = '203.0.113.7' AND network-traffic:dst_ref.value = 'a.example']`,
      'two hosts',
    ],
    [
      `[network-traffic:dst_ref.type = 'domain-name' AND network-traffic:dst_ref.value = '203.0.113.7']`,
      'a wrong type',
    ],
    [`[network-traffic:dst_ref.type = 'ipv4-addr']`, 'a type alone'],
    [`[network-traffic:dst_port = 443]`, 'a port alone'],
    [`[file:size = 10]`, 'a size alone'],
    [`[domain-name:value NOT = 'a.example']`, 'NOT'],
    [`[domain-name:value NOT IN ('a.example')]`, 'NOT IN'],
    [`[domain-name:value != 'a.example']`, '!='],
    [`[domain-name:value LIKE 'a%']`, 'LIKE'],
    [`[domain-name:value MATCHES 'a']`, 'MATCHES'],
    [`[ipv4-addr:value ISSUPERSET '203.0.113.0/24']`, 'ISSUPERSET'],
    [`[domain-name:value ISSUBSET 'a.example']`, 'a subset of what is no network'],
    [`[domain-name:value IN ()]`, 'an empty set'],
    [`[EXISTS domain-name:value]`, 'EXISTS'],
    [`[domain-name:value = h'00']`, 'a constant of another type'],
    [`[domain-name:value = ' ']`, 'a blank'],
    [
      `[domain-name:value = 'a.example'] AND [url:value = 'http://b.example/']`,
      'observations that come together',
    ],
    [`[domain-name:value = 'a.example'] FOLLOWEDBY [url:value = 'http://b.example/']`, 'a sequence'],
    [`[domain-name:value = 'a.example'] REPEATS 2 TIMES`, 'a repetition'],
    [
      `[domain-name:value = 'a.example'] START t'2026-01-01T00:00:00Z' STOP t'2026-01-02T00:00:00Z'`,
      'a span of time',
    ],
    [`[x509-certificate:hashes.MD5 = '${md5}']`, 'a certificate'],
    [`[file:hashes[*] = 'xyz']`, 'a hash of no known length'],
    [`[${long}]`, 'too many conditions'],
    [`[(${nine}) AND (${nine})]`, 'too many conditions in brackets'],
    [`[${wide} AND ${wide}]`, 'too many combinations'],
    [`[constructor:toString = 'x']`, 'a name that objects have of their own'],
  ])('%s has no draft (%s)', (pattern) => {
    expect([...new Set(drafts(pattern))]).toEqual(['no']);
  });
});

describe('when a pattern holds hashes', () => {
  it.each([
    [`[file:hashes.MD5 = '${md5}' OR file:hashes.'SHA-1' = '${sha1}']`, [0, 0]],
    [`[file:hashes.MD5 = '${md5}'] OR [file:hashes.'SHA-1' = '${sha1}']`, [0, 0]],
    [`[file:hashes.MD5 = '${md5}' AND file:hashes.'SHA-1' = '${sha1}']`, [0, 0]],
    [`[file:hashes.MD5 = '${md5}' OR domain-name:value = 'a.example']`, [undefined, undefined]],
    [`[file:hashes.MD5 IN ('${md5}', '${'d'.repeat(32)}')]`, [undefined, undefined]],
    [
      `[file:hashes.MD5 = '${md5}' OR file:hashes.SHA1 = '${sha1}'] OR [file:hashes.MD5 = '${md5}' OR file:hashes.SHA1 = '${sha1}']`,
      [1, 1, 2, 2],
    ],
  ])('%s says which belong to one file', (pattern, expected) => {
    expect(files(pattern)).toEqual(expected);
  });

  it('gives each hash of one file a draft, with what else is known of the file', () => {
    expect(
      drafts(`[file:name = 'a.exe' AND file:hashes.MD5 = '${md5}' AND file:hashes.SHA1 = '${sha1}']`),
    ).toEqual([
      [hash('md5', md5), text('fileName', 'a.exe')],
      [hash('sha1', sha1), text('fileName', 'a.exe')],
    ]);
  });
});
