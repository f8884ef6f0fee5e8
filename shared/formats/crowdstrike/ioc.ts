import { type Json, textOf } from '../../codec/json-value';
import { type Observation } from '../format';
import { observe } from '../kit';

/**
 * IOC types in the spellings of detections, alerts and custom indicators. Other types (behaviour, registry, …) have no member.
 */
export const iocOf = (type: string, value: string): Observation | undefined => {
  if (type.startsWith('domain')) return observe.domain(value);
  if (type.startsWith('ip')) return observe.ip(value);
  if (type === 'url') return observe.url(value);
  return /^(?:hash_?)?(?:md5|sha1|sha256)$/.test(type) ? observe.hash(value) : undefined;
};

export const linesOf = (event: Json, names: readonly string[]): string =>
  names.flatMap((name) => textOf(event[name]) ?? []).join('\n');

/** Whether somebody is only trying out a sensor: Falcon's own samples say so, and EICAR is known by its name. */
export const isTrial = (sentences: string): boolean =>
  /for evaluation only|crowdstrike_(?:sample|test)_|(?:^|[^a-z])eicar(?![a-z])/i.test(sentences);

/**
 * Whether tactic and technique pass judgement on the file itself. In other detections the file is only the process that did
 * something.
 */
export const isFileVerdict = (words: string): boolean =>
  /machine learning|\bmalware\b|adware|\bpup\b/i.test(words);
