import type * as t from 'io-ts';
import { type OpenAPIV3 } from 'openapi-types';

/** A JSON Schema, in the words of OpenAPI 3.0. */
export type JsonSchema = OpenAPIV3.SchemaObject;

/**
 * A codec with the schema of what it answers, which is what it writes. It may take more than that: white space around an
 * address, a date without a time.
 */
export interface Described<A> extends t.Type<A> {
  readonly schema: JsonSchema;
}

/** Puts the schema onto a codec made for it. */
export const described = <A>(codec: t.Type<A>, schema: JsonSchema): Described<A> =>
  Object.assign(codec, { schema });

/** Whether a codec says its schema; one put together of others by io-ts does not. */
export const isDescribed = (codec: t.Mixed): codec is Described<unknown> => 'schema' in codec;
