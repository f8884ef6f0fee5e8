import { formats } from '../../shared/formats';
import { open } from '../../shared/envelopes/open';
import { atOnce, readAtOnce } from '../pipeline/read-at-once';
import { readPayload } from '../../shared/pipeline/reading/read-payload';
import { readProfile } from '../../shared/profile/profile';
import { parsePattern } from '../../shared/formats/stix/pattern';
import { type Bench, type Row } from './bench';
import { median, timed } from './statistics';

const profile = readProfile({ guard: { specialUse: 'take' } });
if (profile._tag === 'Left') throw new Error('the profile of the bench is not right');

const environment = { formats, now: () => new Date(), identityScope: 'bench', profile: profile.right };

const hash = (n: number): string => n.toString(16).padStart(8, 'a').repeat(8).slice(0, 64);

const stixIndicator = (n: number): unknown => ({
  type: 'indicator',
  spec_version: '2.1',
  id: `indicator--00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`,
  created: '2026-01-01T00:00:00Z',
  modified: '2026-01-01T00:00:00Z',
  name: `Indicator ${n} of a bundle, with a name as long as names are in the field`,
  pattern: `[file:hashes.'SHA-256' = '${hash(n)}']`,
  pattern_type: 'stix',
  valid_from: '2026-01-01T00:00:00Z',
  labels: ['malicious-activity'],
});

const bundle = (megabytes: number): unknown => {
  const size = JSON.stringify(stixIndicator(1)).length + 1;
  const count = Math.floor((megabytes * 1024 * 1024) / size);
  return {
    type: 'bundle',
    id: 'bundle--0',
    objects: Array.from({ length: count }, (_, n) => stixIndicator(n)),
  };
};

const mispEvent = (attributes: number): unknown => ({
  Event: {
    uuid: '00000000-0000-4000-8000-000000000000',
    info: 'bench',
    Attribute: Array.from({ length: attributes }, (_, n) => ({
      uuid: `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`,
      type: 'domain',
      category: 'Network activity',
      value: `host-${n}.sample.example`,
      to_ids: true,
      Tag: [{ name: 'tlp:green' }],
    })),
  },
});

/** As the pipeline reads it, but for the limit of 10,000 items an event. */
const readAll = (body: unknown): void => {
  const { opened } = open(body, {}, { eventId: 'e', source: 'bench', type: null, time: null });
  for (const { payload } of opened) {
    const format = formats.find(({ recognises }) => recognises(payload));
    if (format !== undefined)
      atOnce(readPayload(environment, format, { from: { source: 'bench' }, payload }));
  }
};

const readWhole = (body: unknown): void => {
  readAtOnce(environment)({
    intakeId: 'i',
    origin: { eventId: 'e', source: 'bench', type: null, time: null },
    headers: {},
    body,
    receivedAt: new Date(),
    format: null,
  });
};

interface Curve {
  readonly name: string;
  readonly unit: string;
  readonly sizes: readonly number[];
  readonly make: (size: number) => unknown;
  readonly run: (input: unknown) => void;
}

const asPattern = (input: unknown): void => void parsePattern(String(input));

const curves: readonly Curve[] = [
  { name: 'STIX bundle', unit: 'MB', sizes: [1, 2, 4, 8, 16], make: bundle, run: readAll },
  {
    name: 'MISP event',
    unit: 'attributes',
    sizes: [1250, 2500, 5000, 10_000],
    make: mispEvent,
    run: readWhole,
  },
  {
    name: 'pattern of ORs',
    unit: 'ORs',
    sizes: [625, 1250, 2500, 5000],
    make: (n) =>
      `[${Array.from({ length: n }, (_, i) => `ipv4-addr:value = '1.2.${i >> 8}.${i & 255}'`).join(' OR ')}]`,
    run: asPattern,
  },
  {
    name: 'nested brackets',
    unit: 'kB',
    sizes: [12.5, 25, 50, 100],
    make: (kB) => '('.repeat(kB * 1024),
    run: asPattern,
  },
];

const measure = ({ name, unit, sizes, make, run }: Curve): readonly Row[] => {
  run(make(sizes[0] ?? 1));
  return sizes.map((size) => {
    const input = make(size);
    const ms = median(Array.from({ length: 3 }, () => timed(() => run(input))));
    return { input: name, size: `${size} ${unit}`, ms, msPerUnit: ms / size };
  });
};

export const reading: Bench = {
  name: 'reading',
  title: 'how the time of reading grows with the size of an event; the last column stays flat',
  run: (say) =>
    Promise.resolve(
      curves.flatMap((curve) => {
        say(curve.name);
        return measure(curve);
      }),
    ),
};
