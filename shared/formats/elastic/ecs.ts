import { itemsOf, type Item } from '../../codec/items';
import { isObject, oneOrMany, textOf, type Json } from '../../codec/json-value';
import { candidatesOf, chosenFrom, foundIn, kindOf, plainObservation } from './candidate';
import { type Candidate, type Names } from './candidate';
import { below, fieldsOf, textsAt, type Field } from './field';
import { expiry, isNotToIds, isRevoked, listedSources, type Source } from './source';
import { isTlpTag } from '../../indicator/tlp';
import { intakeOf, leave, refuse, type Draft, type Format } from '../format';
import { type Found, type Observation, type Skipped } from '../format';

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

/** The indicator of a feed's document, or the ones that an event was enriched with. */
const sourcesOf = (document: Json, place: string): readonly Source[] => {
  const beside = fieldsOf(document, place);
  const indicator = ['threat.indicator.', 'threat.enrichments.indicator.'].flatMap((prefix) =>
    below(prefix, beside),
  );
  const own = { place, indicator, beside };
  return isTelling(own) ? [...listedSources(beside), own] : listedSources(beside);
};

const valueAt = (fields: readonly Field[], name: RegExp): unknown =>
  fields
    .filter((field) => name.test(field.name))
    .flatMap(({ value }) => oneOrMany(value))
    .find((value) => textOf(value) !== undefined);

const contextOf = (source: Source): Omit<Draft, 'observed'> => {
  const { indicator, beside } = source;
  const description = textOf(valueAt(indicator, /^(?:description|name)$/));
  const references = textsAt(indicator, 'reference');
  const tags = textsAt(indicator, 'tags');
  return {
    description,
    additionalInformation: textOf([description ?? '', ...references].join('\n')),
    threat: [...tags, ...textsAt(beside, /\.(?:threat|threat_type|itype)$/)],
    severity: { value: valueAt(beside, /^event\.severity$/) },
    confidence: { value: valueAt(indicator, /^confidence$/), of: 100 },
    tlp: [...textsAt(indicator, 'marking.tlp'), ...textsAt(beside, 'tags').filter(isTlpTag)],
    expires: valueAt(beside, expiry),
    lastSeen: valueAt(indicator, /^last_seen$/) ?? valueAt(indicator, /^modified_at$/),
    tags: [...tags, ...textsAt(indicator, 'provider'), ...textsAt(beside, /^(?:threat\.)?feed\.name$/)],
    malwareFamilies: textsAt(beside, 'threat.software.name'),
    activityGroups: textsAt(beside, 'threat.group.name'),
    killChain: textsAt(beside, 'threat.tactic.name'),
    revoked: isRevoked(source),
  };
};

const observedOf = (indicator: readonly Field[]): ((candidate: Candidate) => readonly Observation[]) => {
  const port = valueAt(indicator, /^port$/);
  const fileName = textOf(valueAt(indicator, /^file\.name$/));
  const size = textOf(valueAt(indicator, /^file\.size$/)) ?? '';
  const file: readonly Observation[] = [
    ...(fileName === undefined ? [] : [{ kind: 'text', member: 'fileName', value: fileName } as const]),
    ...(/^\d+$/.test(size) ? [{ kind: 'number', member: 'fileSize', value: size } as const] : []),
  ];
  return ({ kind, field, text }) => {
    if (kind === 'ip') return [{ kind, value: text, port }];
    if (kind === 'hash')
      return [{ kind, algorithm: field.name.slice('file.hash.'.length), value: text }, ...file];
    return [plainObservation(kind, text)];
  };
};

/** What its type names is the indicator; other observables beside it (a resolution) were merely observed. */
const readSource = (source: Source): readonly (Found | Skipped)[] => {
  const { place, indicator } = source;
  if (isNotToIds(source)) return [leave(place, 'not-to-ids', 'its source says that it is not for detection')];
  const { taken, rest, isForeign } = chosenFrom(candidatesOf(names, indicator), source);
  const reason = isForeign
    ? leave(place, 'unsupported-type', 'tiIndicator has no member for an indicator of this type')
    : leave(place, 'no-indicator', 'its threat.indicator holds no observable of its type');
  return [
    ...foundIn(taken, contextOf(source), observedOf(indicator)),
    ...(taken.length === 0 ? [reason] : []),
    ...rest.map(({ field }) =>
      leave(field.place, 'observed-only', 'seen beside the indicator, which its type names'),
    ),
  ];
};

const isDocument = (item: unknown): boolean =>
  isObject(item) &&
  Object.keys(item).some((key) => key === 'threat' || key.startsWith('threat.')) &&
  !Object.keys(item).some((key) => key.startsWith('kibana')) &&
  sourcesOf(item, '').some(isTelling);

const readItem = ({ place, item }: Item): readonly (Found | Skipped)[] => {
  if (!isObject(item)) return [refuse(place, 'item-not-an-object', 'an ECS document')];
  const sources = sourcesOf(item, place);
  return sources.length === 0
    ? [leave(place, 'no-indicator', 'a document without threat.indicator or threat.enrichments')]
    : sources.flatMap(readSource);
};

/** Documents of the Elastic Common Schema that carry an indicator: threat feeds, and events enriched with one. */
export const ecs: Format = {
  name: 'ecs',
  expects: 'an ECS document with threat.indicator or threat.enrichments, or an array of them',
  recognises: (payload) => itemsOf(payload, isDocument).some(({ item }) => isDocument(item)),
  read: (payload) => intakeOf(itemsOf(payload, isDocument).flatMap(readItem)),
};
