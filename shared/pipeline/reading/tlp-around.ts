import { plainWord } from '../../codec/text';
import { isObject, oneOrMany, textsOf, type Json } from '../../codec/json-value';
import { unescapeSegment } from '../../codec/json-pointer';
import { own } from '../../codec/own';
import { maySpellTlp, strictestTlp, tlpInTags, type TlpLevel } from '../../indicator/tlp';

const named = /tlp|traffic|tag|label/i;

/** Members named for a TLP, and those for labels or tags, in small letters without signs. */
const ofTlp = /^(?:tlp|trafficlight(?:protocol)?)(?:level|marking|colou?r)?$/;
const ofTags = /^(?:[a-z]{0,20}tags?|labels?)$/;

/** The words of a label: a text, an object with a name or a value, or one of names and values. */
const wordsOf = (label: unknown): readonly string[] => {
  if (!isObject(label)) return textsOf(label);
  return Object.entries(label).flatMap(([name, value]) =>
    textsOf(value).flatMap((text) => (maySpellTlp(name) ? [`${name}:${text}`] : text)),
  );
};

const levelOfMember = (name: string, value: unknown): TlpLevel | undefined => {
  const member = plainWord(name);
  if (ofTlp.test(member)) return strictestTlp(oneOrMany(value).flatMap(wordsOf));
  return ofTags.test(member) ? tlpInTags(oneOrMany(value).flatMap(wordsOf)) : undefined;
};

const levelIn = (object: Json): TlpLevel | undefined => {
  let levels: readonly TlpLevel[] = [];
  for (const name of Object.keys(object)) {
    if (name.length > 40 || !named.test(name)) continue;
    const level = levelOfMember(name, object[name]);
    if (level !== undefined) levels = [...levels, level];
  }
  return levels.length === 0 ? undefined : strictestTlp(levels);
};

/**
 * The TLP levels that the objects on the way to a place (JSON pointer) spell out, from the payload itself on: in a member named for
 * it, a label or a tag, whatever the format reads of them. Each object is looked at once.
 */
export const tlpAround = (payload: unknown): ((place: string) => readonly TlpLevel[]) => {
  const known = new Map<Json, TlpLevel | undefined>();
  const levelOf = (object: Json): TlpLevel | undefined => {
    if (!known.has(object)) known.set(object, levelIn(object));
    return known.get(object);
  };
  return (place) => {
    const levels: TlpLevel[] = [];
    const [, ...segments] = place.split('/');
    let here = payload;
    for (let depth = 0; typeof here === 'object' && here !== null; depth += 1) {
      const level = isObject(here) ? levelOf(here) : undefined;
      if (level !== undefined) levels.push(level);
      here = depth < segments.length ? own(here as Json, unescapeSegment(segments[depth] ?? '')) : undefined;
    }
    return levels;
  };
};
