import * as t from 'io-ts';
import { dateTime } from '../../shared/codec/date-time';
import { integerBetween, trueOrFalse } from '../../shared/codec/number';
import { oneOf } from '../../shared/codec/choice';
import { described } from '../../shared/codec/json-schema';
import { listOf, prose } from '../../shared/codec/strings';
import { schemaOf, schemasOf } from '../../shared/openapi/from-codec';

const point = t.type({ x: t.number });
const names = new Map<t.Mixed, string>([[point, 'Point']]);

const text = { type: 'string' };
const number = { type: 'number' };

describe('the schema of a codec', () => {
  it.each<[string, t.Mixed, unknown]>([
    ['a string', t.string, text],
    ['a number', t.number, number],
    ['a boolean', t.boolean, { type: 'boolean' }],
    ['a literal', t.literal('a'), { type: 'string', enum: ['a'] }],
    ['one of some names', t.keyof({ a: null, b: null }), { type: 'string', enum: ['a', 'b'] }],
    ['an array', t.array(t.string), { type: 'array', items: text }],
    ['a read-only array', t.readonlyArray(t.number), { type: 'array', items: number }],
    ['anything', t.unknown, {}],
    ['a string or null', t.union([t.string, t.null]), { type: 'string', nullable: true }],
    ['null or a string', t.union([t.null, t.string]), { type: 'string', nullable: true }],
    ['this or that', t.union([t.string, t.number]), { anyOf: [text, number] }],
    ['an object', t.type({ a: t.string }), { type: 'object', properties: { a: text }, required: ['a'] }],
    [
      'an object of members that may be absent',
      t.partial({ a: t.string }),
      { type: 'object', properties: { a: text } },
    ],
    [
      'an object of nothing else',
      t.strict({ a: t.string }),
      { type: 'object', properties: { a: text }, required: ['a'] },
    ],
    [
      'a read-only object',
      t.readonly(t.type({ a: t.string })),
      { type: 'object', properties: { a: text }, required: ['a'] },
    ],
    [
      'several objects in one',
      t.intersection([t.type({ a: t.string }), t.type({ b: t.number }), t.partial({ c: t.string })]),
      { type: 'object', properties: { a: text, b: number, c: text }, required: ['a', 'b'] },
    ],
    ['an object of anything', t.UnknownRecord, { type: 'object', additionalProperties: true }],
    ['what has a name', point, { $ref: '#/components/schemas/Point' }],
    [
      'a list of what has a name',
      t.array(point),
      { type: 'array', items: { $ref: '#/components/schemas/Point' } },
    ],
    [
      'what has a name, or null: written out, as nullable is of no effect beside a reference',
      t.union([point, t.null]),
      { type: 'object', properties: { x: number }, required: ['x'], nullable: true },
    ],
    ['a text with a form of its own', prose, text],
    ['true or false', trueOrFalse, { type: 'boolean' }],
    ['a small integer', integerBetween(0, 5), { type: 'integer', minimum: 0, maximum: 5 }],
    [
      'an integer of more than 32 bits',
      integerBetween(0, 2 ** 32),
      { type: 'integer', format: 'int64', minimum: 0, maximum: 2 ** 32 },
    ],
    [
      'an integer without an end',
      integerBetween(1, Number.MAX_SAFE_INTEGER),
      { type: 'integer', format: 'int64', minimum: 1 },
    ],
    ['a choice', oneOf(['a b', 'c']), { type: 'string', enum: ['a b', 'c'] }],
    [
      'a choice with a hint',
      oneOf(['a b', 'c'], 'a hint'),
      { type: 'string', enum: ['a b', 'c'], description: 'a hint' },
    ],
    [
      'a list of choices',
      listOf(oneOf(['a', 'c'])),
      { type: 'array', items: { type: 'string', enum: ['a', 'c'] } },
    ],
    ['a codec that nobody knows', new t.Type('something', t.string.is, t.string.validate, t.identity), {}],
    [
      'a list of what nobody knows',
      t.array(new t.Type('something', t.string.is, t.string.validate, t.identity)),
      { type: 'array', items: {} },
    ],
    [
      'what says its own schema, whatever it is named',
      described(new t.Type('something', t.string.is, t.string.validate, t.identity), {
        type: 'string',
        maxLength: 3,
      }),
      { type: 'string', maxLength: 3 },
    ],
    [
      "an object whose names are anybody's",
      t.record(t.string, t.number),
      { type: 'object', additionalProperties: number },
    ],
  ])('is made for %s', (_, codec, schema) => {
    expect(schemaOf(codec, names)).toEqual(schema);
  });

  it('has the format, an example and what is expected, for a moment', () => {
    expect(schemaOf(dateTime)).toMatchObject({
      type: 'string',
      format: 'date-time',
      description: dateTime.name,
    });
  });

  it('stands under its name', () => {
    expect(schemasOf(names)).toEqual({
      Point: { type: 'object', properties: { x: number }, required: ['x'] },
    });
  });
});
