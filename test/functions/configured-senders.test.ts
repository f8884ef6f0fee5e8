import { configured } from '../../functions/setup/configured';
import { leftOf, rightOf } from '../pipeline/right-of';

const account = { AzureWebJobsStorage: 'UseDevelopmentStorage=true', DESTINATIONS: 'graph' };

const signed = { name: 'svix', scheme: 'standard-webhooks', secrets: [{ setting: 'SVIX_SECRET' }] };
const SVIX_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

const read = (sender: object, variables: Readonly<Record<string, string>> = {}) =>
  configured({ ...account, ...variables, PROFILE: JSON.stringify({ senders: [sender] }) });

const faultsOf = (sender: object, variables: Readonly<Record<string, string>> = {}) =>
  leftOf(read(sender, variables)).map(({ pointer, expected }) => `${pointer}: ${expected}`);

describe('when the app starts with senders', () => {
  it('reads each secret from the setting that the profile names', () => {
    expect(rightOf(read(signed, { SVIX_SECRET })).secrets.get('SVIX_SECRET')).toBe(SVIX_SECRET);
  });

  it.each<readonly [string, object, Readonly<Record<string, string>>, RegExp]>([
    ['the secret is not there', signed, {}, /^\/PROFILE \/senders\/0\/secrets\/0\/setting: .*it is required/],
    ['the secret is blank', signed, { SVIX_SECRET: ' ' }, /it is required/],
    [
      'the secret is a reference that was not resolved',
      signed,
      { SVIX_SECRET: '@Microsoft.KeyVault(VaultName=v;SecretName=s)' },
      /not resolved/,
    ],
    ['the secret is no base64', signed, { SVIX_SECRET: 'whsec_???' }, /in base64/],
    ['the secret is too short to be one', signed, { SVIX_SECRET: 'whsec_YQ==' }, /of 16 bytes and more/],
    [
      'a format is misspelled',
      { ...signed, formats: ['splnk'] },
      { SVIX_SECRET },
      /^\/PROFILE \/senders\/0\/formats\/0: .*did you mean splunk/,
    ],
    [
      'a destination is not switched on',
      { ...signed, destinations: ['sentinel'] },
      { SVIX_SECRET },
      /\/senders\/0\/destinations\/0: the name of a destination that is switched on/,
    ],
    [
      'nobody says where the keys of an issuer are',
      {
        name: 'grid',
        scheme: 'entra',
        entra: { issuer: 'https://issuer.example', audience: 'a', role: 'r' },
      },
      {},
      /\/senders\/0\/entra\/keys: the address/,
    ],
    [
      'the platform asks for no certificates',
      { name: 'tls', scheme: 'certificate', certificateSha256: ['a'.repeat(64)] },
      {},
      /\/senders\/0\/scheme: .*CLIENT_CERTIFICATES=required/,
    ],
  ])('does not, and says which and where: %s', (_, sender, variables, expected) => {
    const faults = faultsOf(sender, variables);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(expected);
    expect(faults[0]).not.toMatch(/whsec_[^ ]*[?=]|VaultName|YQ/);
  });

  it.each([
    'https://login.microsoftonline.com/9f2b1a3c-5d4e-4f60-8a7b-1c2d3e4f5a6b/v2.0',
    'https://sts.windows.net/9f2b1a3c-5d4e-4f60-8a7b-1c2d3e4f5a6b/',
  ])('knows where the keys of Microsoft are: %s', (issuer) => {
    expect(read({ name: 'grid', scheme: 'entra', entra: { issuer, audience: 'a', role: 'r' } })._tag).toBe(
      'Right',
    );
  });
});
