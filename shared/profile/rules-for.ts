import { type Profile } from './profile';
import { type Sender } from './sender';

/** Where a payload comes from. */
interface From {
  readonly source: string;
  readonly format: string;
  readonly sender?: Pick<Sender, 'defaults' | 'tags'> | undefined;
}

/** `*` at the end stands for anything; without one the names have to be equal. */
const matches = (pattern: string, name: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;

/** Whether text from a source is a list of indicators, by the profile's word. */
export const listsFrom = ({ take }: Pick<Profile, 'take'>, source: string): boolean =>
  take.lists.some((pattern) => matches(pattern, source));

/**
 * The defaults and tags for what comes from one source in one format: the profile's, under the overrides that match, in order, and
 * those of its sender.
 */
export const rulesFor = (
  { defaults, tags, sources }: Profile,
  { source, format, sender }: From,
): Pick<Profile, 'defaults' | 'tags'> => {
  const overrides = sources.filter((rule) => matches(rule.source, source) && matches(rule.format, format));
  return {
    defaults: Object.assign(
      {},
      defaults,
      ...overrides.map((rule) => rule.defaults),
      sender?.defaults,
    ) as Profile['defaults'],
    tags: [...tags, ...overrides.flatMap((rule) => rule.tags), ...(sender?.tags ?? [])],
  };
};
