import { isObject, objectOf } from '../codec/json-value';

/** Bodies of products that have no format here, told by their shape, and what would do. */
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

/** What a payload seems to be that is of a product without a format here. */
export const strangerIn = (payload: unknown): string | undefined => {
  const item = objectOf(itemIn(payload));
  return strangers.find(([names]) => names.every((name) => Object.hasOwn(item, name)))?.[1];
};

const mapping =
  'a mapping in the profile would read it: POST /api/preview?suggest=true drafts one from the body (docs/profile.md, docs/senders/README.md)';

/** What the sender of a payload that no format knows may do next: what it seems to be, and where to go on. */
export const nextStep = (payload: unknown): string => {
  if (!isObject(itemIn(payload))) return 'post an object or a list of objects, as docs/formats.md has them';
  const stranger = strangerIn(payload);
  return stranger === undefined ? mapping : `${stranger}; ${mapping}`;
};
