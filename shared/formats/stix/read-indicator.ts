// Over sixty lines: members of three versions.
import * as E from 'fp-ts/Either';
import * as RA from 'fp-ts/ReadonlyArray';
import { isYes, objectOf, oneOrMany, textOf, textsOf, type Json } from '../../codec/json-value';
import { at } from '../../codec/json-pointer';
import { leave, skippedFor, type Skipped } from '../format';
import { take, type About, type Entry } from '../kit';
import { judgementsIn } from '../../indicator/judgement';
import { momentOf } from '../../indicator/moment';
import { parsePattern } from './pattern';
import { planPattern } from './plan-pattern';
import { type Related } from './related';
import {
  isSuperseded,
  markingsOf,
  modifiedAt,
  openCtiExtension,
  openCtiScore,
  type StixObject,
} from './stix-object';

/** What is known besides the indicator itself. */
export interface Context {
  readonly now: () => Date;
  readonly known: ReadonlyMap<string, Json>;
  readonly relatedTo: (indicator: Json) => Related;
}

/** Links for an analyst. More than ten are a mere list of sources, so they are left out. */
const referencesOf = (object: Json): readonly string[] =>
  oneOrMany(object.external_references)
    .slice(0, 10)
    .flatMap((reference) => textOf(objectOf(reference).url) ?? []);

/** What holds for every draft of one indicator. */
const aboutOf = (object: Json, { known, relatedTo }: Context): About => {
  const name = textOf(object.name);
  const description = textOf(object.description);
  const words = [...textsOf(object.indicator_types), ...textsOf(object.labels)];
  const { malware, actors, words: kinds, disputedAt } = relatedTo(object);
  const score = openCtiScore(object);
  const confidence = object.confidence ?? score;
  const details = [...(name === undefined ? [] : [description ?? '']), ...referencesOf(object)];
  const phases = oneOrMany(object.kill_chain_phases).flatMap(
    (phase) => textOf(objectOf(phase).phase_name) ?? [],
  );
  return {
    description: name ?? description,
    additionalInformation: textOf(details.join('\n')),
    threat: [...words, ...kinds],
    severity: score === undefined ? undefined : { value: score, of: 100 },
    confidence: confidence === undefined ? undefined : { value: confidence, of: 100 },
    tlp: markingsOf(object, known),
    judgements:
      disputedAt === undefined ? judgementsIn(object, openCtiExtension(object)) : ['false-positive'],
    expires: object.valid_until,
    lastSeen: object.modified,
    saidAt: disputedAt !== undefined && disputedAt > modifiedAt(object) ? disputedAt : object.modified,
    item: textOf(object.id),
    revoked: isYes(object.revoked),
    tags: words,
    malwareFamilies: malware,
    activityGroups: actors,
    killChain: phases,
  };
};

const unreadablePattern = (place: string, expected: string): Skipped =>
  skippedFor(place, {
    code: 'pattern-invalid',
    text: 'a STIX pattern; the violation says where it goes wrong',
    violations: [{ pointer: at(place, 'pattern'), expected }],
    unreadable: true,
  });

const fromPattern = ({ place, object }: StixObject, pattern: string, context: Context): readonly Entry[] => {
  const parsed = parsePattern(pattern);
  if (E.isLeft(parsed))
    return [unreadablePattern(place, `${parsed.left.expected} at character ${parsed.left.at + 1}`)];
  const about = aboutOf(object, context);
  const id = textOf(object.id);
  const { left: reasons, right: drafts } = RA.separate(planPattern(parsed.right));
  const found = drafts.flat().map(({ observed, file }) => {
    const partOf = id === undefined || file === undefined ? undefined : file === 0 ? id : `${id}#${file}`;
    return take(place, { ...about, partOf }, observed);
  });
  const distinct = new Map(reasons.map((reason) => [reason.text, reason]));
  return [...found, ...[...distinct.values()].map(({ code, text }) => leave(place, code, text))];
};

/** The drafts of one indicator, or why there are none. */
export const readIndicator =
  (context: Context) =>
  (item: StixObject): readonly Entry[] => {
    const { place, object } = item;
    const type = textOf(object.pattern_type)?.toLowerCase() ?? 'stix';
    if (isSuperseded(object, context.known))
      return [leave(place, 'superseded', 'a later version of it stands in the same payload')];
    const isRevoked = isYes(object.revoked);
    if (isRevoked && (type !== 'stix' || typeof object.pattern !== 'string'))
      return [leave(place, 'revoked', 'its source has revoked it, and it has no pattern to know it by')];
    if (type !== 'stix')
      return [leave(place, 'unsupported-pattern', 'its pattern is of another kind than STIX (pattern_type)')];
    const from = momentOf(object.valid_from);
    if (!isRevoked && from !== undefined && Date.parse(from) > context.now().getTime())
      return [leave(place, 'not-yet-valid', 'it is valid from a later time (valid_from)')];
    return typeof object.pattern === 'string'
      ? fromPattern(item, object.pattern, context)
      : [unreadablePattern(place, 'a STIX pattern, as text')];
  };
