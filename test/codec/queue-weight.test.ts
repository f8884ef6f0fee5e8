import fc from 'fast-check';
import { queueBytes, queueWeight } from '../../shared/codec/queue-weight';
import { hostileText } from '../arbitraries/hostile-text';

describe('the bytes of text in a queue message', () => {
  it.each([
    ['', 0],
    ['plain', 5],
    ['&', 5],
    ['<>', 8],
    [`"'`, 12],
    ['ü漢😀', 9],
    ['\u007f\u2028', 4],
    ['&'.repeat(48 * 1024), 240 * 1024],
  ])('of %j are %d', (text, bytes) => {
    expect(queueBytes(text)).toBe(bytes);
  });
});

describe('the weight of text', () => {
  it.each([
    ['escapes count', '&'.repeat(30), 150],
    ['base64 counts where it is more', 'x'.repeat(30), 40],
    ['base64 is padded', 'x', 4],
  ])('%s', (_, text, weight) => {
    expect(queueWeight(text)).toBe(weight);
  });

  it('of two together is no more than of both', () => {
    fc.assert(
      fc.property(hostileText(200), hostileText(200), (one, other) => {
        const [a, b] = [one.toWellFormed(), other.toWellFormed()];
        expect(queueWeight(a + b)).toBeLessThanOrEqual(queueWeight(a) + queueWeight(b));
      }),
    );
  });
});
