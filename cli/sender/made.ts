import { hash } from 'node:crypto';

export const addedSchemes = ['function-key', 'standard-webhooks', 'github', 'stripe', 'hmac'] as const;

export type AddedScheme = (typeof addedSchemes)[number];

/** Everything that has to be set for a new sender, on both sides. */
export interface MadeSender {
  /** The address that it sends to. */
  readonly url: string;
  /** Its key or secret, which is shown once and kept nowhere. */
  readonly secret: string;
  /** The header that it sets, or what sets the header. */
  readonly header: string;
  /** What to do with the key or secret on the gateway's side. */
  readonly setting: string;
  /** The entry in the profile's `senders`. */
  readonly entry: Readonly<Record<string, unknown>>;
}

/** What to set in the sender's product. */
const headers: ReadonlyMap<AddedScheme, string> = new Map([
  ['standard-webhooks', 'webhook-id, webhook-timestamp and webhook-signature, which its library sets'],
  ['github', 'X-Hub-Signature-256, which GitHub sets'],
  ['stripe', 'Stripe-Signature, which Stripe sets'],
  ['hmac', 'X-Signature: the HMAC-SHA256 of the body in hexadecimal digits'],
]);

const settingOf = (name: string): string => `SENDER_${name.toUpperCase().replaceAll('-', '_')}_SECRET`;

/** `random` is 32 random bytes. */
export const makeSender = (
  { name, scheme, url }: { readonly name: string; readonly scheme: AddedScheme; readonly url: string },
  random: Uint8Array,
): MadeSender => {
  if (scheme === 'function-key') {
    const key = Buffer.from(random).toString('base64url');
    return {
      url: `${url}/api/indicators`,
      secret: key,
      header: `x-functions-key: ${key}`,
      setting: `add ${JSON.stringify({ [name]: key })} to GATEWAY_SENDER_KEYS of the deployment (docs/deploy.md#keys-of-senders), or: az functionapp function keys set -g GROUP -n APP --function-name receive-http --key-name ${name} --key-value ${key}`,
      entry: { name, scheme, keySha256: [hash('sha256', key)] },
    };
  }
  const secret = `${scheme === 'standard-webhooks' ? 'whsec_' : ''}${Buffer.from(random).toString('base64')}`;
  const setting = settingOf(name);
  return {
    url: `${url}/api/in/${name}`,
    secret,
    header: headers.get(scheme) ?? '',
    setting: `put the secret into a Key Vault, and a reference to it into the setting ${setting} of the app`,
    entry: {
      name,
      scheme,
      secrets: [{ setting }],
      ...(scheme === 'hmac' ? { hmac: { header: 'X-Signature' } } : {}),
    },
  };
};
