import fc from 'fast-check';
import { type Verdict } from '../../shared/destinations/destination';
import { sentinel } from '../../shared/destinations/sentinel/sentinel';
import { type Indicator } from '../../shared/indicator/indicator';
import { batchOf } from '../arbitraries/indicator';
import { indicatorOf } from '../pipeline/planned';
import { answerOf } from './graph-verdicts';

const at = new Date('2026-11-23T12:00:00.000Z');

const [a, b] = [indicatorOf('a'), indicatorOf('b')];

/** Three objects. */
const wide = indicatorOf('wide', {
  networkDestinationIPv4: '45.155.205.233',
  url: 'https://wide.example/x',
});

const idsOf = (indicator: Indicator): readonly string[] =>
  (
    sentinel.request([indicator], at).body as { readonly stixobjects: readonly { readonly id: string }[] }
  ).stixobjects.map(({ id }) => id);

const brief = (said: ReturnType<typeof sentinel.read>): unknown =>
  said._tag === 'Split'
    ? 'Split'
    : said.verdicts.map((verdict: Verdict) => [
        verdict.externalId,
        verdict._tag,
        'id' in verdict ? verdict.id : verdict.code,
      ]);

const read = (indicators: readonly Indicator[], status: number, body?: unknown, wait: number | null = null) =>
  brief(sentinel.read(indicators, answerOf(status, body, wait)));

describe('an upload that was taken', () => {
  it('is one verdict for each indicator, with the id of its first object', () => {
    expect(read([a, wide], 200)).toEqual([
      ['a', 'Created', idsOf(a)[0]],
      ['wide', 'Created', idsOf(wide)[0]],
    ]);
  });

  it.each(['errorMessages', 'validationErrorMessages'])(
    'but for some objects rejects whose they are: %s',
    (key) => {
      const body = {
        errors: [{ recordIndex: 1, [key]: ['Error for Property=id: Required property is missing.'] }],
      };
      expect(read([a, b, wide], 200, body)).toEqual([
        ['a', 'Created', idsOf(a)[0]],
        ['b', 'Rejected', 'object-refused'],
        ['wide', 'Created', idsOf(wide)[0]],
      ]);
    },
  );

  it('in part rejects the indicator, and says that the rest of it is held', () => {
    const said = sentinel.read(
      [a, wide, b],
      answerOf(200, { errors: [{ recordIndex: 2, errorMessages: ['no'] }] }),
    );
    expect(brief(said)).toEqual([
      ['a', 'Created', idsOf(a)[0]],
      ['wide', 'Rejected', 'object-refused'],
      ['b', 'Created', idsOf(b)[0]],
    ]);
    expect(said).toMatchObject({
      verdicts: [{}, { message: '1 of 3 objects, the others were taken: no' }, {}],
    });
  });

  it.each<[string, unknown]>([
    ['no position', { errors: [{ errorMessages: ['no'] }] }],
    ['a position that there is not', { errors: [{ recordIndex: 7, errorMessages: ['no'] }] }],
    ['something that is no object', { errors: [null] }],
  ])('but for what it does not say is asked for in halves: %s', (_, body) => {
    expect(read([a, b], 200, body)).toBe('Split');
    expect(read([a], 200, body)).toEqual([['a', 'Rejected', 'object-refused']]);
  });

  it('with every object refused creates nothing', () => {
    const errors = [0, 1].map((recordIndex) => ({ recordIndex, errorMessages: ['no'] }));
    expect(read([a, b], 200, { errors })).toEqual([
      ['a', 'Rejected', 'object-refused'],
      ['b', 'Rejected', 'object-refused'],
    ]);
  });
});

describe('an upload that was refused', () => {
  it.each([
    ['as malformed, several', [a, b], 400, 'Split'],
    ['as malformed, one', [a], 400, [['a', 'Rejected', 'BadRequest']]],
    ['as too large', [a, b], 413, 'Split'],
    ['for want of a token', [a], 401, [['a', 'Unsettled', 'BadRequest']]],
    ['for want of the role', [a], 403, [['a', 'Unsettled', 'BadRequest']]],
    ['as too many', [a], 429, [['a', 'Unsettled', 'BadRequest']]],
    ['by a service in trouble', [a], 500, [['a', 'Unsettled', 'BadRequest']]],
    ['by a redirect', [a], 302, [['a', 'Unsettled', 'BadRequest']]],
    [
      'for a workspace that is not there: never for an API that is gone',
      [a],
      404,
      [['a', 'Unsettled', 'workspace-not-found']],
    ],
    ['as gone', [a], 410, [['a', 'Unsettled', 'BadRequest']]],
  ] as const)('%s', (_, indicators, status, expected) => {
    expect(read(indicators, status, { error: { code: 'BadRequest', message: 'no' } })).toEqual(expected);
  });
});

describe('the calls of a batch', () => {
  it('hold at most a hundred objects each, and no more calls than that takes', () => {
    fc.assert(
      fc.property(batchOf(100), (batch) => {
        const fit = batch.filter((indicator) => sentinel.unfit(indicator) === null);
        const sizes = sentinel.calls(fit).map((call) => call.flatMap(idsOf).length);
        expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(100);
        // Two neighbours would not fit into one.
        sizes.slice(1).forEach((size, index) => expect(size + (sizes[index] ?? 0)).toBeGreaterThan(100));
      }),
    );
  });
});
