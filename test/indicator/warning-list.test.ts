import fc from 'fast-check';
import { guardDangerOf } from '../../shared/indicator/guard/guard';
import { substringSet } from '../../shared/indicator/warning-list/substring-set';
import { indicatorOf } from '../pipeline/planned';
import { profileWith } from '../pipeline/profiles';

const codeOf = (list: object, observable: object): string | undefined => {
  const { guard } = profileWith({ guard: { warningLists: [{ name: 'ours', ...list }] } });
  const { domainName, ...bare } = indicatorOf('x');
  expect(domainName).toBeDefined();
  return guardDangerOf({ ...bare, ...observable }, guard)?.code;
};

const listed = 'on-warning-list';

const cidr = { type: 'cidr', list: ['45.61.0.0/16', '45.155.205.233', '2a03:2880::/32'] };
const hostname = { type: 'hostname', list: ['Cdn.Partner.net.', '*.partner.org', 'github.io', '45.61.1.2'] };
const sha1 = 'ab'.repeat(20);
const string = {
  type: 'string',
  list: ['partner.net', sha1.toUpperCase(), 'https://Partner.org/a', '45.61.1.2'],
};
const substring = { type: 'substring', list: ['partner'] };

describe('a list in MISP form', () => {
  it.each<[object, object]>([
    [cidr, { networkIPv4: '45.61.7.7' }],
    [cidr, { networkIPv6: '2a03:2880::1' }],
    [cidr, { networkCidrBlock: '45.155.205.0/24' }],
    [cidr, { url: 'http://45.61.7.7/a.exe' }],
    [cidr, { url: 'http://0x2d3d0707/a.exe' }],
    [{ ...cidr, matching_attributes: ['ip-src', 'ip-dst|port'] }, { url: 'http://45.61.7.7/a' }],
    [hostname, { domainName: 'cdn.partner.net' }],
    [hostname, { domainName: 'a.cdn.partner.net' }],
    [hostname, { domainName: 'partner.net' }],
    [hostname, { url: 'https://a.partner.org./' }],
    [hostname, { networkIPv4: '45.61.1.2' }],
    [{ ...hostname, matching_attributes: ['email-src'] }, { emailSenderAddress: 'a@partner.org' }],
    [string, { domainName: 'partner.net' }],
    [string, { url: 'https://partner.net' }],
    [string, { url: 'https://partner.org/a' }],
    [string, { fileHashType: 'sha1', fileHashValue: sha1 }],
    [string, { networkIPv4: '45.61.1.2' }],
    [substring, { domainName: 'my-PARTNER.com'.toLowerCase() }],
    [substring, { url: 'https://evil.com/partner' }],
  ])('%j refuses %j', (list, observable) => {
    expect(codeOf(list, observable)).toBe(listed);
  });

  it.each<[object, object]>([
    [cidr, { networkIPv4: '45.62.7.7' }],
    [{ ...cidr, matching_attributes: ['domain'] }, { networkIPv4: '45.61.7.7' }],
    [hostname, { domainName: 'evil.net' }],
    [hostname, { domainName: 'evil.github.io' }],
    [hostname, { url: 'https://cdn.partner.net/evil.exe' }],
    [hostname, { emailSenderAddress: 'a@partner.org' }],
    [string, { domainName: 'a.partner.net' }],
    [string, { url: 'https://partner.org/b' }],
    [{ ...substring, matching_attributes: ['domain'] }, { url: 'https://evil.com/partner' }],
  ])('%j takes %j', (list, observable) => {
    expect(codeOf(list, observable)).toBeUndefined();
  });
});

describe('a set of substrings', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 5 });

  it('finds what a search for each one finds', () => {
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 8 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 30 }),
        (words, text) => {
          expect(substringSet(words).isIn(text)).toBe(words.some((one) => text.includes(one)));
        },
      ),
    );
  });
});
