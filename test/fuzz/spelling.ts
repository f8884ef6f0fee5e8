import { type Random } from '../chaos/random';

type Spell = (text: string, random: Random) => string;

/** Full-width forms of ASCII letters, digits and the dot: a URL parser reads them as those. */
const wide: Spell = (text) =>
  text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));

const percent: Spell = (text, random) =>
  text.replace(/[a-z.]/gi, (letter) =>
    random.next() < 0.3 ? `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}` : letter,
  );

const numbers = (text: string): readonly number[] => text.split('.').map(Number);

const address = /\b\d{1,3}(?:\.\d{1,3}){3}\b/;

const asAddress =
  (spell: (parts: readonly number[]) => string): Spell =>
  (text) =>
    text.replace(address, (found) => spell(numbers(found)));

const asInteger = (parts: readonly number[]): number =>
  parts.reduce((whole, part) => (whole * 256 + part) % 2 ** 32, 0);

const host = /[a-z0-9-]+(?:\.[a-z0-9-]+)+/i;

const asHost =
  (spell: (name: string, random: Random) => string): Spell =>
  (text, random) =>
    text.replace(host, (found) => spell(found, random));

/** How people and programs write a host, an address or a URL. */
export const spellings: readonly [Spell, ...Spell[]] = [
  (text) => text.toUpperCase(),
  (text) => text.replaceAll('.', '[.]').replace(/^http/, 'hxxp'),
  (text) => text.replaceAll('.', '(dot)').replace('@', '[at]').replace('://', '[://]'),
  asHost((name) => `${name}.`),
  asHost((name) => `${name}..`),
  asHost((name) => `user@${name}`),
  asHost((name) => `user:secret@${name}:8443`),
  asHost((name) => `${name}:443`),
  asHost((name) => `*.${name}`),
  asHost(wide),
  asHost(percent),
  asHost((name) => `bücher.${name}`),
  asHost((name) => name.replace(/\./g, '。')),
  asAddress((parts) => String(asInteger(parts))),
  asAddress((parts) => parts.map((part) => `0x${part.toString(16)}`).join('.')),
  asAddress((parts) => parts.map((part) => `0${part.toString(8)}`).join('.')),
  asAddress((parts) => `::ffff:${parts.join('.')}`),
  asAddress((parts) => `[::ffff:${parts.join('.')}]:443`),
  asAddress((parts) => `64:ff9b::${parts.join('.')}`),
  asAddress((parts) => `${parts.join('.')}/32`),
  asAddress((parts) => `${parts.join('.')}:65536`),
  (text) => ` \t${text}\u200b\n`,
  (text) => `"${text}"`,
  (text) => `<${text}>`,
  (text, random) => {
    const at = random.integer(0, text.length);
    return `${text.slice(0, at)}${random.pick(['\u200d', '\u202e', '\u0000', '\ud800', '\u0301', '😀', '\ufeff', '%00'])}${text.slice(at)}`;
  },
];

/** Values that must never be let out, or that must not be taken for what they look like. */
export const words: readonly [string, ...string[]] = [
  'https://www.ours.example./x',
  'mail.ours.example',
  'HTTPS://OURS.EXAMPLE:443/',
  '198.51.100.7',
  '10.0.0.1',
  '127.0.0.1',
  '0x7f.1',
  '2130706433',
  '169.254.169.254',
  '::ffff:10.0.0.1',
  '::ffff:10.0.0.1:443',
  '[fe80::1]',
  'fe80::1%eth0',
  '0.0.0.0/0',
  '2001:db8::1:443',
  'https://login.microsoftonline.com./',
  'contoso.blob.core.windows.net',
  '8.8.8.8',
  'd41d8cd98f00b204e9800998ecf8427e',
  'tlp:red',
  'TLP : RED',
  'TLP:AMBER+STRICT',
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  '[object Object]',
  '{{indicator}}',
  "@{triggerBody()?['ip']}",
  'N/A',
  'null',
  'localhost',
  'evil.example',
  'http://evil.example/a b?c=<d>#e',
  'http://[::1]/',
  'http://evil.example:99999/',
  'http://a.evil.example@b.evil.example/',
  'javascript:alert(1)',
  'CEF:0|V|P|1|1|Malware|9|act=blocked request=http://evil.example/x cat=malware',
  'LEEF:1.0|V|P|1|malware|cat=malware\tact=blocked\turl=http://evil.example/y',
  '[{"a":1}]',
  '{"value":[]}',
  "[ipv4-addr:value = '203.0.113.9' OR domain-name:value = 'evil.example']",
  "[file:hashes.'SHA-256' = 'x' AND (",
  'AS64500',
  '1e400',
  '9007199254740993',
  '2026-02-30T25:61:61Z',
];

const units: readonly [string, ...string[]] = [
  'a',
  '.',
  'a.',
  ':',
  '@',
  '(',
  '[',
  '{',
  '%',
  '%2e',
  ',',
  '\t',
  ' ',
  '\\',
  '/',
  '../',
  "'",
  '"',
  '|',
  '=',
  '-',
  '\n',
  'http://',
  '1.',
  'é',
  '\u200b',
  '&',
  '<',
  ' dot ',
  '[.]',
  'OR ',
  '0',
];

/** Repeats that make a careless expression slow. */
export const repeated = (random: Random): string => {
  const length = random.pick([20, 300, 5000, 9000, 40_000]);
  const unit = random.pick(units);
  const middle = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  return `${random.pick(['', 'foo://[', 'http://', "[url:value = '", 'a@', 'CEF:0|', '{"'])}${middle}${random.pick(['', '!', ':]', '\u0000', "'", '.com'])}`;
};
