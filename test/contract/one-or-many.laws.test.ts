import { formats } from '../../shared/formats';
import { type Format, type Found, type ReadOptions, type Skipped } from '../../shared/formats/format';
import { readAtOnce } from '../pipeline/read-at-once';
import { eventWith } from '../pipeline/planned';
import { profileWith } from '../pipeline/profiles';
import { narrowed, replaced, tellingLists, withoutFirst, withoutIndexes } from './lists';
import { samplePayloads } from './sample-payloads';

const now = (): Date => new Date('2026-11-23T12:00:00.000Z');

const options: ReadOptions = { now, takeSuspicious: true, takeObserved: true, takeFreeText: true };

const environment = {
  formats,
  now,
  identityScope: 'test',
  profile: profileWith({ guard: { specialUse: 'take' }, take: { suspicious: true, observed: true } }),
};

const structured = formats.filter(({ name }) => !['free-text', 'list'].includes(name));

/** Every sample with each format that knows it. */
const known = samplePayloads().flatMap(({ name, payload }) =>
  structured
    .filter((format) => format.recognises(payload))
    .map((format) => [`${name} as ${format.name}`, payload, format] as const),
);

/** A Graph collection of strings is JSON's array by contract; what else stands there is refused with its pointer. */
const isByContract = (format: Format, place: string, first: unknown): boolean =>
  format.name === 'tiIndicator' && typeof first === 'string' && place !== '';

const isNested = (item: unknown): boolean => Array.isArray(item) || item === null;

type Places = (place: string) => string;

const asIs: Places = (place) => place;

/** JSON with the places changed. */
const placed = (value: unknown, places: Places): unknown =>
  JSON.parse(
    JSON.stringify(value, (name, inner: unknown) =>
      (name === 'place' || name === 'pointer') && typeof inner === 'string' ? places(inner) : inner,
    ),
  );

const entriesOf = (format: Format, payload: unknown): readonly (Found | Skipped)[] => {
  const { found, skipped } = format.read(payload, options);
  return [...found, ...skipped];
};

/** What a format says of a payload, and what the gateway makes of it. */
const comingOf = (format: Format, payload: unknown, places: Places = asIs): unknown => {
  const { found, left } = readAtOnce(environment)(eventWith(payload));
  return placed(
    { recognised: format.recognises(payload), read: entriesOf(format, payload), found, left },
    places,
  );
};

const seen = (entry: Found | Skipped): string =>
  JSON.stringify([
    entry.place,
    entry._tag === 'Skipped'
      ? entry.reason.code
      : entry._tag === 'Draft'
        ? entry.draft.observed
        : entry.indicator,
  ]);

const isAt = (list: string, place: string): boolean => place === list || place.startsWith(`${list}/`);

describe('the samples', () => {
  it.each(structured.map(({ name }) => name))('hold one of the format %s', (name) => {
    expect(known.map(([, , format]) => format.name)).toContain(name);
  });
});

describe.each(known)('%s', (_name, payload, format) => {
  const lists = tellingLists(payload).filter(({ place, items }) => !isByContract(format, place, items[0]));

  it('comes to the same with the only item of a list in place of the list', () => {
    for (const { place, items } of lists.filter((list) => !isNested(list.items[0]))) {
      const listed = comingOf(format, replaced(payload, place, [items[0]]), withoutFirst(place));
      const alone = comingOf(format, replaced(payload, place, items[0]));
      expect({ place, came: alone }).toEqual({ place, came: listed });
    }
  });

  it('comes to the same with a list written as an object of its numbers', () => {
    for (const { place, items } of lists.filter((list) => list.place !== '')) {
      const listed = comingOf(format, payload);
      const numbered = comingOf(format, replaced(payload, place, Object.fromEntries(items.entries())));
      expect({ place, came: numbered }).toEqual({ place, came: listed });
    }
  });

  it.each(['words', 7, true])('loses nothing in silence where a list is %j', (junk) => {
    const before = entriesOf(format, payload);
    const said = new Set(before.map(seen));
    for (const { place } of lists) {
      const after = entriesOf(format, replaced(payload, place, junk));
      const kept = new Set(after.map(seen));
      const lost = before.filter((entry) => entry._tag !== 'Skipped' && !kept.has(seen(entry)));
      const says = after.some((entry) => isAt(place, entry.place) || !said.has(seen(entry)));
      expect({ place, silent: after.length === 0 || (lost.length > 0 && !says) }).toEqual({
        place,
        silent: false,
      });
    }
  });

  it.each([null, ''])('says something where a list is %j', (nothing) => {
    const silent = lists.filter(
      ({ place }) => entriesOf(format, replaced(payload, place, nothing)).length === 0,
    );
    expect(silent).toEqual([]);
  });
});

/** In the native form a string in place of a list is refused. */
const mapped = known.filter(([, , format]) => format.name !== 'tiIndicator');

it.each(mapped)(
  '%s comes to the same with all lists replaced by their first item',
  (_name, payload, format) => {
    const listed = narrowed(payload, false);
    const alone = comingOf(format, narrowed(payload, true));
    expect(alone).toEqual(comingOf(format, listed, withoutIndexes(listed)));
  },
);
