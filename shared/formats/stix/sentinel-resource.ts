import { isObject, objectOf, oneOrMany, textOf, textsOf, type Json } from '../../codec/json-value';
import { stixObject, type StixObject } from './stix-object';

interface Resource extends Json {
  readonly properties: Json;
}

const resourceType = /^Microsoft\.SecurityInsights\/threatIntelligence(?:\/indicators)?$/i;

/** An indicator as Sentinel's REST API (Microsoft.SecurityInsights/threatIntelligence) gives it. */
export const isIndicatorResource = (item: unknown): item is Resource =>
  isObject(item) &&
  resourceType.test(textOf(item.type) ?? '') &&
  /^indicator$/i.test(textOf(item.kind) ?? '') &&
  isObject(item.properties);

/** The STIX object that it stands for: in `data` from version 2025-07-01-preview on, before that in members of its own. */
export const stixOfResource = (place: string, { name, properties }: Resource): StixObject => {
  const phases = oneOrMany(properties.killChainPhases).map((phase) => ({
    phase_name: objectOf(phase).phaseName,
  }));
  return stixObject(place, {
    type: 'indicator',
    id: properties.externalId ?? name,
    name: properties.displayName,
    description: properties.description,
    modified: properties.lastUpdatedTimeUtc,
    confidence: properties.confidence,
    indicator_types: properties.threatTypes,
    labels: [...textsOf(properties.labels), ...textsOf(properties.threatIntelligenceTags)],
    // `patternType` names the observable, as in `url`; the pattern is STIX.
    pattern: properties.pattern,
    valid_from: properties.validFrom,
    valid_until: properties.validUntil,
    revoked: properties.revoked,
    kill_chain_phases: phases,
    external_references: properties.externalReferences,
    object_marking_refs: properties.objectMarkingRefs,
    ...objectOf(properties.data),
  });
};
