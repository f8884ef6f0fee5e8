import { at } from './codec/json-pointer';
import { didYouMean } from './codec/near-names';
import { type Violation } from './codec/violation';
import { type Format } from './formats/format';
import { matchesPattern } from './profile/pattern';
import { type Profile } from './profile/profile';

/** Formats that routes and sources name and that do not exist: such a rule would match nothing. */
export const unknownFormats = (
  { routes, sources, custom }: Pick<Profile, 'routes' | 'sources' | 'custom'>,
  formats: readonly Pick<Format, 'name'>[],
  root = '',
): readonly Violation[] => {
  const names = [...custom, ...formats].map(({ name }) => name);
  const wrong = (pattern: string, pointer: string): readonly Violation[] =>
    names.some((name) => matchesPattern(pattern, name))
      ? []
      : [
          {
            pointer: `${root}${pointer}`,
            expected: `the name of a format, with * at its end for anything${didYouMean(pattern, names)}`,
          },
        ];
  return [
    ...routes.flatMap(({ match }, index) =>
      match.format.flatMap((pattern, place) =>
        wrong(pattern, at(`${at('/routes', index)}/match/format`, place)),
      ),
    ),
    ...sources.flatMap(({ format }, index) => wrong(format, `${at('/sources', index)}/format`)),
  ];
};
