import { readFileSync } from 'node:fs';
import path from 'node:path';
import { formats } from '../../shared/formats';
import { readMessageText } from '../../shared/envelopes/message-text';
import { momentOf } from '../../shared/indicator/moment';
import { observablesOf } from '../../shared/indicator/observable';
import { isTakenBack } from '../../shared/indicator/taken-back';
import { readAtOnce } from '../pipeline/read-at-once';
import { eventWith } from '../pipeline/planned';
import { profileWith } from '../pipeline/profiles';
import { intake } from './intake';
import { senders } from './senders';
import said from './senders/said.json';
import { type Tried } from './senders/sender';

const environment = (suspicious = false) => ({
  formats,
  now: () => new Date('2026-11-23T12:00:00.000Z'),
  identityScope: 'senders',
  profile: profileWith({ take: { suspicious } }),
});

const sampleOf = (name: string): unknown =>
  JSON.parse(readFileSync(path.resolve(__dirname, `../samples/${name}.json`), 'utf8'));

/** `kind value` of each find, with a minus where it is taken back, and `place: code` of each skip. */
const read = (body: unknown, suspicious = false) => {
  const { found, left } = readAtOnce(environment(suspicious))(eventWith(body));
  return {
    by: [...new Set([...found, ...left].map(({ provenance }) => provenance.format))],
    found: found
      .map(({ indicator }) => {
        const [first] = observablesOf(indicator);
        return `${isTakenBack(indicator) ? '-' : ''}${first?.kind ?? ''} ${first?.value ?? ''}`;
      })
      .sort(),
    left: left.map(({ provenance, reason }) => `${provenance.place}: ${reason.code}`).sort(),
  };
};

const saidBy: Readonly<Record<string, unknown>> = said;

/** What a sender says of the first find in its sample beside what is observed, as JSON. */
const firstSaid = (name: string): unknown => {
  const format = formats.find((one) => one.name === name);
  const [first] = format === undefined ? [] : intake(format, sampleOf(name), { takeSuspicious: true }).drafts;
  return JSON.parse(JSON.stringify({ ...first, observed: undefined, partOf: undefined }));
};

const names = (observables: readonly string[]): readonly string[] => [...observables].sort();

const rows = senders.flatMap((sender) =>
  sender.tried.map((one): readonly [string, string, Tried] => [sender.format, one.what, one]),
);

describe('the senders of this table', () => {
  it('are formats, each with its sample, a source, two hostile bodies and a malformed one', () => {
    expect(
      senders.map(({ format }) => format).filter((name) => !formats.some((one) => one.name === name)),
    ).toEqual([]);
    const poor = senders.filter(
      ({ source, tried }) =>
        source === '' ||
        ['victim', 'unjudged', 'malformed'].some((kind) => !tried.some((one) => one.kind === kind)),
    );
    expect(poor.map(({ format }) => format)).toEqual([]);
  });
});

describe.each(senders)('what $format sends, by $source', ({ format, takes, leaves }) => {
  it('comes to what its sender calls bad, and no more', () => {
    expect(read(sampleOf(format))).toEqual({ by: [format], found: names(takes), left: names(leaves) });
  });

  it('says of the first of it what senders/said.json has: words, scores and times', () => {
    expect(firstSaid(format)).toEqual(saidBy[format]);
  });
});

describe('a body of a sender', () => {
  it.each(rows)('%s, %s', (format, _, { body, takes = [], leaves, suspicious }) => {
    const came = read(typeof body === 'function' ? body(sampleOf(format)) : body, suspicious);
    expect({ found: came.found, left: leaves === undefined ? undefined : came.left }).toEqual({
      found: names(takes),
      left: leaves === undefined ? undefined : names(leaves),
    });
  });
});

describe('a log of FortiGate as text', () => {
  const log = (more: string): string =>
    `date=2026-11-20 time=16:29:45 logid="1" type="utm" subtype="dns" qname="evil-host.top" action="block" ${more}`;
  const saidOf = (text: string) => {
    const format = formats.find(({ name }) => name === 'fortigate');
    return format === undefined ? [] : intake(format, text).drafts;
  };

  it.each([
    ['catdesc="Phishing"', 'phishing'],
    ['catdesc="Malicious Websites"', 'malicious-url'],
    ['botnetdomain="evil-host.top"', 'c2'],
  ])('names the threat: %s', (more, threat) => {
    expect(saidOf(log(more))).toMatchObject([{ threat: [threat] }]);
  });

  it.each([
    ['', '2026-11-20T16:29:45.000Z'],
    ['tz="+0100"', '2026-11-20T15:29:45.000Z'],
    ['eventtime=1795192185123456789 tz="+0100"', '2026-11-20T16:29:45.123Z'],
  ])('says when, by the clock of the device: %s', (more, moment) => {
    expect(saidOf(log(`catdesc="Phishing" ${more}`)).map(({ lastSeen }) => momentOf(lastSeen))).toEqual([
      moment,
    ]);
  });

  it('is read as one in a message', () => {
    const { message } = sampleOf('fortigate') as { readonly message: string };
    const text = readMessageText(message);
    expect(text).toMatchObject({ _tag: 'Right' });
    expect(read('right' in text ? text.right : undefined).found).toEqual([
      'url https://evil-host.top/index.php',
    ]);
  });
});
