import fc from 'fast-check';
import { canonicalCidr, canonicalIpAddress } from '../../shared/codec/ip-address';
import { formats } from '../../shared/formats';
import { observablesOf } from '../../shared/indicator/observable';
import { readAtOnce } from '../pipeline/read-at-once';
import { eventWith } from '../pipeline/planned';
import { profileWith } from '../pipeline/profiles';
import { bodies } from './bodies';
import { withEachText } from './leaves';

/** With all that may be taken, so that whatever comes of an address is seen. */
const profile = profileWith({
  take: { freeText: true, observed: true, suspicious: true },
  guard: { specialUse: 'take', widestIPv4: 1, widestIPv6: 1 },
});

const environment = {
  formats,
  now: () => new Date('2026-11-23T12:00:00.000Z'),
  identityScope: 'test',
  profile,
};

const port = fc.nat({ max: 70_000 }).map(String);

/** Addresses as senders write them: with ports in every way, mapped, dotted, in brackets, cut off. */
const spelling = fc.oneof(
  fc
    .tuple(fc.ipV4(), fc.constantFrom('', ':443', ':443:80', ':http', '/32', '/32:80', ':'))
    .map((parts) => parts.join('')),
  fc.ipV6(),
  fc.tuple(fc.ipV6(), port).map(([address, number]) => `${address}:${number}`),
  fc.tuple(fc.ipV6(), port).map(([address, number]) => `[${address}]:${number}`),
  fc
    .tuple(fc.constantFrom('::', '::ffff:', '2a00::', '64:ff9b::', '2a00:1::2:'), fc.ipV4())
    .map((parts) => parts.join('')),
  fc.constantFrom('::ffff:10.0.0.1', '2a00:1450::5:8080', '2a00:1450::5', '2a00:1::7:6', 'fe80::1%eth0'),
);

const dotted = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/;

/** The IPv4 address that an IPv6 address is the other spelling of. */
const unmapped = (address: string): string => {
  const [, high = '', low = ''] = dotted.exec(address) ?? [];
  return high === ''
    ? address
    : [high, low].flatMap((part) => [parseInt(part, 16) >> 8, parseInt(part, 16) & 255]).join('.');
};

/** What may come of a text: itself, what is in its brackets, or what stands before its only colon. */
const readings = (text: string, isPortAnnounced: boolean): readonly string[] => {
  const before = /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? /^([^:]+):\d+$/.exec(text)?.[1] ?? text;
  const last = isPortAnnounced ? [text.replace(/:\d+$/, '')] : [];
  return [text, before, ...last].flatMap((one) =>
    [canonicalIpAddress(one.replace(/\/(?:32|128)$/, '')), canonicalCidr(one)].flatMap((found) =>
      found === undefined ? [] : [found, unmapped(found)],
    ),
  );
};

/** In prose an address may stand before any sign; one behind a colon is the end of an IPv6 address. */
const inProse = (text: string): readonly string[] => /^(?:\d{1,3}\.){3}\d{1,3}(?![\w.])/.exec(text) ?? [];

const addressesFrom = (body: unknown): readonly string[] =>
  readAtOnce(environment)(eventWith(body)).found.flatMap(({ indicator }) =>
    observablesOf(indicator)
      .filter(({ kind }) => /IPv[46]$|IpAddress$|CidrBlock$/.test(kind))
      .map(({ value }) => value),
  );

const documents = Object.entries(bodies).filter(([, body]) => typeof body !== 'string');

describe.each(documents)('an address that is taken from a body of %s', (name, body) => {
  const before = new Set(addressesFrom(body));

  it('stands in the body', () => {
    fc.assert(
      fc.property(spelling, (text) => {
        const allowed = new Set([...before, ...readings(text, name === 'abuse-ch')]);
        const taken = withEachText(body, () => text).flatMap(({ json }) => addressesFrom(json));
        expect(taken.filter((address) => !allowed.has(address))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

describe.each([
  [
    'cef',
    (text: string) => `CEF:0|Maker|Wall|1|1|botnet|8|act=blocked cat=botnet deviceDirection=1 dst=${text}`,
  ],
  [
    'leef',
    (text: string) => `LEEF:1.0|Maker|Wall|1|botnet|action=blocked\tcat=botnet\tdirection=out\tdst=${text}`,
  ],
  ['running text', (text: string) => `seen at ${text} today`],
])('an address that is taken from a line of %s', (_, line) => {
  it('stands in the line', () => {
    fc.assert(
      fc.property(spelling, (text) => {
        const allowed = new Set([...readings(text, false), ...inProse(text)]);
        expect(addressesFrom(line(text)).filter((address) => !allowed.has(address))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
