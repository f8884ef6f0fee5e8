import { attribute, left, native, stixIndicator, taken, unreadable, value } from './bad-input';

const group = 'text';
const item = native(group);
const body = value(group);

const refused = unreadable('indicator-invalid');

let names = 0;
const fresh = (more: object): Readonly<Record<string, unknown>> => ({
  domainName: `n${(names += 1)}.text.example`,
  ...more,
});

const described = (name: string, description: string, expected = taken(), held?: object) =>
  item(
    `description: ${name}`,
    fresh({ description }),
    expected,
    expected.status === 201 ? { description, ...held } : undefined,
  );

const tlp = (name: string, more: object, expected = refused, tlpLevel?: string) =>
  item(`TLP: ${name}`, fresh(more), expected, tlpLevel === undefined ? undefined : { tlpLevel });

const injected = "'] OR [url:value = 'x'] | where 1 eq 1 or '";

export const textInputs = [
  described('0 characters', '', refused),
  described('100 characters', 'd'.repeat(100)),
  described('101 characters', 'd'.repeat(101), taken(), {
    description: 'd'.repeat(100),
    additionalInformation: 'd'.repeat(101),
  }),
  described('10,000 characters', 'e'.repeat(10_000), taken(), {
    description: 'e'.repeat(100),
    additionalInformation: 'e'.repeat(10_000),
  }),
  described('over 32 KiB', 'f'.repeat(40_000), unreadable('too-large')),
  described('emoji', '🦠 found'),
  described('lone surrogate', 'half \ud83e of one', taken(), { description: 'half \ufffd of one' }),
  described('HTML', '<script>alert(1)</script>'),
  described('KQL, OData and STIX quotes', injected),
  described('a template', "@variables('description')", refused),
  body(
    'STIX: an injected quote',
    stixIndicator(`[domain-name:value = 'x${injected}']`),
    unreadable('pattern-invalid'),
  ),
  item('500 tags', fresh({ tags: Array.from({ length: 500 }, (_, n) => `tag-${n}`) }), taken()),
  item('a tag of 1 KB', fresh({ tags: ['t'.repeat(1024)] }), taken()),
  body(
    'MISP: 500 tags',
    attribute('domain', 'tags.text.example', {
      Tag: Array.from({ length: 500 }, (_, n) => ({ name: `tag-${n}` })),
    }),
    taken(),
  ),
  tlp('TLP:RED as the level', { tlpLevel: 'TLP:RED' }),
  tlp('red', { tlpLevel: 'red' }, left('tlp-red')),
  tlp('TLP:RED as a tag', { tags: ['TLP:RED'] }, left('tlp-red')),
  tlp('tlp:clear as a tag', { tags: ['tlp:clear'], tlpLevel: 'white' }, taken(), 'white'),
  tlp('clear as the level', { tlpLevel: 'clear' }),
  tlp('amber+strict as a tag', { tags: ['TLP:AMBER+STRICT'], tlpLevel: 'green' }, taken(), 'amber'),
  tlp('unknown', { tlpLevel: 'unknown' }, taken(), 'unknown'),
  tlp('one that does not exist', { tlpLevel: 'pink' }),
  tlp('two at once', { tags: ['tlp:green', 'tlp:amber'], tlpLevel: 'white' }, taken(), 'amber'),
  item('confidence -1', fresh({ confidence: -1 }), refused),
  item('confidence 101', fresh({ confidence: 101 }), refused),
  item('confidence "high"', fresh({ confidence: 'high' }), refused),
  item('severity 6', fresh({ severity: 6 }), refused),
  item('severity "high"', fresh({ severity: 'high' }), refused),
  item('threat type unknown', fresh({ threatType: 'Worm' }), refused),
  body(
    'STIX: confidence 101',
    stixIndicator("[domain-name:value = 'confidence.text.example']", { confidence: 101 }),
    taken(),
  ),
  body('MISP: unknown kind', attribute('x-weather', 'rain'), left('unsupported-type')),
  body('STIX: unknown kind', stixIndicator("[x-weather:value = 'rain']"), left('unsupported-pattern')),
  body('a body of unknown kind', { weather: 'rain' }, unreadable('format-unknown')),
];
