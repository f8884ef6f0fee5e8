import type * as t from 'io-ts';
import { type OpenAPIV3 } from 'openapi-types';
import * as wire from '../pipeline/wire';
import * as answers from './answers';
import { schemasOf, type SchemaNames } from './from-codec';
import * as life from './life';
import { notes } from './notes';
import * as problems from './problems';
import * as record from './record';
import { requestSchemas } from './requests';
import { isRef, type Schema } from './schema';

/** Every codec that has a name in the document. */
export const named: SchemaNames = new Map<t.Mixed, string>([
  [answers.tiIndicatorAnswer, 'TiIndicator'],
  [wire.violationCodec, 'Violation'],
  [wire.reasonCodec, 'Reason'],
  [wire.provenanceCodec, 'Provenance'],
  [answers.outcome, 'Outcome'],
  [answers.counts, 'Counts'],
  [answers.report, 'Report'],
  [answers.shownAtAnswer, 'ShownAt'],
  [answers.previewAnswer, 'Preview'],
  [answers.validationResponse, 'ValidationResponse'],
  [answers.parkedItemAnswer, 'ParkedItem'],
  [answers.parkedPage, 'ParkedPage'],
  [wire.earlierCodec, 'Earlier'],
  [wire.parkedCodec, 'Parked'],
  [answers.replayedAnswer, 'Replayed'],
  [life.takeBackAnswer, 'TakenBack'],
  [life.foundAnswer, 'Found'],
  [life.verifiedAnswer, 'Verified'],
  [life.repairedAnswer, 'Repaired'],
  [life.erasedAnswer, 'Erased'],
  [record.recordedOutcome, 'RecordedOutcome'],
  [record.outcomePage, 'OutcomePage'],
  [record.intakeAnswer, 'Intake'],
  [record.shadowAnswer, 'ShadowReport'],
  [record.failedBackAnswer, 'FailedBack'],
  [answers.healthLine, 'HealthLine'],
  [answers.healthAnswer, 'Health'],
  [problems.problem, 'Problem'],
  [problems.eventProblem, 'EventProblem'],
  [problems.previewProblem, 'PreviewProblem'],
  [problems.tooLarge, 'TooLarge'],
  [problems.countDiffers, 'CountDiffers'],
]);

/** A description can stand beside `$ref` only inside `allOf`. */
const noted = (schema: Schema, description: string | undefined): Schema => {
  if (description === undefined) return schema;
  return isRef(schema) ? { allOf: [schema], description } : { ...schema, description };
};

const withNotes = (name: string, schema: Schema): Schema => {
  const { description, members = {} } = notes[name] ?? {};
  if (isRef(schema) || schema.properties === undefined) return noted(schema, description);
  const properties = Object.fromEntries(
    Object.entries(schema.properties).map(([member, inner]) => [member, noted(inner, members[member])]),
  );
  return noted({ ...schema, properties }, description);
};

const all: Readonly<Record<string, Schema>> = {
  ...schemasOf(named),
  ...requestSchemas,
};

export const components: OpenAPIV3.ComponentsObject = {
  schemas: Object.fromEntries(Object.entries(all).map(([name, schema]) => [name, withNotes(name, schema)])),
  securitySchemes: {
    functionKey: {
      type: 'apiKey',
      in: 'header',
      name: 'x-functions-key',
      description: 'A key of the function or of the app.',
    },
    functionKeyInQuery: {
      type: 'apiKey',
      in: 'query',
      name: 'code',
      description: 'The same key, for senders that cannot set a header.',
    },
  },
};
