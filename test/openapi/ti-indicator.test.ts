import fc from 'fast-check';
import { type OpenAPIV3 } from 'openapi-types';
import { memberNames } from '../../shared/codec/member-names';
import { members } from '../../shared/codec/members';
import { tiIndicatorSchema } from '../../shared/codec/ti-indicator-schema';
import { isRef, type Schema } from '../../shared/openapi/schema';
import { validTiIndicator } from '../arbitraries/ti-indicator';
import { faultsBy, faultsOf } from './schemas';

const object = (schema: Schema | undefined): OpenAPIV3.SchemaObject =>
  schema === undefined || isRef(schema) ? {} : schema;

const properties = object(tiIndicatorSchema).properties ?? {};

const withCodec = memberNames.flatMap((name) => {
  const member = members[name];
  return 'codec' in member ? [{ name, codec: member.codec, schema: object(properties[name]) }] : [];
});

const items = (schema: OpenAPIV3.SchemaObject): OpenAPIV3.SchemaObject =>
  'items' in schema ? object(schema.items) : schema;

/** Values of every sort; those that a codec takes are of the sort that it is for. */
const probes: readonly unknown[] = [
  true,
  -1,
  0,
  1.5,
  70_000,
  'text',
  '2030-01-31T12:00:00.000Z',
  '192.0.2.1',
  '2001:db8::1',
  '192.0.2.0/24',
  'sub.example.com',
  'a_b.example.com',
  'someone@example.com',
  '"a b"@example.com',
  'https://example.com/path?q=%20',
  'ldap://example.com/a',
  [],
  ['text'],
  ['C2'],
  [1],
  {},
];

const faults = faultsOf('TiIndicator');

describe('the schema of a tiIndicator', () => {
  it('has every member, and asks for those that are required', () => {
    expect(Object.keys(properties)).toEqual([...memberNames]);
    expect(object(tiIndicatorSchema).required).toEqual([
      'action',
      'targetProduct',
      'threatType',
      'tlpLevel',
      'expirationDateTime',
      'description',
    ]);
  });

  it.each(withCodec)('knows what $name is', ({ schema }) => {
    expect(items(schema).type).toMatch(/^(string|integer|boolean)$/);
  });

  it.each(withCodec.filter(({ schema }) => items(schema).enum !== undefined))(
    'lists the values of $name that its codec takes',
    ({ codec, schema }) => {
      const listed = (items(schema).enum ?? []) as readonly unknown[];
      const asMember = (value: unknown) => (schema.type === 'array' ? [value] : value);
      expect(listed.length).toBeGreaterThan(1);
      expect(codec.name).toContain(`one of ${listed.join(', ')}`);
      expect(listed.filter((value) => !codec.is(asMember(value)))).toEqual([]);
    },
  );

  it.each(withCodec.filter(({ schema }) => schema.minimum !== undefined))(
    'has the bounds of $name that its codec has',
    ({ codec, schema: { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } }) => {
      expect([minimum - 1, minimum, maximum, maximum + 1].map((value) => codec.is(value))).toEqual([
        false,
        true,
        true,
        false,
      ]);
    },
  );

  it.each(withCodec.filter(({ schema }) => schema.example !== undefined))(
    'gives an example of $name that its codec takes',
    ({ codec, schema }) => {
      expect(codec.decode(schema.example)._tag).toBe('Right');
    },
  );

  it.each(withCodec)('takes whatever the codec of $name calls canonical', ({ name, codec }) => {
    const faultsIn = faultsBy('components', 'schemas', 'TiIndicator', 'properties', name);
    const taken = probes.filter((value) => codec.is(value));
    expect(taken.filter((value) => faultsIn(value).length > 0)).toEqual([]);
  });

  it.each(withCodec)('refuses for $name what is of another type, as its codec does', ({ name, codec }) => {
    const faultsIn = faultsBy('components', 'schemas', 'TiIndicator', 'properties', name);
    const others = [true, 1.5, {}, [{}]].filter((value) => !codec.is(value));
    expect(others.length).toBeGreaterThan(2);
    expect(others.filter((value) => faultsIn(value).length === 0)).toEqual([]);
  });

  it('takes every canonical indicator', () => {
    fc.assert(
      fc.property(validTiIndicator, (indicator) => {
        expect(faults(indicator)).toEqual([]);
      }),
    );
  });

  it('refuses an indicator that lacks a required member, or has one that nobody knows', () => {
    fc.assert(
      fc.property(validTiIndicator, (indicator) => {
        const { action, ...rest } = indicator;
        expect(faults({ ...rest, Action: action })).toHaveLength(2);
      }),
    );
  });
});
