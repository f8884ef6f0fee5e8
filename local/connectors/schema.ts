import { type OpenAPIV3 } from 'openapi-types';
import { isRef, type Schema } from '../../shared/openapi/schema';

/** A schema of OpenAPI 2.0, as far as custom connectors take it. */
export type Schema2 = Readonly<Record<string, unknown>>;

const refTo = ({ $ref }: OpenAPIV3.ReferenceObject): string => $ref.slice('#/components/schemas/'.length);

/** Title case, as x-ms-summary asks for: `parkedAs` becomes `Parked As`. */
export const titleOf = (name: string): string =>
  name
    .replace(/^x-/i, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .replace(/\b[a-z]/g, (letter) => letter.toUpperCase());

const kept = [
  'type',
  'format',
  'description',
  'enum',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'pattern',
  'default',
] as const;

const membersOf = (properties: Readonly<Record<string, Schema>>): Schema2 =>
  Object.fromEntries(
    Object.entries(properties).map(([name, inner]) => {
      const schema = schema2(inner);
      return [name, '$ref' in schema ? schema : { 'x-ms-summary': titleOf(name), ...schema }];
    }),
  );

/**
 * Connectors know no `anyOf` and no `oneOf`, so what may be several things becomes an object without members. In OpenAPI 2.0
 * whatever stands beside a reference is lost, and an extension says that null is allowed.
 */
export const schema2 = (schema: Schema): Schema2 => {
  if (isRef(schema)) return { $ref: `#/definitions/${refTo(schema)}` };
  const [only] = schema.allOf ?? [];
  if (only !== undefined) return schema2(only);
  if (schema.anyOf !== undefined || schema.oneOf !== undefined)
    return {
      type: 'object',
      ...(schema.description === undefined ? {} : { description: schema.description }),
    };
  const simple = Object.fromEntries(
    kept.flatMap((name) => (schema[name] === undefined ? [] : [[name, schema[name]]])),
  );
  return {
    ...simple,
    ...(schema.nullable === true ? { 'x-nullable': true } : {}),
    ...(schema.properties === undefined ? {} : { properties: membersOf(schema.properties) }),
    ...(schema.required === undefined ? {} : { required: schema.required }),
    ...('items' in schema ? { items: schema2(schema.items) } : {}),
  };
};

/** The names of all schemas that these parts refer to, also through others. */
export const refsIn = (value: unknown, all: Readonly<Record<string, Schema2>>): readonly string[] => {
  const found = new Set<string>();
  const visit = (part: unknown): void => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/definitions\/(\w+)"/g)) {
      if (found.has(name)) continue;
      found.add(name);
      visit(all[name]);
    }
  };
  visit(value);
  return [...found].sort();
};
