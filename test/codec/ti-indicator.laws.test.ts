import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import { memberNames, tiIndicatorCodec } from '../../shared/codec/ti-indicator';
import { violations } from '../../shared/codec/violation';
import { rawWithCanonical, validTiIndicator } from '../arbitraries/ti-indicator';

type Decoded = ReturnType<typeof codec.decode>;

const codec = tiIndicatorCodec(() => new Date('2026-11-23T12:00:00.000Z'));

/** A refused value gives at least one violation; an accepted one is accepted again, unchanged. */
const again = (decoded: Decoded): Decoded => {
  if (E.isRight(decoded)) return codec.decode(decoded.right);
  return violations(decoded.left).length > 0 ? decoded : E.left([]);
};

const nested = (depth: number): unknown => {
  let value: unknown = 'core';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { action: value };
  return value;
};

const oddNames = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  '/',
  '~',
  'a@odata.b',
  'Error',
  '\ud800',
];

const member = fc.tuple(fc.constantFrom(...memberNames, ...oddNames), fc.jsonValue({ maxDepth: 3 }));

/** JSON.parse makes an own member of __proto__, which an object literal does not. */
const objectOf = (members: readonly (readonly [string, unknown])[]): unknown =>
  JSON.parse(
    `{${members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`,
  );

describe('for every valid indicator', () => {
  it('decodes what it encoded to the same indicator, in the same order', () => {
    fc.assert(
      fc.property(validTiIndicator, (indicator) => {
        const decoded = codec.decode(codec.encode(indicator));
        expect(decoded).toEqual(E.right(indicator));
        expect(JSON.stringify(decoded)).toBe(JSON.stringify(E.right(indicator)));
        expect(codec.is(indicator)).toBe(true);
      }),
    );
  });

  it('answers a new object', () => {
    fc.assert(
      fc.property(validTiIndicator, (indicator) => {
        const decoded = codec.decode(indicator);
        expect(E.isRight(decoded) ? decoded.right : indicator).not.toBe(indicator);
      }),
    );
  });

  it('makes one canonical indicator of the ways to write it', () => {
    fc.assert(
      fc.property(rawWithCanonical, ({ raw, canonical }) => {
        expect(JSON.stringify(codec.decode(raw))).toBe(JSON.stringify(E.right(canonical)));
      }),
    );
  });

  it('keeps all of a long description', () => {
    fc.assert(
      fc.property(
        validTiIndicator,
        fc.string({ minLength: 101, maxLength: 400, unit: 'grapheme' }),
        (indicator, text) => {
          const description = `about: ${text}.`;
          const decoded = codec.decode({ ...indicator, description });
          fc.pre(E.isRight(decoded));
          expect(decoded.right.description.length).toBeLessThanOrEqual(100);
          expect(decoded.right.description.isWellFormed()).toBe(true);
          expect(decoded.right.additionalInformation?.startsWith(description.toWellFormed())).toBe(true);
          expect(codec.decode(decoded.right)).toEqual(decoded);
        },
      ),
    );
  });
});

describe('for every JSON value', () => {
  it('throws nothing, and what it accepts it accepts again unchanged', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.array(member).map(objectOf)), (value) => {
        const decoded = codec.decode(value);
        expect(again(decoded)).toEqual(decoded);
      }),
    );
  });

  it('throws nothing for valid indicators with any member replaced', () => {
    fc.assert(
      fc.property(validTiIndicator, member, (indicator, [name, value]) => {
        const decoded = codec.decode(objectOf([...Object.entries(indicator), [name, value]]));
        expect(again(decoded)).toEqual(decoded);
      }),
      { numRuns: 500 },
    );
  });

  it.each(memberNames)('throws nothing for ten thousand levels in %s', (name) => {
    expect(() => codec.decode({ [name]: nested(10_000) })).not.toThrow();
  });
});

describe('for every refused value', () => {
  const canary = 'Canary7f3c';
  const shapes = [
    canary,
    `{{${canary}}}`,
    `@${canary}(x)`,
    [canary, 7, { [canary]: canary }],
    { is: canary },
    `\0${canary}`,
  ];

  it('reports no part of it', () => {
    fc.assert(
      fc.property(
        validTiIndicator,
        fc.constantFrom(...memberNames),
        fc.constantFrom(...shapes),
        (indicator, name, value) => {
          const decoded = codec.decode({ ...indicator, [name]: value });
          const report = E.isLeft(decoded) ? JSON.stringify(violations(decoded.left)) : '';
          expect(report).not.toContain(canary);
          expect(report).not.toContain(canary.toLowerCase());
        },
      ),
      { numRuns: 1000 },
    );
  });
});
