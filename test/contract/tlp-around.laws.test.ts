import { at } from '../../shared/codec/json-pointer';
import { isObject, type Json } from '../../shared/codec/json-value';
import { formats } from '../../shared/formats';
import { eventWith } from '../pipeline/planned';
import { profileWith } from '../pipeline/profiles';
import { readAtOnce } from '../pipeline/read-at-once';
import { replaced } from './lists';
import { sampleOf } from './sample-payloads';

const environment = {
  formats,
  now: (): Date => new Date('2026-11-23T12:00:00.000Z'),
  identityScope: 'test',
  profile: profileWith({ guard: { specialUse: 'take' } }),
};

const placesOf = (body: unknown): readonly string[] =>
  readAtOnce(environment)(eventWith(body))
    .found.filter(({ indicator }) => indicator.isActive !== false)
    .map(({ provenance }) => provenance.place);

interface Holder {
  readonly place: string;
  readonly object: Json;
}

/** The innermost object on the way to a place. */
const holderAt = (body: unknown, place: string): Holder | undefined => {
  const way: Holder[] = [];
  let [here, where]: [unknown, string] = [body, ''];
  for (const segment of ['', ...place.split('/').slice(1)]) {
    if (segment !== '') {
      here = typeof here === 'object' && here !== null ? (here as Json)[segment] : undefined;
      where = at(where, segment);
    }
    if (isObject(here)) way.push({ place: where, object: here });
  }
  return way.at(-1);
};

/** A tiIndicator has members of its own, and refuses others; text has no members. */
const samples = formats
  .filter(({ name }) => !['tiIndicator', 'list', 'free-text'].includes(name))
  .flatMap(({ name }) => {
    const body = sampleOf(name);
    const [place = ''] = body === undefined ? [] : placesOf(body);
    const holder = holderAt(body, place);
    return holder === undefined ? [] : [{ name, body, place, holder }];
  });

/** A TLP as an analyst, a pipeline or a newer version of the sender puts it beside what there is. */
const marks = [
  { tlp: 'red' },
  { TLP: 'TLP:RED' },
  { 'traffic-light-protocol': 'Red' },
  { tags: ['TLP:RED'] },
  { tags: ['\u{1d413}\u{1d40b}\u{1d40f}:RED'] }, // bold letters of mathematics
  { labels: [{ name: 'tlp:red' }] },
  { customTags: 'tlp-red' },
  { labels: { tlp: 'red' } },
];

it('has a sample of nearly every format', () => {
  expect(samples.length).toBeGreaterThan(50);
});

describe.each(samples)('a TLP beside an indicator of $name', ({ body, place, holder }) => {
  it.each(marks)('is heeded: %j', (mark) => {
    const marked = replaced(body, holder.place, { ...holder.object, ...mark });
    expect(placesOf(marked)).not.toContain(place);
  });

  it('is none where a tag has only its colour', () => {
    expect(
      placesOf(replaced(body, holder.place, { ...holder.object, extraTags: ['red', 'team'] })),
    ).toContain(place);
  });
});
