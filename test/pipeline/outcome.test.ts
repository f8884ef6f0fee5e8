import fc from 'fast-check';
import { brief, held, leftOut, notCreated, reason, violationsEach } from '../../shared/pipeline/outcome';
import { requestIds } from './graph-script';
import { indicatorOf, plannedOf, provenanceAt } from './planned';

const stamp = { attempt: 2, settledAt: '2026-11-23T12:00:01.000Z' };

const [planned] = plannedOf('a');

/** The characters of XML 1.0 (production Char); a storage-queue message is XML. */
const isXml = (text: string): boolean => {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  return codes.every(
    (code) =>
      [0x9, 0xa, 0xd].includes(code) ||
      (code >= 0x20 && code <= 0xd7ff) ||
      (code >= 0xe000 && code <= 0xfffd) ||
      (code >= 0x10000 && code <= 0x10ffff),
  );
};

const unit = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }),
  fc.constantFrom(0, 8, 0x1f, 0xd83d, 0xde00, 0xfffe, 0xffff),
);
const anyText = fc.array(unit, { maxLength: 60 }).map((units) => String.fromCharCode(...units));

describe('a brief text', () => {
  it.each([
    ['a short text as it is', 'seen twice', 'seen twice'],
    ['a text of exactly the length', '0123456789', '0123456789'],
    ['a longer one cut, with a mark', '0123456789a', '012345678…'],
    ['white space', 'a\tb\nc', 'a\tb\nc'],
    ['U+FFFD for what XML cannot carry', 'a\u0000\u0008\uffff', 'a\ufffd\ufffd\ufffd'],
    ['U+FFFD for half a character', 'a\ud83d', 'a\ufffd'],
    ['a whole character', 'a😀', 'a😀'],
  ])('has %s', (_, text, expected) => {
    expect(brief(text, 10)).toBe(expected);
  });

  it('is never longer than allowed, and always what a queue message can carry', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 40 }), (text, most) => {
        const short = brief(text, most);
        expect(short.length).toBeLessThanOrEqual(most);
        expect(isXml(short)).toBe(true);
      }),
    );
  });

  it('is the text itself where that is short and clean', () => {
    fc.assert(
      fc.property(anyText.filter(isXml), (text) => {
        expect(brief(text.toWellFormed(), 60)).toBe(text);
      }),
    );
  });
});

describe('a reason', () => {
  it('keeps the first twenty violations and a text of at most 500', () => {
    const violations = Array.from({ length: 30 }, (_, index) => ({ pointer: `/${index}`, expected: 'text' }));
    const why = reason('indicator-invalid', 'x'.repeat(900), { violations });
    expect(why.violations).toEqual(violations.slice(0, 20));
    expect(why.text).toHaveLength(500);
  });

  it('says null where the destination said nothing', () => {
    expect(reason('format-unknown', 'an event of a known format')).toEqual({
      code: 'format-unknown',
      text: 'an event of a known format',
      violations: [],
      destinationCode: null,
      status: null,
    });
  });
});

describe('the outcome', () => {
  const why = reason('rejected-by-destination', 'InvalidInput');
  const from = planned ?? { provenance: provenanceAt(''), indicator: indicatorOf('none') };

  it('of a created indicator has both identities and no reason', () => {
    expect(
      held(from, { destination: 'graph', state: 'created', id: 'graph-a', why: null, requestIds }, stamp),
    ).toEqual({
      ...provenanceAt('/0'),
      ...stamp,
      destination: 'graph',
      externalId: 'a',
      observable: { kind: 'domainName', value: 'evil.example' },
      state: 'created',
      id: 'graph-a',
      reason: null,
      requestIds,
      parkedAs: null,
    });
  });

  it.each(['updated', 'duplicate', 'skipped'] as const)(
    'of one that the destination holds already has the id it is held under: %s',
    (state) => {
      const already = reason('already-held', 'the destination holds the same already');
      expect(
        held(from, { destination: 'graph', state, id: 'graph-a', why: already, requestIds }, stamp),
      ).toMatchObject({
        state,
        externalId: 'a',
        id: 'graph-a',
        reason: already,
        attempt: 2,
      });
    },
  );

  it('cuts an id that is longer than a message could carry', () => {
    const long = 'x'.repeat(5000);
    expect(
      held(from, { destination: 'graph', state: 'created', id: long, why: null, requestIds }, stamp).id,
    ).toHaveLength(1024);
  });

  it('of one that was not created has the reason, and where it is parked', () => {
    expect(
      notCreated(from, { destination: 'graph', state: 'parked', why, parkedAs: 'blob' }, stamp),
    ).toMatchObject({
      state: 'parked',
      externalId: 'a',
      id: null,
      reason: why,
      requestIds: { request: null, client: null },
      parkedAs: 'blob',
      attempt: 2,
    });
  });

  it('of what never became an indicator has no destination and no identity', () => {
    expect(leftOut(provenanceAt('/7'), { state: 'skipped', why }, stamp)).toMatchObject({
      place: '/7',
      destination: null,
      externalId: null,
      observable: null,
      state: 'skipped',
    });
  });
});

describe('violations of what was left of one event', () => {
  it.each([
    [0, 20],
    [1, 20],
    [500, 20],
    [600, 16],
    [10_000, 1],
    [20_000, 1],
  ])('of %d outcomes are at most %d each', (outcomes, most) => {
    expect(violationsEach(outcomes)).toBe(most);
  });
});
