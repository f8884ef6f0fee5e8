// Over sixty lines: every member has two spellings.
import { itemsOf, listed, listedIn, type Item } from '../../codec/items';
import { at } from '../../codec/json-pointer';
import { isObject, objectOf, oneOrMany, textsOf, type Json } from '../../codec/json-value';

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

/** What a security result says of the threat, in UDM's words for verdicts and categories. */
const verdictWords = (result: Json): string =>
  [
    ...textsOf(member(result, 'threatVerdict').value),
    ...textsOf(result.category),
    ...oneOrMany(member(result, 'verdictInfo').value).flatMap((info) =>
      textsOf(member(objectOf(info), 'verdictResponse').value),
    ),
  ].join(' ');

const malicious =
  /\b(?:MALICIOUS|(?:SOFTWARE|NETWORK)_MALICIOUS|NETWORK_COMMAND_AND_CONTROL|(?:MAIL_)?PHISHING)\b/;
const suspicious = /\b(?:SUSPICIOUS|(?:SOFTWARE|NETWORK)_SUSPICIOUS|SOFTWARE_PUA)\b/;

/** A security result's verdict. */
export const resultVerdict = (result: Json): 'malicious' | 'suspicious' | undefined => {
  const words = verdictWords(result);
  if (malicious.test(words)) return 'malicious';
  return suspicious.test(words) ? 'suspicious' : undefined;
};
