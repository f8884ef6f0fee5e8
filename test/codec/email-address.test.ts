import { canonicalEmailAddress } from '../../shared/codec/email-address';

describe('an e-mail address', () => {
  it.each([
    ['John.Doe+tag@EXAMPLE.com', 'John.Doe+tag@example.com'],
    ["o'brien@example.com", "o'brien@example.com"],
    ['a..b@example.com', 'a..b@example.com'],
    ['jörg@bücher.example', 'jörg@xn--bcher-kva.example'],
    ['"a@b"@example.com', '"a@b"@example.com'],
    [' a@example.com\u200b', 'a@example.com'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('%j is %s', (text, canonical) => {
    expect(canonicalEmailAddress(text)).toBe(canonical);
  });

  it.each([
    ['a display name', 'John <john@example.com>'],
    ['angle brackets', '<john@example.com>'],
    ['two addresses', 'a@example.com,b@example.com'],
    ['two at signs', 'a@b@example.com'],
    ['no at sign', 'example.com'],
    ['no local part', '@example.com'],
    ['no domain', 'a@'],
    ['a single label', 'a@localhost'],
    ['an address literal', 'a@[1.2.3.4]'],
    ['an IP address', 'a@1.2.3.4'],
    ['a header injected', 'a@example.com\r\nBcc: b@example.com'],
    ['a header in the local part', 'a\r\nBcc:b@example.com'],
    ['a quoted space', '"a b"@example.com'],
    ['white space before the domain', 'a@ example.com'],
    ['a direction mark inside', 'a\u202eb@example.com'],
    ['a local part of 65', `${'a'.repeat(65)}@example.com`],
    ['a defanged at sign', 'a[@]example.com'],
  ])('is refused with %s', (_why, text) => {
    expect(canonicalEmailAddress(text)).toBeUndefined();
  });
});
