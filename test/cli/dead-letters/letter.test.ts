import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { lettersIn } from '../../../cli/dead-letters/dead-letter';
import { linesOf } from '../../../cli/dead-letters/rows';
import { storageTrouble } from '../../../cli/dead-letters/trouble';
import { cloudEvent, gridEvent } from '../../envelopes/events';

/** As MicrosoftDocs, event-grid/delivery-and-retry shows them, and the status that users have seen. */
const byGrid = {
  deadLetterReason: 'MaxDeliveryAttemptsExceeded',
  deliveryAttempts: 30,
  lastDeliveryOutcome: 'NotFound',
  lastHttpStatusCode: 404,
  publishTime: '2030-01-30T17:18:14.0265758Z',
  lastDeliveryAttemptTime: '2030-01-31T11:00:00.0465788Z',
};

const inLowerCase = Object.fromEntries(
  Object.entries(byGrid).map(([name, value]) => [name.toLowerCase(), value]),
);

const said = {
  reason: 'MaxDeliveryAttemptsExceeded',
  attempts: 30,
  outcome: 'NotFound',
  status: 404,
  at: '2030-01-31T11:00:00.0465788Z',
};

const lettersOf = (content: unknown) => lettersIn(JSON.stringify(content));

describe('a blob of dead letters', () => {
  const grid = gridEvent({ a: 1 });
  const cloud = cloudEvent({ data: { a: 1 } });

  it.each([
    [
      'of Event Grid',
      { ...grid, ...byGrid },
      { event: grid, isCloudEvent: false, eventId: 'grid-1', ...said },
    ],
    [
      'as CloudEvents',
      { ...cloud, ...inLowerCase },
      { event: cloud, isCloudEvent: true, eventId: 'cloud-1', ...said },
    ],
    [
      'with less said',
      { ...grid, deadLetterReason: 'x' },
      { event: grid, reason: 'x', attempts: null, status: null, at: null },
    ],
    ['with nothing said', grid, { event: grid, reason: null, outcome: null }],
  ])('gives back the events %s, without what Event Grid added, and says why', (_, item, letter) => {
    expect(lettersOf([item])).toEqual([expect.objectContaining(letter)]);
  });

  it('takes one event without a list, and several', () => {
    expect(lettersOf({ ...grid, ...byGrid })).toHaveLength(1);
    expect(lettersOf([grid, cloud])).toHaveLength(2);
  });

  it("takes a CloudEvent without its version, as Microsoft's examples have it", () => {
    const { specversion, ...bare } = cloud;
    expect(lettersOf([{ ...bare, ...inLowerCase }])).toMatchObject([
      { isCloudEvent: true, event: { specversion } },
    ]);
  });

  it.each(['', '[]', '[1]', 'null', '"text"', '{"half":', '[{"a":1}, 2]'])(
    'is none where it is %s',
    (text) => {
      expect(lettersIn(text)).toBeNull();
    },
  );

  it('gives back every event as it was, whatever it holds', () => {
    const events = fc.dictionary(fc.string(), fc.jsonValue()).map((more) => ({ ...more, ...grid }));
    fc.assert(
      fc.property(events, fc.boolean(), (event, lower) => {
        const clean = JSON.parse(JSON.stringify(event)) as Record<string, unknown>;
        expect(lettersOf([{ ...clean, ...(lower ? inLowerCase : byGrid) }])?.[0]?.event).toEqual(clean);
      }),
    );
  });
});

describe('a line about a letter', () => {
  const blob = (content: unknown) => ({
    name: 'SUBSCRIPTION/2030/1/31/11/0b9a7c1e.json',
    modifiedAt: new Date('2030-01-31T10:00:00Z'),
    version: '',
    letters: lettersOf(content),
  });
  const now = new Date('2030-01-31T12:00:00Z');

  it('says the reason, how often it was tried, the last answer, which event and from whom', () => {
    const lines = stripVTControlCharacters(linesOf(blob([{ ...gridEvent({}), ...byGrid }]), now));
    expect(lines.split('\n')).toEqual([
      'SUBSCRIPTION/2030/1/31/11/0b9a7c1e.json  2h',
      '  MaxDeliveryAttemptsExceeded after 30 tries (404 NotFound): grid-1 from /subscriptions/s/topics/t',
    ]);
  });

  it('keeps within the terminal, and from steering it', () => {
    const topic = `\u001b[2J${'x'.repeat(200)}`;
    const coloured = linesOf(blob([{ ...gridEvent({}, { topic }), ...byGrid }]), now, 100);
    const lines = stripVTControlCharacters(coloured);
    expect(coloured).not.toContain('\u001b[2J');
    expect(Math.max(...lines.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});

describe('what the storage account did not do', () => {
  it.each([
    [
      { code: 'AuthorizationPermissionMismatch', statusCode: 403 },
      'you need the role Storage Blob Data Contributor',
    ],
    [{ code: 'AuthorizationFailure', statusCode: 403 }, 'network rules refuse this machine'],
    [{ name: 'AggregateAuthenticationError' }, 'az login'],
    [{ code: 'ENOTFOUND' }, 'no storage account of that name'],
    [{ code: 'Something', statusCode: 500 }, 'see --account'],
    [undefined, 'see --account'],
  ])('is said with what to do: %j', (error, advice) => {
    expect(storageTrouble(error).advice).toContain(advice);
  });

  it('never shows what the error of the client holds', () => {
    const { message, advice } = storageTrouble({ code: 'x', message: 'sig=c4n4ry', request: 'c4n4ry' });
    expect(`${message}${advice}`).not.toContain('c4n4ry');
  });
});
