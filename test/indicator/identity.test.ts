import fc from 'fast-check';
import { memberNames, observableNames, type TiIndicator } from '../../shared/codec/ti-indicator';
import { externalIdOf, identify } from '../../shared/indicator/identity';
import { observablesOf } from '../../shared/indicator/observable';
import { validTiIndicator } from '../arbitraries/ti-indicator';

const domain: TiIndicator = {
  action: 'alert',
  targetProduct: 'Azure Sentinel',
  threatType: 'WatchList',
  tlpLevel: 'green',
  expirationDateTime: '2100-01-01T00:00:00.000Z',
  description: 'seen on a mail gateway',
  domainName: 'evil.example',
  networkPort: 443,
};

const observables: readonly string[] = [
  ...observableNames.email,
  ...observableNames.file,
  ...observableNames.network,
];

const withMember = (indicator: TiIndicator, name: string, value: unknown): TiIndicator => ({
  ...indicator,
  [name]: value,
});

describe('the identity of an indicator', () => {
  it('is this hash, in every process and on every machine', () => {
    expect(externalIdOf('default', domain)).toBe(
      '9fc400b3d4d5613dab98afc31c95dfb27a0dd52334e55005c46eb92a79c81ba9',
    );
  });

  it('is 64 hexadecimal characters, the same each time and whatever the order of the members', () => {
    fc.assert(
      fc.property(fc.string(), validTiIndicator, (scope, indicator) => {
        const id = externalIdOf(scope, indicator);
        const reversed = Object.fromEntries(Object.entries(indicator).reverse()) as TiIndicator;
        expect(id).toMatch(/^[0-9a-f]{64}$/);
        expect(externalIdOf(scope, { ...indicator })).toBe(id);
        expect(externalIdOf(scope, reversed)).toBe(id);
      }),
    );
  });

  it.each(memberNames.filter((name) => !observables.includes(name) && name !== 'targetProduct'))(
    'does not depend on %s',
    (name) => {
      const changed = withMember(domain, name, 'changed');
      expect(externalIdOf('default', changed)).toBe(externalIdOf('default', domain));
    },
  );

  it.each(observables)('depends on %s', (name) => {
    const [one, other] = ['1', '2'].map((value) => externalIdOf('s', withMember(domain, name, value)));
    expect(one).not.toBe(other);
  });

  it.each(observables)('depends on whether there is %s', (name) => {
    const bare = withMember(domain, name, undefined);
    expect(externalIdOf('s', withMember(domain, name, 'x'))).not.toBe(externalIdOf('s', bare));
  });

  it('depends on the target product', () => {
    const defender: TiIndicator = { ...domain, targetProduct: 'Microsoft Defender ATP' };
    expect(externalIdOf('default', defender)).not.toBe(externalIdOf('default', domain));
  });

  it('depends on the scope', () => {
    expect(externalIdOf('other', domain)).not.toBe(externalIdOf('default', domain));
  });

  it('depends on which observable a value belongs to', () => {
    const source: TiIndicator = { ...domain, networkSourceIPv4: '192.0.2.1' };
    const destination: TiIndicator = { ...domain, networkDestinationIPv4: '192.0.2.1' };
    expect(externalIdOf('default', source)).not.toBe(externalIdOf('default', destination));
  });
});

describe('completing an indicator', () => {
  it("keeps a sender's own identity and every other member", () => {
    const own = { ...domain, externalId: 'my-own' };
    expect(identify('default')(own)).toEqual(own);
  });

  it('computes one where the sender gave none, and changes nothing else', () => {
    expect(identify('default')(domain)).toEqual({
      ...domain,
      externalId: externalIdOf('default', domain),
    });
  });

  it('never changes an identity that is there', () => {
    fc.assert(
      fc.property(validTiIndicator, fc.string(), (indicator, scope) => {
        const once = identify('default')(indicator);
        expect(identify(scope)(once)).toEqual(once);
      }),
    );
  });
});

describe('the observables of an indicator', () => {
  it('begin with the one it is known by', () => {
    const all: TiIndicator = {
      ...domain,
      fileName: 'a.exe',
      fileHashType: 'sha256',
      fileHashValue: 'ab'.repeat(32),
      networkDestinationIPv4: '192.0.2.1',
      url: 'https://evil.example/a',
    };
    expect(observablesOf(all).map(({ kind }) => kind)).toEqual([
      'fileHashValue',
      'url',
      'domainName',
      'networkDestinationIPv4',
      'fileName',
      'networkPort',
      'fileHashType',
    ]);
  });

  it.each([
    ['a domain before its port', { networkPort: 443, domainName: 'a.example' }, 'domainName'],
    [
      'a destination before a source',
      { networkSourceIPv4: '::', networkDestinationIPv4: '::' },
      'networkDestinationIPv4',
    ],
    ['an address before a block', { networkCidrBlock: '::/0', networkIPv6: '::' }, 'networkIPv6'],
    [
      'a sender before a subject',
      { emailSubject: 'hi', emailSenderAddress: 'a@b.example' },
      'emailSenderAddress',
    ],
    ['a hash before a name', { fileName: 'a', fileHashValue: 'b' }, 'fileHashValue'],
  ])('put %s', (_, members, first) => {
    const bare = withMember(withMember(domain, 'domainName', undefined), 'networkPort', undefined);
    expect(observablesOf({ ...bare, ...members })[0]?.kind).toBe(first);
  });

  it('are all there, each once, as text', () => {
    fc.assert(
      fc.property(validTiIndicator, (indicator) => {
        const given = Object.entries(indicator).filter(([name]) => observables.includes(name));
        const expected = given.map(([kind, value]) => ({ kind, value: String(value) }));
        const byKind = (a: { readonly kind: string }, b: { readonly kind: string }): number =>
          a.kind < b.kind ? -1 : 1;
        expect([...observablesOf(indicator)].sort(byKind)).toEqual(expected.sort(byKind));
      }),
    );
  });
});
