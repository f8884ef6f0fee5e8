import { indicator } from '../integration/indicators';
import { left, partly, raw, refused, stixIndicator, unreadable, value, type Expected } from './bad-input';

const group = 'size';
const text = raw(group);
const body = value(group);

const many = <A>(count: number, make: (n: number) => A): readonly A[] =>
  Array.from({ length: count }, (_, n) => make(n));

/** In MISP's shape, in which ten thousand fit into a body. */
const attributes = (count: number, valueOf: (n: number) => string): object => ({
  Event: {
    uuid: '5b0a4d5e-0000-4000-8000-000000000001',
    info: 'many',
    Attribute: many(count, (n) => ({ type: 'domain', category: 'x', to_ids: true, value: valueOf(n) })),
  },
});

const queued = (count: number): Expected => ({ status: 202, outcomes: { deferred: count }, byQueue: {} });

const members = (count: number, name: (n: number) => string): object =>
  Object.fromEntries(many(count, (n) => [name(n), n]));

const good = indicator({ domainName: 'beside.size.example' });

/** Text of so many characters: a part again and again. */
const filled = (length: number, part: string): string =>
  part.repeat(Math.ceil(length / part.length)).slice(0, length);

const plain = { headers: { 'content-type': 'text/plain' } };

export const sizeInputs = [
  text('1 MiB and a byte', () => ' '.repeat(1024 * 1024 + 1), refused(413)),
  text('100 MB', () => Buffer.alloc(100_000_000, 0x20), refused(413)),
  body(
    'array of 10,000 numbers',
    many(10_000, () => 1),
    unreadable('format-unknown'),
  ),
  body(
    'array of 10,000 empty objects',
    many(10_000, () => ({})),
    unreadable('format-unknown'),
  ),
  text('340,000 empty objects', () => `[${'{},'.repeat(340_000)}{}]`, unreadable('too-many-items')),
  body(
    '10,000 attributes, all the same',
    attributes(10_000, () => 'n.same.example'),
    {
      status: 200,
      outcomes: { created: 1, 'skipped: duplicate-in-event': 9_999 },
      byQueue: {},
    },
  ),
  body(
    '10,001 attributes',
    attributes(10_001, (n) => `n${n}.over.example`),
    unreadable('too-many-items'),
  ),
  body(
    '10,000 that are refused',
    many(10_000, (n) => ({ domainName: `n${n}` })),
    unreadable('indicator-invalid', 10_000),
  ),
  body(
    '10,000 unknown members',
    [good, { ...good, ...members(9_990, (n) => `unknownMember${n}`) }],
    partly(1, 'indicator-invalid'),
  ),
  body(
    '600 items of 100 unknown members each',
    many(600, (n) => ({
      domainName: `n${n}.example`,
      tlpLevel: 'red',
      ...members(100, (m) => `networkX${m}`),
    })),
    unreadable('indicator-invalid', 600),
  ),
  body(
    'an alert of 9,000 fields',
    { 'kibana.alert.rule.name': 'a', ...members(9_000, (n) => `kibana.alert.field.f${n}`) },
    left('no-indicator'),
  ),
  body(
    'a STIX bundle of 1 MB',
    {
      type: 'bundle',
      id: 'bundle--1',
      objects: many(2_500, (n) =>
        stixIndicator(`[domain-name:value = 'n${n}.stix.example' AND x:y = 1]`, {
          id: `indicator--6b2dd7a4-2a8e-4d3a-9c55-${String(n).padStart(12, '0')}`,
        }),
      ),
    },
    left('unsupported-pattern', 2_500),
  ),
  body(
    'a STIX pattern of 256 Ki characters',
    stixIndicator(`[${"a:b = 'c' OR ".repeat(20_000)}a:b = 'c']`),
    left('unsupported-pattern'),
  ),
  text(
    'text of 256 KiB, all hosts',
    () => filled(262_000, 'evil[.]bad-size-host.com '),
    { status: 201, outcomes: { created: 1 }, byQueue: {} },
    plain,
  ),
  text(
    'text of 256 KiB, all dots',
    () => filled(262_000, `${'a.'.repeat(2_000)} `),
    left('no-indicator'),
    plain,
  ),
  text('text of a word of 4,096 characters', () => `${filled(4_096, 'a@b.')} `, left('no-indicator'), plain),
  text('text of more than 256 KiB', () => filled(262_145, 'a '), unreadable('text-too-long'), plain),
  // Comes last, since it is delivered after its answer.
  body(
    '10,000 attributes, to be queued',
    attributes(10_000, (n) => `n${n}.queued.example`),
    queued(10_000),
    {
      headers: { prefer: 'respond-async' },
    },
  ),
];
