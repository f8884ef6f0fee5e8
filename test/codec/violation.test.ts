import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import { at, escapeSegment } from '../../shared/codec/json-pointer';
import { underPointer, violations } from '../../shared/codec/violation';

const found = (codec: t.Mixed, value: unknown) => {
  const decoded = codec.decode(value);
  return E.isLeft(decoded) ? violations(decoded.left) : [];
};

const a = t.type({ a: t.number }, 'A');
const b = t.type({ b: t.string }, 'B');

describe('violations', () => {
  it.each<[string, t.Mixed, unknown, string, string]>([
    ['the value itself', t.number, 'x', '', 'number'],
    ['a member', a, { a: 'x' }, '/a', 'number'],
    [
      'an item of an array',
      t.type({ list: t.array(a) }),
      { list: [{ a: 1 }, { a: '' }] },
      '/list/1/a',
      'number',
    ],
    ['a member of an intersection', t.intersection([a, b]), { a: 1, b: 2 }, '/b', 'string'],
    ['a readonly intersection', t.readonly(t.intersection([a, b])), { a: 1, b: 2 }, '/b', 'string'],
    ['an intersection in an array', t.array(t.intersection([a, b])), [{ a: 1, b: 2 }], '/0/b', 'string'],
    [
      'an intersection of intersections',
      t.intersection([b, t.intersection([a, b])]),
      { a: 'x', b: '' },
      '/a',
      'number',
    ],
    ['a member whose name is a number', t.record(t.string, t.number), { 0: 'x' }, '/0', 'number'],
    ['a member with slash and tilde', t.record(t.string, t.number), { 'x/y~z': 'x' }, '/x~1y~0z', 'number'],
  ])('names the place of %s', (_name, codec, value, pointer, expected) => {
    expect(found(codec, value)).toEqual([{ pointer, expected }]);
  });

  it('names the branches of a union at the same place', () => {
    expect(found(t.type({ x: t.union([t.number, t.boolean]) }), { x: '' })).toEqual([
      { pointer: '/x', expected: 'number' },
      { pointer: '/x', expected: 'boolean' },
    ]);
  });

  it("prefers the error's own message", () => {
    const codec = new t.Type('codec', t.string.is, (u, c) => t.failure(u, c, 'a message'), t.identity);
    expect(found(codec, 1)).toEqual([{ pointer: '', expected: 'a message' }]);
  });

  it.each(['😀', '~', '/'])('cuts a pointer at 200 characters, never through %s', (last) => {
    const [violation] = found(t.record(t.string, t.number), { [`${'n'.repeat(198)}${last}`]: 'x' });
    expect(violation?.pointer).toBe(`/${'n'.repeat(198)}`);
  });
});

describe('what is no object, where some members are required and others optional,', () => {
  const codec = t.intersection([t.type({ a: t.string }), t.partial({ b: t.string })]);

  it.each([[null], ['text'], [3]])('is said once: %j', (value) => {
    expect(found(codec, value)).toHaveLength(1);
  });

  it('is not taken for an object with a wrong optional member', () => {
    expect(found(codec, { a: '', b: 3 }).map(({ pointer }) => pointer)).toEqual(['/b']);
  });
});

describe('under', () => {
  it.each([
    ['', '/a', '/a'],
    ['/value/3', '', '/value/3'],
    ['/value/3', '/tags/0', '/value/3/tags/0'],
    ['/value', `/${'n'.repeat(300)}`, `/value/${'n'.repeat(193)}`],
  ])('puts a violation under %j', (prefix, pointer, whole) => {
    expect(underPointer(prefix)({ pointer, expected: 'text' })).toEqual({ pointer: whole, expected: 'text' });
  });
});

describe('a JSON pointer', () => {
  it.each([
    ['a/b', 'a~1b'],
    ['m~n', 'm~0n'],
    ['~1', '~01'],
    ['\ud800', '\ufffd'],
  ])('escapes %j', (segment, escaped) => {
    expect(escapeSegment(segment)).toBe(escaped);
  });

  it('grows by a member or an index', () => {
    expect(at(at('', 'value'), 3)).toBe('/value/3');
  });
});
