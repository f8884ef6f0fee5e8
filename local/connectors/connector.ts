import { type OpenAPIV3 } from 'openapi-types';
import { type Schema } from '../../shared/openapi/schema';
import { refsIn, schema2, titleOf, type Schema2 } from './schema';

type Object2 = Readonly<Record<string, unknown>>;

export interface Connector {
  readonly title: string;
  readonly description: string;
  /** Ids of operations, in the document of the gateway. */
  readonly operations: readonly string[];
}

const parameterOf = ({
  name,
  in: place,
  required = false,
  description,
  schema,
}: OpenAPIV3.ParameterObject): Object2 => ({
  name,
  in: place,
  required,
  description,
  ...(schema === undefined ? { type: 'string' } : schema2(schema)),
  'x-ms-summary': titleOf(name),
  ...(required
    ? place === 'path'
      ? { 'x-ms-url-encoding': 'single' }
      : {}
    : { 'x-ms-visibility': 'advanced' }),
});

const bodyOf = (body: OpenAPIV3.RequestBodyObject): Object2 => ({
  name: 'body',
  in: 'body',
  required: body.required ?? false,
  description: 'An event as JSON: a tiIndicator, several, or what any format reads.',
  schema: { type: 'object' },
  'x-ms-summary': 'Event',
  'x-ms-visibility': 'important',
});

const isJson = (type: string): boolean => type.endsWith('json');

const responseOf = ({ description, content = {} }: OpenAPIV3.ResponseObject): Object2 => {
  const schema = Object.entries(content).find(([type]) => isJson(type))?.[1].schema;
  return { description, ...(schema === undefined ? {} : { schema: schema2(schema) }) };
};

const only = <A extends object>(value: A | OpenAPIV3.ReferenceObject): readonly A[] =>
  '$ref' in value ? [] : [value];

const operationOf = (
  operation: OpenAPIV3.OperationObject,
  shared: OpenAPIV3.PathItemObject['parameters'] = [],
): Object2 => {
  const { operationId, summary, description = summary, parameters = [], requestBody, responses } = operation;
  // The header that says the format is the query's twin.
  const asked = [...shared, ...parameters].flatMap(only).filter(({ name }) => name !== 'X-Indicator-Format');
  return {
    operationId,
    summary,
    description,
    'x-ms-visibility': 'important',
    parameters: [
      ...asked.map(parameterOf),
      ...(requestBody === undefined ? [] : only(requestBody).map(bodyOf)),
    ],
    responses: Object.fromEntries(
      Object.entries(responses).flatMap(([status, response]) =>
        only(response).map((one) => [status, responseOf(one)]),
      ),
    ),
  };
};

const methods = ['get', 'post', 'delete'] as const;

const pathsOf = ({ paths }: OpenAPIV3.Document, wanted: readonly string[]): Object2 =>
  Object.fromEntries(
    Object.entries(paths).flatMap(([path, item]) => {
      const found = methods.flatMap((method) => {
        const operation = item?.[method];
        return operation !== undefined && wanted.includes(operation.operationId ?? '')
          ? [[method, operationOf(operation, item?.parameters)]]
          : [];
      });
      return found.length === 0 ? [] : [[path, Object.fromEntries(found)]];
    }),
  );

const definitionsOf = ({ components }: OpenAPIV3.Document): Readonly<Record<string, Schema2>> =>
  Object.fromEntries(
    Object.entries<Schema>(components?.schemas ?? {}).map(([name, schema]) => [name, schema2(schema)]),
  );

/** A definition in OpenAPI 2.0 for a custom connector of Power Platform and Logic Apps, from the gateway's own document. */
export const connectorOf = (
  document: OpenAPIV3.Document,
  { title, description, operations }: Connector,
): Object2 => {
  const paths = pathsOf(document, operations);
  const all = definitionsOf(document);
  return {
    swagger: '2.0',
    info: { title, description, version: document.info.version, license: document.info.license },
    host: 'app.azurewebsites.net',
    basePath: '/',
    schemes: ['https'],
    consumes: ['application/json'],
    produces: ['application/json'],
    paths,
    definitions: Object.fromEntries(refsIn(paths, all).map((name) => [name, all[name]])),
    securityDefinitions: { functionKey: { type: 'apiKey', in: 'header', name: 'x-functions-key' } },
    security: [{ functionKey: [] }],
  };
};
