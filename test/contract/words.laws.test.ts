import { formats } from '../../shared/formats';
import { type Reading } from '../../shared/pipeline/reading/merge-duplicates';
import { readAtOnce } from '../pipeline/read-at-once';
import { eventWith } from '../pipeline/planned';
import { profileWith } from '../pipeline/profiles';
import { describeSamples } from '../samples/samples';
import { bodies } from './bodies';
import { withEachName, withEachText } from './leaves';
import { samplePayloads } from './sample-payloads';

const environment = {
  formats,
  now: () => new Date('2026-11-23T12:00:00.000Z'),
  identityScope: 'test',
  profile: profileWith({ take: { freeText: true, observed: true, suspicious: true } }),
};

/** What every object has under a name that nobody gave it, and a word of the same length that none has. */
const words = [
  ['constructor', 'constrictor'],
  ['__proto__', '__prato__'],
  ['toString', 'toStrimg'],
  ['valueOf', 'valueOv'],
  ['hasOwnProperty', 'hasOwnPrapertv'],
] as const;

/** As a text all of them find the same where they are looked up, and only these where small letters are made of them first. */
const lookedUp = words.slice(0, 2);

/** A reading as JSON without identities, which are hashes; what is no JSON, a function say, shows. */
const shown = (reading: Reading): string =>
  JSON.stringify(reading, (name, value: unknown) => {
    if (name === 'externalId') return undefined;
    return typeof value === 'function' || value === undefined ? `no JSON: ${typeof value}` : value;
  });

const read = (body: unknown): string => shown(readAtOnce(environment)(eventWith(body)));

/** What may have been meant by a word depends on the word. */
const withoutHints = (text: string): string => text.replaceAll(/; did you mean [^?]*\?/g, '');

/** The texts or names after which a body is read otherwise with `word` in their place than with its twin. */
const oddIn = (
  body: unknown,
  [word, twin]: readonly [string, string],
  variantsOf: (body: unknown, word: string) => readonly { readonly place: string; readonly json: unknown }[],
): readonly string[] => {
  const twins = variantsOf(body, twin);
  return variantsOf(body, word).flatMap(({ place, json }, index) => {
    const asTwin = withoutHints(read(json)).replaceAll(new RegExp(word, 'gi'), (found) =>
      found === word ? twin : found === word.toLowerCase() ? twin.toLowerCase() : twin.toUpperCase(),
    );
    return asTwin === withoutHints(read(twins[index]?.json)) ? [] : [place];
  });
};

describe.each(Object.entries(bodies))('a word that every object knows, in a body of %s', (_, body) => {
  it.each(lookedUp)('is read as any other word: %s', (...pair) => {
    expect(oddIn(body, pair, (json, word) => withEachText(json, () => word))).toEqual([]);
  });

  it.each(words)('is read as any other name of a member: %s', (...pair) => {
    expect(oddIn(body, pair, withEachName)).toEqual([]);
  });
});

describeSamples('a word that every object knows, in a sample', () => {
  /** The smaller ones, each text of each of them. */
  const samples = samplePayloads().filter(({ payload }) => JSON.stringify(payload).length < 4000);

  it('is read as any other word', () => {
    const odd = samples.flatMap(({ name, payload }) =>
      oddIn(payload, words[0], (json, word) => withEachText(json, () => word)).map(
        (place) => `${name} ${place}`,
      ),
    );
    expect(odd).toEqual([]);
  }, 60_000);
});
