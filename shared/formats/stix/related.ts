// Over sixty lines: relationships, sightings and opinions.
import { isYes, textOf, textsOf, type Json } from '../../codec/json-value';
import { modifiedAt, openCtiExtension, typeOf, type StixObject } from './stix-object';

/** What other objects in the same payload say of an indicator. */
export interface Related {
  readonly malware: readonly string[];
  readonly actors: readonly string[];
  /** Kinds of malware, such as `ransomware`. */
  readonly words: readonly string[];
  /** When the newest sighting, or the newest opinion, said that it is no threat; undefined where neither does. */
  readonly disputedAt?: string | undefined;
}

const unrelated: Related = { malware: [], actors: [], words: [] };

/** More names than this say nothing. */
const most = 50;

const actorTypes = new Set(['threat-actor', 'intrusion-set']);

const join = ({ malware, actors, words }: Related, target: Json): Related => {
  const type = typeOf(target) ?? '';
  const name = textOf(target.name);
  const names = name === undefined ? [] : [name];
  if (actorTypes.has(type) && actors.length < most) return { malware, words, actors: [...actors, ...names] };
  if (type !== 'malware' || malware.length >= most) return { malware, actors, words };
  const kinds = [...textsOf(target.malware_types), ...textsOf(target.labels)].slice(0, most);
  return { malware: [...malware, ...names], actors, words: [...words, ...kinds, 'malware'] };
};

interface Statement {
  readonly of: readonly string[];
  /** Sightings and opinions speak for themselves: that a thing was seen does not answer an analyst. */
  readonly type: string;
  readonly at: string;
  readonly isAgainst: boolean;
}

/** A sighting, which OpenCTI calls negative where it is a false positive, or an opinion that is not neutral. */
const statementOf = (object: Json): Statement | undefined => {
  const [type, at] = [typeOf(object), modifiedAt(object)];
  if (isYes(object.revoked)) return undefined;
  if (type === 'sighting') {
    const isAgainst = isYes(openCtiExtension(object).negative ?? object.x_opencti_negative);
    return { of: textsOf(object.sighting_of_ref), type, at, isAgainst };
  }
  const word = textOf(object.opinion) ?? '';
  return type === 'opinion' && /agree$/i.test(word)
    ? { of: textsOf(object.object_refs), type, at, isAgainst: /disagree$/i.test(word) }
    : undefined;
};

/** The moments of the statements against each object that nothing newer of their kind contradicts. */
const disputesIn = (objects: readonly StixObject[]): ReadonlyMap<string, string> => {
  const newest = new Map<string, Statement & { readonly id: string }>();
  for (const statement of objects.flatMap(({ object }) => statementOf(object) ?? []))
    for (const id of statement.of) {
      const key = `${statement.type} ${id}`;
      const other = newest.get(key);
      // Of the same moment, what is said against it counts.
      const isNewer =
        other === undefined || statement.at > other.at || (statement.at === other.at && statement.isAgainst);
      if (isNewer) newest.set(key, { ...statement, id });
    }
  const against = [...newest.values()].filter((one) => one.isAgainst);
  return new Map(against.sort((one, two) => (one.at < two.at ? -1 : 1)).map(({ id, at }) => [id, at]));
};

/** What the payload says of each indicator: the malware and the actors that it points to, and whether it is disputed. */
export const relatedOf = (
  objects: readonly StixObject[],
  known: ReadonlyMap<string, Json>,
): ((indicator: Json) => Related) => {
  const disputes = disputesIn(objects);
  const related = new Map<string, Related>();
  for (const { object } of objects) {
    const source = textOf(object.source_ref);
    const target = known.get(textOf(object.target_ref) ?? '');
    if (typeOf(object) !== 'relationship' || object.relationship_type !== 'indicates') continue;
    if (source === undefined || target === undefined) continue;
    related.set(source, join(related.get(source) ?? unrelated, target));
  }
  return (indicator) => {
    const id = textOf(indicator.id) ?? '';
    return { ...(related.get(id) ?? unrelated), disputedAt: disputes.get(id) };
  };
};
