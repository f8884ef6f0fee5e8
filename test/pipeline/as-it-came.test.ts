import * as fc from 'fast-check';
import { codePoint } from '../arbitraries/code-point';
import { asItCame, contentOf, type AsItCame } from '../../shared/pipeline/as-it-came';

const written = ({ content, raw }: AsItCame): string =>
  raw ?? (typeof content === 'string' ? content : JSON.stringify(content));

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('what is kept of a message', () => {
  it('is its text to the byte, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: codePoint }), fc.json(), fc.json().map(base64)), (text) => {
        expect(written(asItCame(text))).toBe(text);
      }),
    );
  });

  it.each([
    ['a number that is none after parsing', '89e7073266'],
    ['a 64-bit id', '{"id":9007199254740993}'],
    ['a number of many digits', '{"n":1.000000000000000000001}'],
    ['a byte-order mark', '\ufeff{"a":1}'],
    ['white space', '{ "a": 1 }'],
    ['a key that stands twice', '{"a":1,"a":2}'],
    ['a string that holds JSON', '"{\\"a\\":1}"'],
    ['deep nesting', '['.repeat(50_000) + ']'.repeat(50_000)],
  ])('is the text itself where an object would not give it again: %s', (_, text) => {
    expect(asItCame(text)).toEqual({ content: text });
  });

  it('is the object where that gives the same text: it can be read and edited', () => {
    expect(asItCame('{"a":[1,"x"]}')).toEqual({ content: { a: [1, 'x'] } });
  });

  it('is the object inside base64, and the text beside it', () => {
    expect(asItCame(base64('{"a":1}'))).toEqual({ content: { a: 1 }, raw: base64('{"a":1}') });
  });
});

describe('what kept content holds', () => {
  it.each([
    ['an object', { a: 1 }, { a: 1 }],
    ['text that is JSON', '{ "a": 1 }', { a: 1 }],
    ['JSON in base64', base64('{"a":1}'), { a: 1 }],
    ['text that is none', '{"a": oops', '{"a": oops'],
  ])('is read as a message is: %s', (_, kept, content) => {
    expect(contentOf(kept)).toEqual(content);
  });
});
