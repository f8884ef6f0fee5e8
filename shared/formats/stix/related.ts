import { textOf, textsOf, type Json } from '../../codec/json-value';
import { typeOf, type StixObject } from './stix-object';

/** What relationships in the same payload say of an indicator. */
export interface Related {
  readonly malware: readonly string[];
  readonly actors: readonly string[];
  /** Kinds of malware, such as `ransomware`. */
  readonly words: readonly string[];
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

/** The malware and the actors that each indicator points to, by the indicator's id. */
export const relatedOf = (
  objects: readonly StixObject[],
  known: ReadonlyMap<string, Json>,
): ((indicator: Json) => Related) => {
  const related = new Map<string, Related>();
  for (const { object } of objects) {
    const source = textOf(object.source_ref);
    const target = known.get(textOf(object.target_ref) ?? '');
    if (typeOf(object) !== 'relationship' || object.relationship_type !== 'indicates') continue;
    if (source === undefined || target === undefined) continue;
    related.set(source, join(related.get(source) ?? unrelated, target));
  }
  return (indicator) => related.get(textOf(indicator.id) ?? '') ?? unrelated;
};
