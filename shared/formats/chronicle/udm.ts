// Over sixty lines: every member has two spellings.
import { itemsOf, listed, listedIn, type Item } from '../../codec/items';
import { at } from '../../codec/json-pointer';
import { isObject, isYes, objectOf, oneOrMany, textOf, textsOf, type Json } from '../../codec/json-value';
import { type ReadOptions } from '../format';

/** Turns a JSON name of Google's Unified Data Model (`securityResult`) into its proto name (`security_result`). */
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A member under its JSON name (`securityResult`) or its proto name (`security_result`), and its place. */
export const member = (
  object: Json,
  name: string,
  place = '',
): { readonly value: unknown; readonly place: string } => {
  const key = Object.hasOwn(object, name) ? name : snake(name);
  return { value: object[key], place: at(place, key) };
};

/** A noun or other part of an event (`target`, `securityResult`) and its place. */
export interface Noun {
  readonly place: string;
  readonly noun: Json;
}

/** The parts under a name, one or several. */
export const partsIn = (object: Json, name: string, place: string): readonly Item[] => {
  const { value, place: where } = member(object, name, place);
  return listed(where, value);
};

/** The objects under a name, one or several; anything else has nothing to say. */
export const nounsIn = (object: Json, name: string, place: string): readonly Noun[] =>
  partsIn(object, name, place).flatMap(({ place: where, item }) =>
    isObject(item) ? [{ place: where, noun: item }] : [],
  );

/** A detection: the events that it collected, or the rule that made it. */
export const isDetection = (item: unknown): item is Json =>
  isObject(item) &&
  (partsIn(item, 'collectionElements', '').some((part) => isObject(part.item)) ||
    Array.isArray(member(item, 'collectionElements').value) ||
    nounsIn(item, 'detection', '').some(({ noun }) => typeof member(noun, 'ruleId').value === 'string'));

/** `{"detections":[…]}` as the API lists them, or the detections themselves. */
export const detectionsOf = (payload: unknown): readonly Item[] =>
  itemsOf(payload, (item) => isDetection(item) || isDetectionList(item)).flatMap(({ place, item }) =>
    isDetectionList(item) ? listedIn(place, item, 'detections') : [{ place, item }],
  );

const isDetectionList = (item: unknown): item is Json =>
  isObject(item) && (Array.isArray(item.detections) || oneOrMany(item.detections).some(isDetection));

/**
 * What a security result says of the threat, in UDM's words: a verdict, an analyst's before all others, or the categories where
 * it has none.
 */
const verdictWords = (result: Json): string => {
  const infos = oneOrMany(member(result, 'verdictInfo').value).map(objectOf);
  const ofAnalyst = infos.filter((info) => member(info, 'verdictType').value === 'ANALYST_VERDICT');
  const verdicts = [
    ...textsOf(member(result, 'threatVerdict').value),
    ...(ofAnalyst.length > 0 ? ofAnalyst : infos).flatMap((info) =>
      textsOf(member(info, 'verdictResponse').value),
    ),
  ].filter((word) => !word.endsWith('UNSPECIFIED'));
  return (verdicts.length > 0 ? verdicts : textsOf(result.category)).join(' ');
};

const malicious =
  /\b(?:MALICIOUS|(?:SOFTWARE|NETWORK)_MALICIOUS|NETWORK_COMMAND_AND_CONTROL|(?:MAIL_)?PHISHING)\b/;
const suspicious = /\b(?:SUSPICIOUS|(?:SOFTWARE|NETWORK)_SUSPICIOUS|SOFTWARE_PUA)\b/;

const resultVerdict = (result: Json): 'malicious' | 'suspicious' | undefined => {
  const words = verdictWords(result);
  if (malicious.test(words)) return 'malicious';
  return suspicious.test(words) ? 'suspicious' : undefined;
};

/** Whether a security result calls it a threat that is to be taken. */
export const isThreat = (result: Json, { takeSuspicious }: ReadOptions): boolean => {
  const verdict = resultVerdict(result);
  return verdict === 'malicious' || (takeSuspicious && verdict === 'suspicious');
};

/** What an analyst says of an alert: the verdict, why it was closed, or that it is to be disregarded. */
export const isDisproved = (feedback: Json): boolean =>
  /^false_positive$/i.test(textOf(feedback.verdict) ?? '') ||
  /^reason_(?:not_malicious|maintenance)$/i.test(textOf(feedback.reason) ?? '') ||
  isYes(feedback.disregarded);
