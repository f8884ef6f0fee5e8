import * as fc from 'fast-check';
import { writeJson } from '../../shared/codec/write-json';

const nest = (depth: number): string => `${'['.repeat(depth)}{"a":"kept","b":[1,null]}${']'.repeat(depth)}`;

describe('JSON as text for a queue message', () => {
  it('reads back as it was', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const value: unknown = JSON.parse(text);
        expect(JSON.parse(writeJson(value))).toEqual(value);
      }),
    );
  });

  it('keeps everything of a value nested 50,000 levels deep', () => {
    const text = nest(50_000);
    expect(writeJson(JSON.parse(text))).toBe(text);
  });

  it('escapes what XML cannot carry, which is the same JSON', () => {
    const value = { 'a\uffff': 'b\ufffe' };
    const text = writeJson(value);
    expect(text).toBe('{"a\\uffff":"b\\ufffe"}');
    expect(JSON.parse(text)).toEqual(value);
  });
});
