import { at } from '../../codec/json-pointer';
import { isObject, objectOf } from '../../codec/json-value';
import { holdsLogLine, textFormOf } from '../../codec/text-form';

/** Bodies of products without a format here, recognised by their shape, and what to send instead. */
const strangers: readonly (readonly [names: readonly string[], text: string])[] = [
  [
    ['review', 'rule', 'entities'],
    'it looks like an alert of Recorded Future, which names entities without a verdict',
  ],
  [
    ['search_name', 'src_ip'],
    'it looks like the row of a Splunk search: its webhook action sends it in "result"',
  ],
  [
    ['@timestamp', 'ecs.version'],
    'it looks like an ECS document without threat.indicator or threat.enrichments',
  ],
  [
    ['@timestamp', 'event.dataset'],
    'it looks like an ECS document without threat.indicator or threat.enrichments',
  ],
  [
    ['@timestamp', 'event', 'ecs'],
    'it looks like an ECS document without threat.indicator or threat.enrichments',
  ],
];

const itemIn = (payload: unknown): unknown =>
  Array.isArray(payload) ? (payload as readonly unknown[])[0] : payload;

/** What a payload of a product without a format here seems to be. */
export const strangerIn = (payload: unknown): string | undefined => {
  const item = objectOf(itemIn(payload));
  return strangers.find(([names]) => names.every((name) => Object.hasOwn(item, name)))?.[1];
};

const mapping =
  'a mapping in the profile would read it: POST /api/preview?suggest=true drafts one from the body (docs/profile.md, docs/senders/README.md)';

/** How many members of an object or a list are looked at, and how many levels deep: a log line stands near the top. */
const mostMembers = 50;
const deepest = 3;

interface TextAt {
  readonly place: string;
  readonly text: string;
}

const textsIn = (value: unknown, place = '', depth = 0): readonly TextAt[] => {
  if (typeof value === 'string') return [{ place, text: value }];
  if (typeof value !== 'object' || value === null || depth === deepest) return [];
  return Object.entries(value)
    .slice(0, mostMembers)
    .flatMap(([name, inner]) => textsIn(inner, at(place, name), depth + 1));
};

const lineForms: readonly (readonly [form: string, is: (text: string) => boolean, text: string])[] = [
  ['a line of CEF or LEEF', holdsLogLine, 'post the text of it, or put it under message (docs/formats.md)'],
  [
    'key=value text',
    (text) => textFormOf(text) === 'key-value',
    'FortiGate and others log so: let the sender write CEF (docs/formats.md)',
  ],
];

/** What to do about a log line in a member where no format looks for one. */
const lineIn = (payload: unknown): string | undefined => {
  const texts = textsIn(payload);
  const [first] = lineForms.flatMap(([form, is, text]) => {
    const found = texts.find((one) => is(one.text));
    return found === undefined ? [] : [`${form} seems to stand at ${found.place}: ${text}`];
  });
  return first;
};

/** What the sender of an unknown payload can do next: what it seems to be, and where to go from there. */
export const nextStep = (payload: unknown): string => {
  if (Array.isArray(payload) && typeof itemIn(payload) === 'string')
    return 'a list of observables says no verdict: post it with ?format=list where all of it is to be taken (docs/senders/lists.md)';
  if (!isObject(itemIn(payload))) return 'post an object or a list of objects, as docs/formats.md has them';
  const stranger = strangerIn(payload) ?? lineIn(payload);
  return stranger === undefined ? mapping : `${stranger}; ${mapping}`;
};
