import { type OpenAPIV3 } from 'openapi-types';

/** A schema of OpenAPI 3.0.3, or a reference to one. */
export type Schema = OpenAPIV3.SchemaObject | OpenAPIV3.ReferenceObject;

export const refTo = (name: string): OpenAPIV3.ReferenceObject => ({ $ref: `#/components/schemas/${name}` });

export const isRef = (schema: Schema): schema is OpenAPIV3.ReferenceObject => '$ref' in schema;
