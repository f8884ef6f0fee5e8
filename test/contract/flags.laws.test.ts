import { formats } from '../../shared/formats';
import { type Format, type ReadOptions } from '../../shared/formats/format';
import { at } from '../../shared/codec/json-pointer';
import { replaced } from './lists';
import { sampleOf } from './sample-payloads';

const options: ReadOptions = {
  now: () => new Date('2026-11-23T12:00:00.000Z'),
  takeSuspicious: false,
  takeObserved: false,
  takeFreeText: false,
};

/** How tables, forms and Python write a flag. */
const spellings: readonly (readonly [name: string, spell: (flag: boolean) => unknown])[] = [
  ['in small letters', (flag) => String(flag)],
  ['with a capital', (flag) => (flag ? 'True' : 'False')],
  ['in a list of one', (flag) => [flag]],
];

/** The place of every flag in a JSON value. */
const flagsIn = (value: unknown, place = ''): readonly string[] => {
  if (typeof value === 'boolean') return [place];
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => flagsIn(inner, at(place, name)))
    : [];
};

/** A tiIndicator is Graph's own contract: a flag there is JSON's. */
const read: readonly Format[] = formats.filter(({ name }) => name !== 'tiIndicator');

const samples = read
  .map((format) => [format.name, format, sampleOf(format.name)] as const)
  .filter(([, , sample]) => flagsIn(sample).length > 0);

/** What is found, and what is left and why. */
const comingOf = (format: Format, payload: unknown): unknown => {
  const { found, skipped } = format.read(payload, options);
  return {
    found: found.map((one) => (one._tag === 'Draft' ? [one.place, one.draft] : [one.place])),
    left: skipped.map(({ place, reason, withdraws = [] }) => [place, reason.code, withdraws.length]),
  };
};

it('has samples with flags', () => {
  expect(samples.map(([name]) => name)).toEqual(
    expect.arrayContaining(['cortex-alert', 'greynoise', 'guardduty', 'misp', 'thehive', 'vectra']),
  );
});

describe.each(samples)('a flag of %s', (_, format, sample) => {
  it.each(spellings)('says the same %s, set or not', (_name, spell) => {
    for (const place of flagsIn(sample))
      for (const flag of [true, false]) {
        const [asFlag, spelled] = [flag, spell(flag)].map((value) =>
          comingOf(format, replaced(sample, place, value)),
        );
        expect({ place, flag, came: spelled }).toEqual({ place, flag, came: asFlag });
      }
  });
});
