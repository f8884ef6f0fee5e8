import fc from 'fast-check';

const wide = (char: string): string =>
  /[!-~]/.test(char) ? String.fromCharCode(char.charCodeAt(0) + 0xfee0) : char;

const percent = (char: string): string =>
  [...Buffer.from(char)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

const asWritten = (char: string): string => char;
const upper = (char: string): string => char.toUpperCase();
const hyphenated = (char: string): string => `${char}\u00ad`;
const dotOf = (dot: string) => (char: string) => (char === '.' ? dot : char);
const dots = ['.', '\u3002', '\uff0e', '\uff61'];

const rootDots = fc.array(fc.constantFrom(...dots), { maxLength: 3 }).map((some) => some.join(''));

/** Writes each character in its own manner. */
const written = (text: string, manners: readonly ((char: string) => string)[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...manners), { minLength: text.length, maxLength: text.length }).map((some) =>
    Array.from(text)
      .map((char, index) => some[index]?.(char) ?? char)
      .join(''),
  );

const inDomain = [asWritten, upper, wide, hyphenated, ...dots.map(dotOf)];

/** A name as a domain member takes it: any case, wide letters, soft hyphens, ideographic dots, dots at its end. */
export const nameSpelling = (name: string): fc.Arbitrary<string> =>
  fc.tuple(written(name, inDomain), rootDots).map((parts) => parts.join(''));

/** … and with escapes, as a URL takes it. */
const nameInUrl = (name: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      written(name, [...inDomain, percent, (char) => percent(upper(char)), (char) => percent(wide(char))]),
      rootDots,
    )
    .map((parts) => parts.join(''));

const digits = (part: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(10, 8, 16), fc.nat(3), fc.boolean())
    .map(([base, zeros, isUpper]) =>
      base === 10
        ? String(part)
        : `${base === 8 ? '0' : '0x'}${'0'.repeat(zeros)}${isUpper ? part.toString(base).toUpperCase() : part.toString(base)}`,
    );

/** IPv4 in one to four parts, each decimal, octal or hexadecimal (inet_aton). */
const addressInUrl = (address: string): fc.Arbitrary<string> => {
  const bytes = address.split('.').map(Number);
  return fc
    .integer({ min: 1, max: 4 })
    .chain((parts) => {
      const last = bytes.slice(parts - 1).reduce((sum, byte) => sum * 256 + byte, 0);
      return fc.tuple(...[...bytes.slice(0, parts - 1), last].map(digits));
    })
    .chain((parts) => nameInUrl(parts.join('.')).filter((spelled) => !spelled.includes('\u00ad')));
};

const isAddress = (host: string): boolean => /^[\d.]+$/.test(host);

/** A name or an IPv4 address as a URL takes it. */
export const hostInUrl = (host: string): fc.Arbitrary<string> =>
  isAddress(host) ? addressInUrl(host) : nameInUrl(host);

const scheme = fc.constantFrom('http', 'HTTPS', 'ftp', 'wss', 'ldap', 'stratum+tcp', 'Foo');
const user = fc.constantFrom('', 'user@', 'login.example:pass@', 'a@b@', '%40@');
const port = fc.constantFrom('', ':', ':8443', ':0080');
const rest = fc.constantFrom('', '/', '/x?y=http://other.example/#z', '?a@b', '#c');

/** A URL on the host, however both are spelled. */
export const urlSpelling = (host: string): fc.Arbitrary<string> =>
  fc
    .tuple(scheme, user, hostInUrl(host), port, rest)
    .map(([name, before, spelled, behind, end]) => `${name}://${before}${spelled}${behind}${end}`);

const groupsOf = (address: string): readonly string[] => {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const behind = tail === undefined || tail === '' ? [] : tail.split(':');
  return [...before, ...Array<string>(8 - before.length - behind.length).fill('0'), ...behind];
};

const dotted = ([high = '0', low = '0']: readonly string[]): string =>
  [high, low]
    .map((group) => parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 255])
    .join('.');

/** IPv6 in any case, with or without its zeros, its end in hexadecimal or as four decimal parts. */
export const ipv6Spelling = (address: string): fc.Arbitrary<string> => {
  const groups = groupsOf(address);
  return fc
    .tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean())
    .map(([isShort, isPadded, isDotted, isUpper]) => {
      const padded = groups.map((group) => (isPadded ? group.padStart(4, '0') : group));
      const whole = [...padded.slice(0, 6), ...(isDotted ? [dotted(groups.slice(6))] : padded.slice(6))];
      const text = isShort && !isDotted ? address : whole.join(':');
      return isUpper ? text.toUpperCase() : text;
    });
};
