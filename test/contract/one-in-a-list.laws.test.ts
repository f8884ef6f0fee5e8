import { isDeepStrictEqual } from 'node:util';
import { at } from '../../shared/codec/json-pointer';
import { isObject, type Json } from '../../shared/codec/json-value';
import { formats } from '../../shared/formats';
import { eventWith } from '../pipeline/planned';
import { profileWith } from '../pipeline/profiles';
import { readAtOnce } from '../pipeline/read-at-once';
import { bodies } from './bodies';
import { replaced } from './lists';
import { samplePayloads } from './sample-payloads';

const environment = {
  formats,
  now: (): Date => new Date('2026-11-23T12:00:00.000Z'),
  identityScope: 'test',
  profile: profileWith({ guard: { specialUse: 'take' } }),
};

interface Member {
  readonly place: string;
  readonly object: Json;
}

/** Every object that is a member of an object. */
const membersIn = (value: unknown, place = ''): readonly Member[] => {
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => membersIn(item, at(place, index)));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const where = at(place, name);
    return [...(isObject(inner) ? [{ place: where, object: inner }] : []), ...membersIn(inner, where)];
  });
};

/** The last of each shape, such as `/alerts/…/device`. */
const tellingMembers = (value: unknown): readonly Member[] => [
  ...new Map(
    membersIn(value).map((member) => [member.place.replace(/\/\d+/g, '/0'), member] as const),
  ).values(),
];

const withoutIndexes = (place: string): string => place.replace(/\/\d+/g, '');

interface Coming {
  readonly found: readonly string[];
  readonly left: readonly string[];
  readonly refusals: number;
}

/** What comes of a payload, wherever it stood: what is taken, with all that is said of it, and what is left, and why. */
const comingOf = (payload: unknown): Coming => {
  const { found, left } = readAtOnce(environment)(eventWith(payload));
  return {
    found: found.map(({ indicator }) => JSON.stringify(indicator)).sort(),
    left: left.map(({ provenance, reason }) => `${withoutIndexes(provenance.place)}: ${reason.code}`).sort(),
    refusals: left.filter(({ reason }) => reason.unreadable).length,
  };
};

const isStructured = (payload: unknown): boolean =>
  formats.some(
    ({ name, recognises }) => !['free-text', 'list', 'tiIndicator'].includes(name) && recognises(payload),
  );

const payloads = [
  ...samplePayloads().map(({ name, payload }) => [name, payload] as const),
  ...Object.entries(bodies),
].filter(([, payload]) => isStructured(payload));

/** Whether nothing was lost in silence, and nothing came of it that did not come before: a victim, or what is benign. */
const isHeld = (before: Coming, after: Coming): boolean => {
  const isSame = isDeepStrictEqual([after.found, after.left], [before.found, before.left]);
  return (
    isSame || (after.refusals > before.refusals && after.found.every((one) => before.found.includes(one)))
  );
};

describe.each(payloads)('%s', (_, payload) => {
  it('comes to the same with an object in a list of one, or is refused', () => {
    const before = comingOf(payload);
    const others = tellingMembers(payload).filter(
      ({ place, object }) => !isHeld(before, comingOf(replaced(payload, place, [object]))),
    );
    expect(others.map(({ place }) => place)).toEqual([]);
  });
});

it('tries hundreds of objects', () => {
  expect(payloads.flatMap(([, payload]) => tellingMembers(payload)).length).toBeGreaterThan(500);
});
