// Over sixty lines: a table of the fields of threat.indicator.
import { isObject, textOf, type Json } from '../../codec/json-value';
import { judgingTags } from '../../indicator/judgement';
import { isTlpTag } from '../../indicator/tlp';
import { type Observation } from '../format';
import { fileNamed, format, observe, orNoIndicator, type About, type Entry } from '../kit';
import { lacking, nearer } from '../recognition';
import { kindOf, plainObservation, readCandidates, type Candidate, type Names } from './candidate';
import { fieldsBelow, fieldsOf, textsAt, valueAt, type Field } from './field';
import { aboutIndicator, aboutThreat, listedSources, type Source } from './source';

/** Where `threat.indicator` holds each kind of observable. */
const names: Names = {
  hash: /^file\.hash\./,
  url: /^url(?:\.full|\.original)?$/,
  email: /^email\.address$/,
  domain: /^(?:url\.)?domain$/,
  ip: /^ip$/,
};

const isTelling = ({ indicator }: Source): boolean =>
  indicator.some(({ name }) => name === 'type' || kindOf(names, name) !== undefined);

/** The indicator of a feed's document, or those with which an event was enriched. */
const sourcesOf = (document: Json, place: string): readonly Source[] => {
  const beside = fieldsOf(document, place);
  const indicator = ['threat.indicator.', 'threat.enrichments.indicator.'].flatMap((prefix) =>
    fieldsBelow(prefix, beside),
  );
  const own = { place, indicator, beside };
  return isTelling(own) ? [...listedSources(beside), own] : listedSources(beside);
};

const aboutOf = (source: Source): About => {
  const { indicator, beside } = source;
  const about = aboutIndicator(source, textOf(valueAt(indicator, /^(?:description|name)$/)));
  return {
    ...about,
    ...aboutThreat(beside),
    threat: [...(about.threat ?? []), ...textsAt(beside, /\.(?:threat|threat_type|itype)$/)],
    severity: { value: valueAt(beside, 'event.severity') },
    tlp: [...(about.tlp ?? []), ...textsAt(beside, 'tags').filter(isTlpTag)],
    judgements: judgingTags(textsAt(beside, 'tags')),
    lastSeen: valueAt(indicator, 'last_seen') ?? valueAt(indicator, 'modified_at'),
    tags: [...(about.tags ?? []), ...textsAt(beside, /^(?:threat\.)?feed\.name$/)],
  };
};

const observerOf = (indicator: readonly Field[]): ((candidate: Candidate) => readonly Observation[]) => {
  const port = valueAt(indicator, 'port');
  const size = textOf(valueAt(indicator, 'file.size')) ?? '';
  const file: readonly Observation[] = [
    ...fileNamed(textOf(valueAt(indicator, 'file.name'))),
    ...(/^\d+$/.test(size) ? [{ kind: 'number', member: 'fileSize', value: size } as const] : []),
  ];
  return ({ kind, field, text }) => {
    if (kind === 'ip') return [{ kind, value: text, port }];
    if (kind === 'hash') return [observe.hashOf(field.name.slice('file.hash.'.length))(text), ...file];
    return [plainObservation(kind, text)];
  };
};

/** The indicator is what its type names. Other observables beside it, such as a resolution, were merely observed. */
const readSource = (source: Source): readonly Entry[] =>
  readCandidates(source, {
    names,
    about: aboutOf(source),
    observe: observerOf(source.indicator),
    whyNothing: (isForeign) =>
      isForeign
        ? ['unsupported-type', 'tiIndicator has no member for an indicator of this type']
        : ['no-indicator', 'its threat.indicator holds no observable of its type'],
    besideIt: 'seen beside the indicator, which its type names',
  });

const isDocument = (item: unknown): boolean =>
  isObject(item) &&
  Object.keys(item).some((key) => key === 'threat' || key.startsWith('threat.')) &&
  !Object.keys(item).some((key) => key.startsWith('kibana')) &&
  sourcesOf(item, '').some(isTelling);

/** Documents of the Elastic Common Schema that carry an indicator: threat feeds, and events enriched with one. */
export const ecs = format({
  name: 'ecs',
  marks: ['threat'],
  expects: 'an ECS document with threat.indicator or threat.enrichments, or an array of them',
  one: 'an ECS document',
  is: (item) =>
    isDocument(item) ||
    nearer(
      [lacking(item, 'threat'), 'threat.indicator or threat.enrichments'],
      [lacking(item, '@timestamp', 'event.dataset'), 'threat.indicator or threat.enrichments'],
    ),
  anyObject: true,
  read: (item, place) =>
    orNoIndicator(
      place,
      'a document without threat.indicator or threat.enrichments',
      sourcesOf(item, place).flatMap(readSource),
    ),
});
