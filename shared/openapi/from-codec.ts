import * as t from 'io-ts';
import { type OpenAPIV3 } from 'openapi-types';
import { isDescribed } from '../codec/json-schema';
import { isRef, refTo, type Schema } from './schema';

type Members = OpenAPIV3.SchemaObject & { readonly type: 'object' };

/** Codecs that have a name in the document. */
export type SchemaNames = ReadonlyMap<t.Mixed, string>;

type Props = Readonly<Record<string, t.Mixed>>;

const objectOf = (props: Props, required: readonly string[], names: SchemaNames): Members => ({
  type: 'object',
  properties: Object.fromEntries(
    Object.entries(props).map(([name, codec]) => [name, schemaOf(codec, names)]),
  ),
  ...(required.length === 0 ? {} : { required: [...required] }),
});

/** A single object with the members of all parts: code generators make more of that than of `allOf`. */
const merged = (parts: readonly Schema[]): Schema => {
  const objects = parts.flatMap((part) => (isRef(part) ? [] : [part]));
  const required = objects.flatMap((part) => part.required ?? []);
  return {
    type: 'object',
    properties: Object.assign({}, ...objects.map(({ properties }) => properties)) as Members['properties'] &
      object,
    ...(required.length === 0 ? {} : { required }),
  };
};

/** `nullable` has no effect beside `$ref`, so null is written out as an alternative. */
const nullable = (codec: t.Mixed, names: SchemaNames): Schema => {
  const schema = unnamed(codec, names);
  return isRef(schema) ? schema : { ...schema, nullable: true };
};

const isNull = (codec: t.Mixed): boolean => codec instanceof t.NullType;

const unionOf = (codecs: readonly t.Mixed[], names: SchemaNames): Schema => {
  const [first, ...others] = codecs.filter((codec) => !isNull(codec));
  if (first !== undefined && others.length === 0 && codecs.some(isNull)) return nullable(first, names);
  return { anyOf: codecs.map((codec) => schemaOf(codec, names)) };
};

/** A codec that has no schema and is not composed of others may be anything. */
const unnamed = (codec: t.Mixed, names: SchemaNames): Schema => {
  if (isDescribed(codec)) return codec.schema;
  if (codec instanceof t.StringType) return { type: 'string' };
  if (codec instanceof t.NumberType) return { type: 'number' };
  if (codec instanceof t.BooleanType) return { type: 'boolean' };
  if (codec instanceof t.LiteralType) return { type: 'string', enum: [codec.value] };
  if (codec instanceof t.KeyofType) return { type: 'string', enum: Object.keys(codec.keys as object) };
  if (codec instanceof t.ExactType || codec instanceof t.ReadonlyType)
    return unnamed(codec.type as t.Mixed, names);
  if (codec instanceof t.ArrayType || codec instanceof t.ReadonlyArrayType)
    return { type: 'array', items: schemaOf(codec.type as t.Mixed, names) };
  if (codec instanceof t.AnyDictionaryType) return { type: 'object', additionalProperties: true };
  if (codec instanceof t.DictionaryType)
    return { type: 'object', additionalProperties: schemaOf(codec.codomain as t.Mixed, names) };
  if (codec instanceof t.InterfaceType)
    return objectOf(codec.props as Props, Object.keys(codec.props as Props), names);
  if (codec instanceof t.PartialType) return objectOf(codec.props as Props, [], names);
  if (codec instanceof t.IntersectionType)
    return merged((codec.types as t.Mixed[]).map((type) => unnamed(type, names)));
  if (codec instanceof t.UnionType) return unionOf(codec.types as t.Mixed[], names);
  return {};
};

/** The schema of a codec: a reference where it has a name in the document. */
export const schemaOf = (codec: t.Mixed, names: SchemaNames = new Map()): Schema => {
  const name = names.get(codec);
  return name === undefined ? unnamed(codec, names) : refTo(name);
};

/** The schema under each of these names. */
export const schemasOf = (names: SchemaNames): Readonly<Record<string, Schema>> =>
  Object.fromEntries([...names].map(([codec, name]) => [name, unnamed(codec, names)]));
