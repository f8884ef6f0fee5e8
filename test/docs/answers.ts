import { formats } from '../../shared/formats';
import { observablesOf } from '../../shared/indicator/observable';
import { isTakenBack } from '../../shared/indicator/taken-back';
import { readAtOnce } from '../pipeline/read-at-once';
import { eventWith } from '../pipeline/planned';
import { lenient } from '../pipeline/profiles';

const environment = {
  formats,
  now: () => new Date('2026-06-01T00:00:00.000Z'),
  identityScope: 'pages',
  profile: lenient,
};

/** What becomes of a body, in the words of a page: by place, the observables that are taken, or the code of what is left. */
export const answerTo = (body: unknown, mediaType: string): readonly (readonly [string, string])[] => {
  const event = { ...eventWith(body), headers: { 'content-type': mediaType } };
  const { found, left } = readAtOnce(environment)(event);
  return [
    ...found.map(({ provenance, indicator }): readonly [string, string] => [
      provenance.place,
      `${isTakenBack(indicator) ? 'taken back: ' : ''}${observablesOf(indicator)
        .map(({ kind }) => `\`${kind}\``)
        .join(', ')}`,
    ]),
    ...left.map(({ provenance, reason }): readonly [string, string] => [
      provenance.place,
      `left: \`${reason.code}\``,
    ]),
  ].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
};
