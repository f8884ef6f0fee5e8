import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import { tiIndicatorCodec } from '../../shared/codec/ti-indicator';
import { formats } from '../../shared/formats';
import { type Intake, type ReadOptions } from '../../shared/formats/format';
import { anyJson, canary, nested, planting } from '../arbitraries/json';
import { rawTiIndicator } from '../arbitraries/ti-indicator';
import { isPointer, resolves } from './json-pointer';
import { sampleOf, samplePayloads } from './sample-payloads';

const now = (): Date => new Date('2026-11-23T12:00:00.000Z');

const options: ReadOptions = { now, takeSuspicious: true, takeObserved: true, takeFreeText: true };

const samples = samplePayloads().map(({ payload }) => payload);

const item = fc.oneof(rawTiIndicator, anyJson, fc.constantFrom<unknown>(null, ...samples));

/** Payloads of every format: real samples, canonical indicators, anything, and lists that mix them. */
const payload: fc.Arbitrary<unknown> = fc.oneof(
  item,
  fc.array(item, { maxLength: 6 }),
  fc.array(item, { maxLength: 6 }).map((value) => ({ value })),
);

/** So that whoever changes it throws. */
const frozen = <A>(value: A): A => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
};

/** Every sample, and payloads drawn once for all formats: to draw one costs more than to read it. */
const tried = [...samples, ...fc.sample(payload, 400)].map(frozen);
const planted = fc.sample(planting(payload), 200).map(frozen);

const places = ({ found, skipped }: Intake): readonly string[] =>
  [...found, ...skipped].map(({ place }) => place);

/** Formats that find nothing in their sample, and why. */
const findNothing: ReadonlyMap<string, string> = new Map([
  [
    'azure-monitor',
    'names no observable; it is understood so that its senders are told why nothing comes of it',
  ],
]);

/** Formats whose samples another knows too, with the one that is chosen where nothing else is said. */
const overlaps: ReadonlyMap<string, readonly string[]> = new Map([
  // Any text may be a list: it is one where its media type, the profile or `?format=` says so.
  ['list', ['free-text', 'list']],
  ['free-text', ['free-text', 'list']],
]);

describe('the list of formats', () => {
  it('gives every format a name of its own', () => {
    expect(new Set(formats.map(({ name }) => name)).size).toBe(formats.length);
  });

  it('gives every format an expectation of its own', () => {
    expect(new Set(formats.map(({ expects }) => expects)).size).toBe(formats.length);
  });
});

describe('the formats that find nothing', () => {
  it('are formats of the list', () => {
    expect(formats.map(({ name }) => name)).toEqual(expect.arrayContaining([...findNothing.keys()]));
  });
});

describe.each(formats.map((format) => [format.name, format] as const))('the format %s', (_, format) => {
  const recognised = tried.filter((any) => format.recognises(any));

  /** Runs `check` over what the format recognises. */
  const forRecognised = (check: (any: unknown) => void): void => {
    for (const any of recognised) check(any);
  };

  it('says its name and what it looks for', () => {
    expect(format.name.trim()).not.toBe('');
    expect(format.expects.trim()).not.toBe('');
  });

  it('recognises its sample, test/samples/NAME.json, alone or as the overlaps say, and finds something in it', () => {
    const sample = sampleOf(format.name);
    expect({
      recognisedBy: formats.filter(({ recognises }) => recognises(sample)).map(({ name }) => name),
      findsSomething: format.read(sample, options).found.length > 0,
    }).toEqual({
      recognisedBy: overlaps.get(format.name) ?? [format.name],
      findsSomething: !findNothing.has(format.name),
    });
  });

  it('never throws, whatever the payload, and leaves it as it was', () => {
    for (const any of tried) {
      expect(typeof format.recognises(any)).toBe('boolean');
      expect(Array.isArray(format.read(any, options).found)).toBe(true);
    }
  });

  it.each([
    ['an array 10 000 levels deep', nested(10_000)],
    ['a member 10 000 levels deep', { value: [{ tags: nested(10_000), domainName: nested(10_000) }] }],
    ['no value', undefined],
  ])('never throws for %s', (_name, deep) => {
    expect(() => [format.recognises(deep), format.read(deep, options)]).not.toThrow();
  });

  it('reads something out of whatever it recognises, or says why not', () => {
    forRecognised((any) => {
      expect(places(format.read(any, options)).length).toBeGreaterThan(0);
    });
  });

  it('finds whole indicators that are valid and canonical, or drafts with something observed', () => {
    forRecognised((any) => {
      const { found } = format.read(any, options);
      const indicators = found.flatMap((one) => (one._tag === 'Whole' ? [one.indicator] : []));
      const codec = tiIndicatorCodec(now);
      expect(indicators.map((indicator) => codec.decode(indicator))).toEqual(indicators.map(E.right));
      const empty = found.filter((one) => one._tag === 'Draft' && one.draft.observed.length === 0);
      expect(empty).toEqual([]);
    });
  });

  it('gives every item a place that is there in the payload, and a whole indicator one of its own', () => {
    forRecognised((any) => {
      const intake = format.read(any, options);
      expect(places(intake).filter((place) => !resolves(place, any))).toEqual([]);
      const whole = intake.found.flatMap((one) => (one._tag === 'Whole' ? [one.place] : []));
      expect(new Set(whole).size).toBe(whole.length);
    });
  });

  it('gives every skipped item a code, a text and violations that point into it', () => {
    forRecognised((any) => {
      for (const { place, reason } of format.read(any, options).skipped) {
        expect(reason.code).toMatch(/^[a-z][a-z-]+$/);
        expect(reason.text.trim()).not.toBe('');
        expect(reason.violations.filter(({ expected }) => expected.trim() === '')).toEqual([]);
        const pointers = reason.violations.map(({ pointer }) => pointer).filter((p) => p.length < 199);
        expect(pointers.filter((pointer) => !isPointer(pointer) || !pointer.startsWith(place))).toEqual([]);
      }
    });
  });

  it('never repeats a value of the sender in a reason', () => {
    for (const any of planted) {
      const reasons = format.read(any, options).skipped.map(({ reason }) => reason);
      expect(JSON.stringify(reasons)).not.toContain(canary);
    }
  });

  it('reads the same payload the same way twice', () => {
    forRecognised((any) => {
      expect(format.read(any, options)).toEqual(format.read(any, options));
    });
  });
});
