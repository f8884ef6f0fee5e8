import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';

/** RFC 3339, with Z (STIX 2.1, section 2.16); the format looks at the rest. */
const timestamp = { type: 'string', format: 'date-time', pattern: 'Z$' };

const text = { type: 'string', minLength: 1 };

/** A list that is there is not empty (section 2.9). */
const listOf = (items: object) => ({ type: 'array', minItems: 1, items });

const idOf = (type: string) => ({ type: 'string', pattern: `^${type}--${uuid}$` });

const killChainPhase = {
  type: 'object',
  required: ['kill_chain_name', 'phase_name'],
  additionalProperties: false,
  // Lower case with hyphens, as section 2.12 advises.
  properties: {
    kill_chain_name: { type: 'string', pattern: '^[a-z0-9-]+$' },
    phase_name: { type: 'string', pattern: '^[a-z0-9-]+$' },
  },
};

/** Section 2.5: a source, and one more thing that says what is meant. */
const externalReference = {
  type: 'object',
  required: ['source_name'],
  anyOf: ['description', 'url', 'external_id'].map((name) => ({ required: [name] })),
  additionalProperties: false,
  properties: {
    source_name: text,
    description: text,
    url: { type: 'string', format: 'uri' },
    external_id: text,
    hashes: { type: 'object', minProperties: 1 },
  },
};

/**
 * The indicator of STIX 2.1 by the standard (OASIS STIX 2.1, sections 3.2 and 4.7): what is required, of which type, and
 * nothing beyond it. It was written from the standard's text, and shares nothing with the gateway or the simulator.
 */
const indicator = {
  type: 'object',
  required: ['type', 'spec_version', 'id', 'created', 'modified', 'pattern', 'pattern_type', 'valid_from'],
  additionalProperties: false,
  properties: {
    type: { const: 'indicator' },
    spec_version: { const: '2.1' },
    id: idOf('indicator'),
    created_by_ref: idOf('identity'),
    created: timestamp,
    modified: { ...timestamp, formatMinimum: { $data: '1/created' } },
    revoked: { type: 'boolean' },
    labels: listOf(text),
    confidence: { type: 'integer', minimum: 0, maximum: 100 },
    lang: text,
    external_references: listOf(externalReference),
    object_marking_refs: listOf(idOf('marking-definition')),
    granular_markings: listOf({ type: 'object' }),
    extensions: { type: 'object', minProperties: 1 },
    name: text,
    description: text,
    // An open vocabulary (section 10.9). It allows other words, but none is wanted here.
    indicator_types: listOf({
      enum: [
        'anomalous-activity',
        'anonymization',
        'benign',
        'compromised',
        'malicious-activity',
        'attribution',
        'unknown',
      ],
    }),
    pattern: text,
    pattern_type: { const: 'stix' },
    pattern_version: text,
    valid_from: timestamp,
    valid_until: { ...timestamp, formatExclusiveMinimum: { $data: '1/valid_from' } },
    kill_chain_phases: listOf(killChainPhase),
  },
};

const validate = addFormats(new Ajv({ allErrors: true, $data: true }), { keywords: true }).compile(indicator);

/** What is wrong with an object by the standard; nothing where it is an indicator of STIX 2.1. */
export const faultsByStix = (object: unknown): readonly string[] =>
  validate(object)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
