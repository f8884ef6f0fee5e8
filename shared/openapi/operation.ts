import { type OpenAPIV3 } from 'openapi-types';
import { formats } from '../formats';
import { refTo, type Schema } from './schema';

export type ApiOperation = OpenAPIV3.OperationObject;
export type Parameter = OpenAPIV3.ParameterObject;

/** A filter in the query. */
export const queryParameter = (
  name: string,
  {
    description,
    schema,
    example,
  }: { readonly description: string; readonly schema: Schema; readonly example: unknown },
): Parameter => ({ name, in: 'query', description, schema, example });

export const momentSchema: Schema = { type: 'string', format: 'date-time' };

/** An id, a name or a value that somebody else chose. */
export const textSchema: Schema = { type: 'string', maxLength: 8192 };

const mediaType = (schema: OpenAPIV3.ReferenceObject | OpenAPIV3.SchemaObject, example: unknown) => ({
  schema,
  example,
});

/** An event as JSON, as lines of JSON, or as text that a format reads. */
export const eventBody = (example: unknown): OpenAPIV3.RequestBodyObject => ({
  required: true,
  content: {
    'application/json': mediaType(refTo('Event'), example),
    'application/x-ndjson': mediaType({ type: 'string' }, `${JSON.stringify(example)}\n`),
    'text/plain': mediaType({ type: 'string' }, JSON.stringify(example)),
    'text/csv': mediaType({ type: 'string' }, 'malicious-host.com\n'),
  },
});

const formatText = `The format of the body, where it is not to be recognised: ${formats.map(({ name }) => name).join(', ')}, or a custom one of the profile.`;

export const formatParameters: Parameter[] = [
  {
    name: 'format',
    in: 'query',
    description: formatText,
    schema: { type: 'string' },
    example: 'tiIndicator',
  },
  {
    name: 'X-Indicator-Format',
    in: 'header',
    description: 'The same, as a header. The query goes before it.',
    schema: { type: 'string' },
    example: 'tiIndicator',
  },
];

export const suggest: Parameter = {
  name: 'suggest',
  in: 'query',
  description: 'true adds a mapping to start from, for each payload that no format knows.',
  schema: { type: 'boolean' },
  example: true,
};

export const prefer: Parameter = {
  name: 'Prefer',
  in: 'header',
  description: 'respond-async queues everything that may go out and answers 202 at once.',
  schema: { type: 'string' },
  example: 'respond-async',
};
