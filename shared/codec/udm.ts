import { itemsOf, type Item } from './items';
import { at } from './json-pointer';
import { arrayOf, isObject, objectOf, oneOrMany, textsOf, type Json } from './json-value';

/** Google's Unified Data Model, in its JSON names (`securityResult`) and its proto names (`security_result`). */

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

/** One part under a name, or each of several. */
export const nounsIn = (object: Json, name: string, place: string): readonly Noun[] => {
  const { value, place: where } = member(object, name, place);
  if (isObject(value)) return [{ place: where, noun: value }];
  return arrayOf(value).map((noun, index) => ({ place: at(where, index), noun: objectOf(noun) }));
};

/** `{"detections":[…]}` as the API lists them, or the detections themselves. */
export const detectionsOf = (payload: unknown): readonly Item[] =>
  itemsOf(payload).flatMap(({ place, item }) =>
    isObject(item) && Array.isArray(item.detections)
      ? item.detections.map((one: unknown, index) => ({
          place: at(at(place, 'detections'), index),
          item: one,
        }))
      : [{ place, item }],
  );

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
export const verdictOf = (result: Json): 'malicious' | 'suspicious' | undefined => {
  const words = verdictWords(result);
  if (malicious.test(words)) return 'malicious';
  return suspicious.test(words) ? 'suspicious' : undefined;
};
