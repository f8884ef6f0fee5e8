import { type Format } from '../../shared/formats/format';
import { formats } from '../../shared/formats';
import { isKnown } from '../../shared/pipeline/reading/choose-format';
import { bodies } from '../contract/bodies';
import { atOnce } from '../pipeline/read-at-once';
import { type Bench, type Row } from './bench';
import { median, timed } from './statistics';

/** Three times as many formats, with the new ones in front. Each takes as long as the one it was made of, and knows nothing. */
const threefold = (marksOf: (format: Format) => Pick<Format, 'marks'>): readonly Format[] => [
  ...[1, 2].flatMap((round) =>
    formats.map((format) => ({
      ...format,
      ...marksOf({ ...format, name: `${format.name}-${round}` }),
      name: `${format.name}-${round}`,
      recognises: (payload: unknown) => format.recognises(payload) && false,
    })),
  ),
  ...formats,
];

const withoutMarks = ({ name, expects, recognises, read }: Format): Format => ({
  name,
  expects,
  recognises,
  read,
});

const sets: readonly (readonly [string, readonly Format[]])[] = [
  ['each asked, as before there were marks', formats.map(withoutMarks)],
  ['by marks', formats],
  ['by marks, three times as many, each with marks of its own', threefold(({ name }) => ({ marks: [name] }))],
  [
    'by marks, three times as many, each with marks that another has',
    threefold(({ marks = [] }) => ({ marks })),
  ],
];

const payloads = Object.values(bodies);

const rounds = 200;

const detectAll = (among: readonly Format[]): void => {
  for (let round = 0; round < rounds; round += 1)
    for (const payload of payloads) atOnce(isKnown({ formats: among, named: null }, payload));
};

const measure = (name: string, among: readonly Format[]): Row => {
  detectAll(among);
  const ms = median(Array.from({ length: 9 }, () => timed(() => detectAll(among))));
  return { asked: name, formats: among.length, microseconds: (ms * 1000) / rounds / payloads.length };
};

export const detection: Bench = {
  name: 'detection',
  title: 'how long it takes to find the format of an event, over one of each format',
  run: (say) =>
    Promise.resolve(
      sets.map(([name, among]) => {
        say(name);
        return measure(name, among);
      }),
    ),
};
