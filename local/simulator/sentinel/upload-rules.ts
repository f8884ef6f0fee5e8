import { isObject, type JsonObject } from '../json';

type Rule = readonly [property: string, holds: (value: unknown, object: JsonObject) => boolean];

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

const isMoment = (value: unknown): value is string =>
  isText(value) && timestamp.test(value) && !Number.isNaN(Date.parse(value));

const isNotBefore = (value: unknown, other: unknown): boolean =>
  isMoment(value) && isMoment(other) && Date.parse(value) >= Date.parse(other);

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const indicatorId = new RegExp(`^indicator--${uuid}$`);
const markingId = new RegExp(`^marking-definition--${uuid}$`);

/** A single comparison: with AND or OR, Sentinel keeps the object and matches nothing by it. */
const comparison = /^\[[a-z0-9-]+:[^=[\]]+ = (?:'(?:[^'\\]|\\['\\])*'|-?\d+)\]$/s;

const listOf =
  (holds: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.length > 0 && value.every(holds);

const absentOr =
  (holds: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === undefined || holds(value);

const isPhase = (value: unknown): boolean =>
  isObject(value) && isText(value.kill_chain_name) && isText(value.phase_name);

const isReference = (value: unknown): boolean =>
  isObject(value) &&
  isText(value.source_name) &&
  [value.description, value.url, value.external_id].some(isText);

/** The indicator of STIX 2.1, and what Microsoft's page asks for beyond it. */
const rules: readonly Rule[] = [
  ['type', (value) => value === 'indicator'],
  ['spec_version', absentOr((value) => value === '2.0' || value === '2.1')],
  ['id', (value) => isText(value) && indicatorId.test(value)],
  ['created', isMoment],
  ['modified', (value, { created }) => isNotBefore(value, created)],
  ['pattern', (value) => isText(value) && comparison.test(value)],
  ['pattern_type', (value) => value === 'stix'],
  ['valid_from', isMoment],
  [
    'valid_until',
    (value, { valid_from }) =>
      value === undefined || (value !== valid_from && isNotBefore(value, valid_from)),
  ],
  ['name', absentOr(isText)],
  ['description', absentOr(isText)],
  ['indicator_types', absentOr(listOf(isText))],
  ['labels', absentOr(listOf(isText))],
  ['confidence', absentOr((value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 100)],
  ['kill_chain_phases', absentOr(listOf(isPhase))],
  ['object_marking_refs', absentOr(listOf((value) => isText(value) && markingId.test(value)))],
  ['external_references', absentOr(listOf(isReference))],
  ['revoked', absentOr((value) => typeof value === 'boolean')],
];

/** What is wrong with an object of an upload, in the words of the API; none where it is taken. */
export const uploadErrorsIn = (object: unknown): readonly string[] => {
  if (!isObject(object)) return ['Error for Property=stixobjects: An object is required.'];
  return rules.flatMap(([property, holds]) => {
    const value = object[property];
    if (holds(value, object)) return [];
    return value === undefined
      ? [`Error for Property=${property}: Required property is missing. Actual value: NULL.`]
      : [`Error for Property=${property}: The value is not valid.`];
  });
};
