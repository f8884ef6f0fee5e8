import fc from 'fast-check';
import { type Outcome, brief, leftOut, notCreated, reason } from '../../../shared/pipeline/outcome';
import {
  groupMessages,
  joinMessages,
  outcomeMessages,
  type OutcomeMessage,
} from '../../../shared/pipeline/outcomes/outcome-messages';
import { startOfTime } from '../in-memory-environment';
import { indicatorOf, provenanceAt } from '../planned';

const bytes = (text: string | undefined): number => Buffer.byteLength(text ?? '');

const parse = (text: string): OutcomeMessage => JSON.parse(text) as OutcomeMessage;

const limit = 48 * 1024;

const stamp = { attempt: 99_999, settledAt: startOfTime };

/** Every name of the sender at its longest, in characters of three bytes. */
const longName = brief('漢'.repeat(5_000), 256);

const longProvenance = {
  ...provenanceAt(longName),
  eventId: longName,
  source: longName,
  eventType: longName,
  eventTime: longName,
};

const violations = Array.from({ length: 100 }, (_, index) => ({
  pointer: `/${index}${'漢'.repeat(196)}`,
  expected:
    'a property of tiIndicator, perhaps networkDestinationCidrBlock (names are case-sensitive)'.repeat(3),
}));

const invalid = leftOut(
  longProvenance,
  { state: 'skipped', why: reason('indicator-invalid', '漢'.repeat(5_000), { violations }) },
  stamp,
);

const rejected = notCreated(
  {
    provenance: longProvenance,
    indicator: indicatorOf('漢'.repeat(5_000), { url: `https://evil.example/${'漢'.repeat(5_000)}` }),
  },
  {
    destination: 'graph',
    state: 'rejected',
    why: reason('rejected-by-destination', '"'.repeat(5_000), {
      destinationCode: 'InvalidInput',
      status: 400,
    }),
    requestIds: { request: 'r'.repeat(100), client: 'c'.repeat(100) },
  },
  stamp,
);

const small = leftOut(
  provenanceAt('/0'),
  { state: 'skipped', why: reason('format-unknown', 'a format') },
  stamp,
);

const outcomes: fc.Arbitrary<readonly Outcome[]> = fc.array(fc.constantFrom(small, invalid, rejected), {
  maxLength: 200,
});

describe('the messages of the outcome queue', () => {
  it('hold every outcome once, in order', () => {
    fc.assert(
      fc.property(outcomes, (all) => {
        expect(outcomeMessages(all).flatMap((message) => parse(message).outcomes)).toEqual(all);
      }),
    );
  });

  it('stay under 48 KiB, however long what the sender wrote', () => {
    fc.assert(
      fc.property(outcomes, (all) => {
        const sizes = outcomeMessages(all).map(bytes);
        expect(sizes.filter((size) => size > limit)).toEqual([]);
      }),
    );
  });

  it.each([
    ['one with a hundred long violations', invalid],
    ['one with an endless identity and URL', rejected],
  ])('stay under 48 KiB for a single outcome: %s', (_, outcome) => {
    expect(outcomeMessages([outcome])).toHaveLength(1);
    expect(bytes(outcomeMessages([outcome])[0])).toBeLessThan(limit);
  });

  it('hold the same in fewer that are no longer, where those of several events are joined', () => {
    fc.assert(
      fc.property(fc.array(outcomes, { maxLength: 20 }), (events) => {
        const messages = events.flatMap(outcomeMessages);
        const joined = groupMessages(messages, (message) => message).map(joinMessages);
        expect(joined.flatMap((message) => parse(message).outcomes)).toEqual(events.flat());
        expect(joined.map(bytes).filter((size) => size > limit)).toEqual([]);
        expect(joined.length).toBeLessThanOrEqual(messages.length);
      }),
      { numRuns: 50 },
    );
  });

  it('are one of several events where they fit, but for what is no such message', () => {
    const [message = ''] = outcomeMessages([small]);
    const all = [message, message, 'another thing', message];
    expect(groupMessages(all, (one) => one)).toEqual([[message, message], ['another thing'], [message]]);
  });

  it('say their schema', () => {
    expect(outcomeMessages([small]).map(parse)).toEqual([
      { schema: 'indicator-gateway/outcomes/1', outcomes: [small] },
    ]);
  });

  it('are none for no outcome', () => {
    expect(outcomeMessages([])).toEqual([]);
  });
});
