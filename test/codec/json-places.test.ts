import fc from 'fast-check';
import { lineInJson, repeatedMembers } from '../../shared/codec/json-places';
import { at } from '../../shared/codec/json-pointer';

const document = `{
  "a": [
    1, "two, with \\"quotes\\": {",
    { "b/c": null }
  ],
  "d": {}
}`;

/** JSON with each member and item on a line of its own, in their order; the pointers of these lines. */
const pointersOf = (value: unknown, pointer = ''): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [pointer];
  const entries = Array.isArray(value)
    ? value.map((item: unknown, index) => [at(pointer, index), item] as const)
    : Object.entries(value).map(([name, item]) => [at(pointer, name), item] as const);
  const isEmpty = entries.length === 0;
  const inner = entries.flatMap(([place, item]) => pointersOf(item, place));
  // The line of the bracket that closes it is nothing's.
  return isEmpty ? [pointer] : [pointer, ...inner, '(end)'];
};

describe('the line of a place in a JSON document', () => {
  it.each([
    ['', 1],
    ['/a', 2],
    ['/a/0', 3],
    ['/a/1', 3],
    ['/a/2', 4],
    ['/a/2/b~1c', 4],
    ['/d', 6],
  ])('%s stands on line %i', (pointer, line) => {
    expect(lineInJson(document, pointer)).toBe(line);
  });

  it.each([
    ['/a/7', 2],
    ['/d/x/y', 6],
    ['/nothing', 1],
  ])('of %s, which is not there, is that of what is around it', (pointer, line) => {
    expect(lineInJson(document, pointer)).toBe(line);
  });

  it('is right for every place of any document', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value, null, 2);
        const parsed: unknown = JSON.parse(text);
        const expected = pointersOf(parsed)
          .map((pointer, index) => [pointer, index + 1] as const)
          .filter(([pointer]) => pointer !== '(end)');
        expect(expected.map(([pointer]) => [pointer, lineInJson(text, pointer)])).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });
});

describe('members that an object has twice', () => {
  it.each<[string, string, readonly string[]]>([
    ['none in any of several objects', '[{"a": 1}, {"a": 2, "b": {"a": 3}}]', []],
    ['one, in a list', '{"b": [0, {"a": 1, "a": 1}]}', ['/b/1/a']],
    ['one in other letters', '{"a/b": 1, "\\u0061/b": 2}', ['/a~1b']],
    ['one that has others in it', '{"a": {"c": 1}, "b": 1, "a": {"c": 2, "c": 3}}', ['/a']],
    ['what every object has', '{"__proto__": 1, "__proto__": 2, "toString": 1}', ['/__proto__']],
    ['two, three times', '{"a":1,"b":1,"a":1,"b":1,"a":1,"b":1}', ['/a', '/b']],
    ['a blank one', '{"": 1, "": {"": 2}}', ['/']],
  ])('are named by their places: %s', (_, text, expected) => {
    expect(repeatedMembers(text)).toEqual(expected);
  });

  it('are in no document that was written from a value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(repeatedMembers(JSON.stringify(value))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
