/** What `mapping` measures, in a process of its own: prints one JSON array of rows. */
import { parseJsonText } from '../../shared/envelopes/json-text';
import { graph } from '../../shared/destinations/graph/graph';
import { formats } from '../../shared/formats';
import { type Indicator } from '../../shared/indicator/indicator';
import { readAtOnce } from '../pipeline/read-at-once';
import { readProfile } from '../../shared/profile/profile';
import { type Row } from './bench';
import { mispEvent, nativeEvent, stixBundle, type MakeEvent } from './events';
import { median, timed } from './statistics';

const profile = readProfile({ guard: { specialUse: 'take' } });
if (profile._tag === 'Left') throw new Error('the profile of the bench is not right');

const read = readAtOnce({ formats, now: () => new Date(), identityScope: 'bench', profile: profile.right });

const decoder = new TextDecoder('utf-8', { fatal: true });

const found = (body: unknown): readonly Indicator[] =>
  read({
    intakeId: 'i',
    origin: { eventId: 'e', source: 'bench', type: null, time: null },
    headers: {},
    body,
    receivedAt: new Date(),
    format: null,
  }).found.map(({ indicator }) => indicator);

/** The bytes of an event as the texts of the calls to Graph; answers how many indicators are in them. */
const map = (bytes: Uint8Array): number => {
  const parsed = parseJsonText(decoder.decode(bytes));
  const indicators = parsed._tag === 'Right' ? found(parsed.right) : [];
  for (let from = 0; from < indicators.length; from += graph.perCall) {
    const { body } = graph.request(indicators.slice(from, from + graph.perCall), new Date());
    if (JSON.stringify(body).length < 100) return 0;
  }
  return indicators.length;
};

/** The least work that any gateway in JavaScript has to do with them. */
const copy = (bytes: Uint8Array): number => JSON.stringify(JSON.parse(decoder.decode(bytes))).length;

/** Most that an event may hold. */
const perEvent = 10_000;

const eventsOf = (make: MakeEvent, count: number): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil(count / perEvent) }, (_, index) =>
    Buffer.from(JSON.stringify(make(index * perEvent, Math.min(perEvent, count)))),
  );

const measure = (name: string, make: MakeEvent, count: number, rounds: number): Row => {
  const events = eventsOf(make, count);
  const mapped = events.reduce((sum, bytes) => sum + map(bytes), 0);
  if (mapped !== count) throw new Error(`${name}: ${mapped} of ${count} indicators were mapped`);
  const times = Array.from({ length: rounds }, () => ({
    whole: timed(() => events.forEach(map)),
    least: timed(() => events.forEach(copy)),
  }));
  const whole = median(times.map((time) => time.whole));
  const bytes = events.reduce((sum, event) => sum + event.byteLength, 0);
  return {
    format: name,
    indicators: count,
    bytesPerIndicator: Math.round(bytes / count),
    indicatorsPerSecond: Math.round((count / whole) * 1000),
    microsecondsPerIndicator: (whole / count) * 1000,
    parseAndStringify: (median(times.map(({ least }) => least)) / count) * 1000,
    ratio: median(times.map((time) => time.whole / time.least)),
    rounds,
  };
};

const sizes = [
  [1000, 41],
  [10_000, 11],
  [100_000, 5],
] as const;

const inputs: readonly (readonly [string, MakeEvent])[] = [
  ['tiIndicator', nativeEvent],
  ['stix', stixBundle],
  ['misp', mispEvent],
];

for (const [, make] of inputs)
  eventsOf(make, perEvent).forEach((bytes) => Array.from({ length: 3 }, () => map(bytes)));

console.log(
  JSON.stringify(
    inputs.flatMap(([name, make]) => sizes.map(([count, rounds]) => measure(name, make, count, rounds))),
  ),
);
