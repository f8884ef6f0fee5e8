import * as E from 'fp-ts/Either';
import fc from 'fast-check';
import { foundDraft, type Observation } from '../../shared/formats/format';
import { merge } from '../../shared/indicator/merge';
import { complete } from '../../shared/pipeline/reading/complete';
import { members } from '../../shared/codec/members';
import { parsePattern } from '../../shared/formats/stix/pattern';
import { planPattern } from '../../shared/formats/stix/plan-pattern';
import { profileWith } from '../pipeline/profiles';
import { validTiIndicator } from '../arbitraries/ti-indicator';

const most = 8 * 1024;

const now = (): Date => new Date('2026-11-23T12:00:00.000Z');

/** Members that hold what was observed as text. */
const observed = Object.entries(members).flatMap(([name, member]) => {
  const isObserved = 'group' in member && ['email', 'file', 'network'].includes(member.group);
  if (!isObserved || !('codec' in member)) return [];
  const { codec } = member;
  const said = codec.decode('x'.repeat(most + 1));
  const isText = !codec.name.startsWith('an integer') && !codec.name.startsWith('one of');
  return isText && !name.endsWith('DateTime') ? [{ name, codec, said }] : [];
});

describe('what was observed, as text of more than 8 KiB', () => {
  it('has members to stand in', () => {
    expect(observed.length).toBeGreaterThan(25);
  });

  it.each(observed)('is refused as $name, and the answer says why', ({ said, codec }) => {
    const messages = E.isLeft(said) ? said.left.map(({ message }) => message) : [];

    expect(messages).toEqual([`${codec.name}, of at most 8 KiB`]);
  });

  it.each([
    ['é', most / 2],
    ['漢', Math.floor(most / 3)],
  ])('is counted in bytes of UTF-8: %s', (letter, count) => {
    expect(E.isRight(members.emailSubject.codec.decode(letter.repeat(count)))).toBe(true);
    expect(E.isRight(members.emailSubject.codec.decode(letter.repeat(count + 1)))).toBe(false);
  });

  const long = `http://a.example/${'x'.repeat(most)}`;

  it.each<Observation>([
    { kind: 'ip', value: long },
    { kind: 'domain', value: long },
    { kind: 'url', value: long },
    { kind: 'hash', algorithm: 'md5', value: long },
    { kind: 'text', member: 'fileName', value: long },
    { kind: 'number', member: 'fileSize', value: long },
  ])('is refused of a format too, before it is made live: $kind', (observation) => {
    const completed = complete(profileWith({}), now, { format: 'any', source: 'any' });
    const refused = completed(foundDraft('/7', { observed: [observation] }));

    expect(refused).toMatchObject({
      left: {
        place: '/7',
        reason: { code: 'observable-invalid', text: 'expected an observable of at most 8 KiB' },
      },
    });
  });
});

describe('a STIX pattern', () => {
  it.each([
    [
      'with very many qualifiers',
      `([a:b = 1])${' WITHIN 1 SECONDS'.repeat(10_000)}`,
      'at most 200 qualifiers',
    ],
    [
      'of more than 256 Ki characters',
      `[a:b = '${'x'.repeat(262_144)}']`,
      'a pattern of at most 262144 characters',
    ],
  ])('%s is no pattern, and what follows is not read', (_, text, expected) => {
    expect(parsePattern(text)).toMatchObject({ left: { expected } });
  });

  it('with 200 qualifiers is planned', () => {
    const parsed = parsePattern(`([url:value = 'http://a.example'])${' WITHIN 1 SECONDS'.repeat(200)}`);

    expect(E.map(planPattern)(parsed)).toMatchObject({ right: [{ _tag: 'Right' }] });
  });
});

const indicator = validTiIndicator.map((valid) => ({ ...valid, externalId: 'the same' }));

describe('merging many statements about one thing', () => {
  it('comes to the same as merging them one by one', () => {
    fc.assert(
      fc.property(indicator, fc.array(indicator, { minLength: 1, maxLength: 5 }), (first, others) => {
        const oneByOne = others.reduce((merged, other) => merge(merged, [other]), first);

        expect(merge(first, others)).toEqual(oneByOne);
      }),
    );
  });

  it('looks at the tags of each of them once', () => {
    let looks = 0;
    const others = fc.sample(indicator, { numRuns: 1000, seed: 13 }).map((other) =>
      Object.defineProperty(other, 'tags', {
        get: () => {
          looks += 1;
          return [`tag-${looks}`];
        },
      }),
    );
    const [first = null] = fc.sample(indicator, { numRuns: 1, seed: 14 });

    // Fifty of them, and the tag that says that there were more.
    expect(first === null ? [] : merge({ ...first, tags: [] }, others).tags).toHaveLength(51);
    expect(looks).toBe(1000);
  });
});
