import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { type OpenAPIV3 } from 'openapi-types';
import { describeApi } from '../../shared/openapi/document';

export const api = describeApi({ url: 'https://gateway.example', version: '1.2.3' });

/** Refuses members that are not documented: an answer that holds one is more than the document says. */
const closed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, closed(part)]));
  const isObjectSchema = inner.type === 'object' && inner.properties !== undefined;
  return isObjectSchema && !('additionalProperties' in inner)
    ? { ...inner, additionalProperties: false }
    : inner;
};

/** Words of OpenAPI that are no words of JSON Schema. */
const vocabulary = ['example', 'openapi', 'info', 'servers', 'security', 'tags', 'paths', 'components'];

const ajv = addFormats(new Ajv({ allErrors: true })).addVocabulary(vocabulary);
ajv.addSchema(closed(api) as OpenAPIV3.Document, 'api');

const pointerTo = (path: readonly string[]): string =>
  path.map((part) => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');

interface Fault {
  readonly instancePath: string;
  readonly message: string | undefined;
}

/** What is wrong with a value by the schema at a place of the document; empty where all is right. */
export const faultsBy = (...place: readonly string[]) => {
  const validate = ajv.compile({ $ref: `api#${pointerTo(place)}` });
  return (value: unknown): readonly Fault[] =>
    validate(value)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => ({ instancePath, message }));
};

export const faultsOf = (name: string) => faultsBy('components', 'schemas', name);

const methods = ['get', 'post', 'delete', 'options', 'put', 'patch', 'head'] as const;

export interface Documented {
  readonly path: string;
  readonly method: (typeof methods)[number];
  readonly operation: OpenAPIV3.OperationObject;
}

/** Every operation of the document. */
export const operations: readonly Documented[] = Object.entries(api.paths).flatMap(([path, item]) =>
  methods.flatMap((method) => {
    const operation = item?.[method];
    return operation === undefined ? [] : [{ path, method, operation }];
  }),
);

/** Whether the host lets everybody in. */
export const isAnonymous = ({ security }: OpenAPIV3.OperationObject): boolean => security?.length === 0;
