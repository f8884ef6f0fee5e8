import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { rowOfText, textOfRow } from '../../../shared/azure/record/record-text';

/** Limits of Table storage: 64 KiB a property, of text in UTF-16. */
const bytesOf = (value: string | Uint8Array): number =>
  typeof value === 'string' ? 2 * value.length : value.length;

const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 50 }),
  fc
    .tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.integer({ min: 1, max: 20_000 }))
    .map(([part, times]) => part.repeat(times).slice(0, 400_000)),
  fc.integer({ min: 1, max: 150_000 }).map((bytes) => randomBytes(bytes).toString('base64')),
);

describe('the text of a row', () => {
  it('comes back as it was, in properties that the service takes', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        fc.pre(text.isWellFormed());
        const row = await rowOfText(text);
        expect(textOfRow({ partitionKey: 'p', rowKey: 'r', ...row })).toBe(text);
        for (const value of Object.values(row)) expect(bytesOf(value)).toBeLessThanOrEqual(64 * 1024);
      }),
      { numRuns: 40 },
    );
  });

  it('is a tenth of what a hundred outcomes are long', async () => {
    const outcomes = Array.from({ length: 100 }, (_, n) => ({
      externalId: `indicator-${n}`,
      place: `/value/${n}`,
      state: 'created',
      settledAt: `2026-11-30T12:00:${String(n % 60).padStart(2, '0')}.000Z`,
      observable: { kind: 'domainName', value: `${randomBytes(8).toString('hex')}.example` },
      intakeId: '3f8f3c1e-2a0b-4c19-9d7a-0d5c6f3f7a11',
      sender: 'siem',
      reason: null,
    }));
    const text = JSON.stringify(outcomes);
    const row = await rowOfText(text);
    const weight = Object.values(row).reduce((sum, value) => sum + bytesOf(value), 0);
    expect(weight).toBeLessThan((2 * text.length) / 10);
  });

  it('is that of an earlier version, which cut it into texts', () => {
    expect(textOfRow({ text0: '[{"a":', text1: '1}]' })).toBe('[{"a":1}]');
  });

  it.each([
    ['no gzip', new Uint8Array([1, 2, 3])],
    ['half a gzip', gzipSync('[]'.repeat(1000)).subarray(0, 20)],
    ['more than memory should hold', gzipSync(Buffer.alloc(64 * 1024 * 1024))],
  ])('is nothing where somebody wrote %s there', (_, zip0) => {
    expect(textOfRow({ zip0 })).toBeUndefined();
  });
});
