import { matchesPattern } from './pattern';
import { type Profile } from './profile';
import { type Sender } from './sender';

/** Where a payload comes from. */
interface From {
  readonly source: string;
  readonly format: string;
  readonly sender?: Pick<Sender, 'defaults' | 'tags'> | undefined;
}

/** Whether the profile says that text from a source is a list of indicators. */
export const listsFrom = ({ take }: Pick<Profile, 'take'>, source: string): boolean =>
  take.lists.some((pattern) => matchesPattern(pattern, source));

/**
 * The defaults and tags for what comes from a source in a format: those of the profile, under its matching overrides in order,
 * and under those of its sender.
 */
export const rulesFor = (
  { defaults, tags, sources }: Profile,
  { source, format, sender }: From,
): Pick<Profile, 'defaults' | 'tags'> => {
  const overrides = sources.filter(
    (rule) => matchesPattern(rule.source, source) && matchesPattern(rule.format, format),
  );
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
