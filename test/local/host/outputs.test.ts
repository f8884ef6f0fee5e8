import fc from 'fast-check';
import { codePoint } from '../../arbitraries/code-point';
import { createBackoff } from '../../../local/host/backoff';
import { messagesOf } from '../../../local/host/outputs';
import { decodeMessage, encodeMessage } from '../../../local/host/queue-message';

describe('messagesOf', () => {
  it.each([
    ['a text', { string: 'plain' }, ['plain']],
    ['an object', { json: '{"a":1}' }, ['{"a":1}']],
    ['an array', { json: '["x",{"a":[1]},2,null]' }, ['x', '{"a":[1]}', '2', '']],
    ['an empty array', { json: '[]' }, []],
    ['a text that holds a JSON array', { string: ' [1,"b"] ' }, ['1', 'b']],
    ['a number', { int: 7 }, ['7']],
    ['bytes', { bytes: Uint8Array.of(1, 2) }, [Uint8Array.of(1, 2)]],
  ])('makes the messages of %s', (_, data, messages) => {
    expect(messagesOf(data)).toEqual(messages);
  });
});

describe('a message in an encoding', () => {
  it.each(['base64', 'none'] as const)('comes back from %s as it went in', (encoding) => {
    fc.assert(
      fc.property(fc.string({ unit: codePoint }), (text) => {
        expect(decodeMessage(encodeMessage(text, encoding), encoding)).toBe(text);
      }),
    );
  });

  it.each(['not base64!', 'aGVsbG8', 'aGVs-bG8h', '/w=='])('is none when base64 was expected: %s', (text) => {
    expect(decodeMessage(text, 'base64')).toBeUndefined();
  });
});

describe('createBackoff', () => {
  it('pauses from 100 ms up to the maximum, and from 100 ms again after a message', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 60_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (maximum, dice) => {
          const backoff = createBackoff(maximum, () => dice);
          const pauses = Array.from({ length: 20 }, () => backoff.next());
          expect(pauses[0]).toBe(100);
          expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
          expect(pauses.at(-1)).toBe(maximum);
          backoff.reset();
          expect(backoff.next()).toBe(100);
        },
      ),
    );
  });
});
