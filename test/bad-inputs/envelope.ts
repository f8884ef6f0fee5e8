import { gzipSync } from 'node:zlib';
import { indicator } from '../integration/indicators';
import {
  byQueue,
  givenUp,
  left,
  native,
  partly,
  raw,
  refused,
  taken,
  unreadable,
  value,
  type BadInput,
} from './bad-input';

const group = 'envelope';
const text = raw(group);
const body = value(group);
const item = native(group);

const good = (name: string): string => JSON.stringify(indicator({ domainName: `${name}.envelope.example` }));

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

const bom = [0xef, 0xbb, 0xbf];

const notReadable = [
  text('empty body', () => '', refused(400)),
  text('white space', () => ' \n\t ', refused(400)),
  text('not UTF-8', () => bytes('{"description":"', [0xff, 0xfe, 0xc0], '"}'), refused(400)),
  text('UTF-16', () => Buffer.from(`\ufeff${good('utf16')}`, 'utf16le'), refused(400)),
  text('NaN', () => '[{"confidence":NaN}]', refused(400)),
  text('cut in half', () => good('half').slice(0, 60), refused(400)),
  text('not JSON at all', () => '<alerts/>', refused(400)),
  text('depth 500,000, never closed', () => '['.repeat(500_000), refused(400)),
];

const holdsNothing = [
  text('null', () => 'null', unreadable('format-unknown')),
  text('[]', () => '[]', unreadable('format-unknown')),
  text('""', () => '""', left('no-indicator')),
  text('a number', () => '42', unreadable('format-unknown')),
  text('{}', () => '{}', unreadable('format-unknown')),
  text('depth 10,000', () => '['.repeat(10_000) + ']'.repeat(10_000), unreadable('format-unknown')),
  text(
    'objects to depth 10,000',
    () => '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000),
    unreadable('format-unknown'),
  ),
];

const deep = '['.repeat(10_000) + ']'.repeat(10_000);

const fields = [
  text('BOM', () => bytes(bom, good('bom')), taken(), { held: { domainName: 'bom.envelope.example' } }),
  text(
    'depth 10,000 in a member, a good one beside it',
    () => `[${good('beside')},{"description":${deep}}]`,
    partly(1, 'indicator-invalid'),
  ),
  text(
    'duplicate keys: the last counts, as with every JSON.parse',
    () => good('twice').replace('{', '{"domainName":"earlier.envelope.example",'),
    taken(),
    { held: { domainName: 'twice.envelope.example' } },
  ),
  text(
    '__proto__ as a member',
    () => good('proto').replace('{', '{"__proto__":{"action":"block"},'),
    unreadable('indicator-invalid'),
  ),
  text(
    'constructor as a member',
    () => good('constructor').replace('{', '{"constructor":{"prototype":{"action":"block"}},'),
    unreadable('indicator-invalid'),
  ),
  item('unknown field', { domainName: 'extra.envelope.example', extra: 1 }, unreadable('indicator-invalid')),
  item(
    'missing field',
    { domainName: 'missing.envelope.example', description: undefined },
    unreadable('indicator-invalid'),
  ),
  item('no observable', {}, unreadable('indicator-invalid')),
  ...(
    [
      ['a list for text', { domainName: ['a.envelope.example'] }],
      ['a number for text', { domainName: 'a.envelope.example', description: 7 }],
      ['text for a number', { domainName: 'a.envelope.example', networkPort: '443' }],
      ['text for true', { domainName: 'a.envelope.example', isActive: 'true' }],
      ['an object for a list', { domainName: 'a.envelope.example', tags: { 0: 'a' } }],
    ] as const
  ).map(([name, members]) =>
    item(`right field, wrong type: ${name}`, members, unreadable('indicator-invalid')),
  ),
  text('1e400', () => good('infinite').replace('{', '{"confidence":1e400,'), unreadable('indicator-invalid')),
  text('-0', () => good('zero').replace('{', '{"confidence":-0,'), taken(), {
    held: { domainName: 'zero.envelope.example', confidence: 0 },
  }),
  text(
    '2^53+1',
    () => good('large').replace('{', '{"fileSize":9007199254740993,'),
    unreadable('indicator-invalid'),
  ),
];

/** Megabytes of zeros; a gzip file may have many members. */
const bomb = (megabytes: number): Uint8Array =>
  Buffer.concat(Array<Buffer>(megabytes).fill(gzipSync(Buffer.alloc(1_000_000))));

const gzip = { headers: { 'content-encoding': 'gzip' } };
const type = (name: string | null) => ({ headers: { 'content-type': name } });

const types = [
  text('wrong content type', () => good('xml'), refused(415), type('application/xml')),
  text('UTF-16 as the charset', () => good('utf16'), refused(415), type('application/json; charset=utf-16')),
  text('no content type', () => good('untyped'), taken(), type(null)),
  text('gzip', () => gzipSync(good('gzip')), taken(), gzip),
  text('gzip that does not say so', () => gzipSync(good('gzip')), refused(400)),
  text('gzip bomb, 1 GB in 1 MB', () => bomb(1_000), refused(413), gzip),
  text('chunked', () => good('chunked'), taken(), {
    headers: { 'transfer-encoding': 'chunked', 'content-length': null },
  }),
  text(
    'multipart',
    () => `--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n${good('part')}\r\n--b--\r\n`,
    refused(415),
    type('multipart/form-data; boundary=b'),
  ),
  text('a form', () => 'a=b&c=d', refused(415), type('application/x-www-form-urlencoded')),
  text('text that no format takes', () => 'nothing to see', left('no-indicator'), type('text/plain')),
  text('the content type twice', () => good('types'), refused(415), {
    headers: { 'content-type': ['application/json', 'text/plain'] },
  }),
];

/** A message is text: a queue takes neither an empty one nor bytes. */
const notOnQueue = ['empty body', 'not UTF-8', 'UTF-16', 'depth 500,000, never closed'];

/** The library cannot walk such a message, so the host tries five times and gives up. */
const isDeep = ({ name }: BadInput): boolean => name.includes('depth 10,000');

const onQueue = [...notReadable, ...holdsNothing, ...fields]
  .filter(({ name }) => !notOnQueue.includes(name))
  .map((one) => (isDeep(one) ? givenUp(one) : byQueue(one)));

export const envelopeInputs = [
  ...notReadable,
  ...holdsNothing,
  ...fields,
  ...types,
  ...onQueue,
  byQueue(text('base64 of what is not UTF-8', () => bytes('{"a":"', [0xff, 0xfe], '"}'), refused(400))),
  byQueue(
    body(
      '1,000 of no known kind',
      Array.from({ length: 1_000 }, () => ({})),
      unreadable('format-unknown'),
    ),
  ),
];
