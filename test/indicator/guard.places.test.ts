import { memberNames, type MemberName, type TiIndicator } from '../../shared/codec/ti-indicator';
import { guardDangerOf } from '../../shared/indicator/guard/guard';
import { type GuardRules } from '../../shared/indicator/guard/judge';
import { indicatorOf } from '../pipeline/planned';
import { profileWith } from '../pipeline/profiles';

const rules: GuardRules = profileWith({
  guard: {
    ownDomains: ['contoso.com'],
    ownNetworks: ['52.1.0.0/16', '2a01:1::/32'],
    allowList: ['good.net'],
  },
}).guard;

const bare: Readonly<Record<string, unknown>> = { ...indicatorOf('x'), domainName: undefined };

const codeOf = (members: Readonly<Record<string, unknown>>): string | undefined =>
  guardDangerOf({ ...bare, ...members } as TiIndicator, rules)?.code;

/** Every member that names a host or a network, at one of the owner's. */
const own: Readonly<Partial<Record<MemberName, string>>> = {
  domainName: 'www.contoso.com',
  url: 'https://www.contoso.com/x',
  emailSenderAddress: 'a@contoso.com',
  emailRecipient: 'a@contoso.com',
  emailSourceDomain: 'contoso.com',
  emailSourceIpAddress: '52.1.2.3',
  networkIPv4: '52.1.2.3',
  networkIPv6: '2a01:1::5',
  networkCidrBlock: '52.1.2.0/24',
  networkSourceIPv4: '52.1.2.3',
  networkSourceIPv6: '2a01:1::5',
  networkSourceCidrBlock: '2a01:1:2::/48',
  networkDestinationIPv4: '52.1.2.3',
  networkDestinationIPv6: '2a01:1::5',
  networkDestinationCidrBlock: '52.1.2.0/24',
};

/** Names, numbers and prose, in which a host is a word like any other: a file may be called contoso.com. */
const nameNone: readonly MemberName[] = memberNames.filter((name) => own[name] === undefined);

describe('the guard', () => {
  it.each(Object.entries(own))('looks at the host or network of %s', (member, value) => {
    expect(codeOf({ [member]: value })).toMatch(/^own-(?:domain|network)$/);
  });

  it.each(nameNone.filter((name) => !/^(?:tlpLevel|fileHash)/.test(name)))(
    'looks for none in %s',
    (member) => {
      expect(codeOf({ domainName: 'evil.com', [member]: 'contoso.com' })).toBeUndefined();
    },
  );

  it('knows whether each of the members names one', () => {
    // A new member has to be put on one side or the other.
    expect(memberNames.filter((name) => /url|domain|address|IPv|Cidr|Recipient/i.test(name)).sort()).toEqual(
      Object.keys(own).sort(),
    );
    expect(memberNames).toHaveLength(59);
  });

  describe('when a recipient stands beside something more telling', () => {
    it.each<[string, Readonly<Record<string, unknown>>]>([
      ['a sender', { emailSenderAddress: 'a@evil.com' }],
      ['a URL', { url: 'https://evil.com/x' }],
      ['a subject', { emailSubject: 'your invoice' }],
      ['a hash', { fileHashType: 'md5', fileHashValue: 'ab'.repeat(16) }],
    ])('does not refuse %s for it', (_, members) => {
      expect(codeOf({ ...members, emailRecipient: 'ceo@contoso.com' })).toBeUndefined();
    });

    it('refuses it alone, or beside what says nothing', () => {
      expect(codeOf({ emailRecipient: 'ceo@contoso.com', emailLanguage: 'en' })).toBe('own-domain');
    });

    it('refuses a sender of its own', () => {
      expect(codeOf({ emailSenderAddress: 'ceo@contoso.com', emailRecipient: 'a@evil.com' })).toBe(
        'own-domain',
      );
    });
  });
});
