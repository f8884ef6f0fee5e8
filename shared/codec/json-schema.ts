import type * as t from 'io-ts';
import { type OpenAPIV3 } from 'openapi-types';

/** A JSON Schema, in the words of OpenAPI 3.0. */
export type JsonSchema = OpenAPIV3.SchemaObject;

/**
 * A codec with the schema of what it writes. It may accept more than that: white space around an address, a date without a
 * time.
 */
export interface Described<A> extends t.Type<A> {
  readonly schema: JsonSchema;
}

/** Attaches the schema to a codec made for it. */
export const described = <A>(codec: t.Type<A>, schema: JsonSchema): Described<A> =>
  Object.assign(codec, { schema });

/** Whether a codec has a schema; one that io-ts composed of others has none. */
export const isDescribed = (codec: t.Mixed): codec is Described<unknown> => 'schema' in codec;
