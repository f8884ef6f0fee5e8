import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import { maxQueueBytes, queueBytes } from '../../shared/codec/queue-weight';
import { fitTexts } from '../../shared/indicator/fit-texts';
import { jobMessages, readJob, type Job } from '../../shared/pipeline/job';
import { brief } from '../../shared/pipeline/outcome';
import { validTiIndicator } from '../arbitraries/ti-indicator';
import { startOfTime } from './in-memory-environment';
import { indicatorOf, jobOf, plannedOf, provenanceAt } from './planned';
import { leftOf, rightOf } from './right-of';

const now = (): Date => new Date(startOfTime);

const read = (message: string) => readJob(now)(JSON.parse(message));

const planned = fc.tuple(validTiIndicator, fc.uuid(), fc.nat()).map(([indicator, externalId, place]) => ({
  provenance: provenanceAt(`/value/${place}`),
  indicator: { ...indicator, externalId: indicator.externalId ?? externalId },
}));

const moment = fc
  .date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
  .map((date) => date.toISOString());

const tried = fc.record({ at: moment, code: fc.string(), status: fc.option(fc.integer()) });

const job: fc.Arbitrary<Job> = fc.record({
  destination: fc.constantFrom('graph', 'another'),
  eventId: fc.constant('event-1'),
  attempts: fc.nat(50),
  firstSeenAt: moment,
  notBefore: fc.option(moment),
  history: fc.array(tried, { maxLength: 10 }),
  items: fc.array(planned, { maxLength: 30 }),
});

const messagesOf = (original: Job): readonly string[] => jobMessages(original).map(({ message }) => message);

describe('the messages of a job', () => {
  it('read back as the same indicators with the same identities, in order', () => {
    fc.assert(
      fc.property(job, (original) => {
        const jobs = messagesOf(original).map((message) => rightOf(read(message)));
        expect(jobs.flatMap((each) => each.job.items)).toEqual(original.items);
        expect(jobs.flatMap((each) => each.expired)).toEqual([]);
        expect(jobs.map((each) => ({ ...each.job, items: [] }))).toEqual(
          jobs.map(() => ({ ...original, items: [] })),
        );
      }),
    );
  });

  it('are what they say they hold', () => {
    fc.assert(
      fc.property(job, (original) => {
        for (const { job: part, message } of jobMessages(original))
          expect(rightOf(read(message)).job).toEqual(part);
      }),
    );
  });

  it('have the event of the first indicator of each', () => {
    const items = Array.from({ length: 150 }, (_, index) => ({
      provenance: { ...provenanceAt('/0'), eventId: `event-${index}` },
      indicator: indicatorOf(`n${index}`),
    }));
    const parts = jobMessages(jobOf(items)).map((each) => each.job);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map(({ eventId }) => eventId)).toEqual(
      parts.map((part) => part.items[0]?.provenance.eventId),
    );
  });

  it('keep the latest ten tries', () => {
    const history = Array.from({ length: 25 }, (_, n) => ({
      at: startOfTime,
      code: `try-${n}`,
      status: null,
    }));
    const [message = ''] = messagesOf(jobOf(plannedOf('a'), { history }));
    expect(rightOf(read(message)).job.history).toEqual(history.slice(15));
  });

  it('are none where nothing is left for later', () => {
    expect(jobMessages(jobOf([]))).toEqual([]);
  });

  it('hold at most a hundred indicators each', () => {
    const items = plannedOf(...Array.from({ length: 250 }, (_, index) => `n${index}`));
    const sizes = messagesOf(jobOf(items)).map((message) => rightOf(read(message)).job.items.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(250);
  });

  it('stay under 48 KiB, also where each indicator is as large as one may be', () => {
    const longName = '漢'.repeat(256);
    const provenance = {
      ...provenanceAt(longName),
      eventId: longName,
      source: longName,
      eventType: longName,
    };
    const items = Array.from({ length: 5 }, (_, index) => ({
      provenance,
      indicator: indicatorOf(`n${index}`, { additionalInformation: 'x'.repeat(32_000) }),
    }));
    const messages = messagesOf(jobOf(items));
    expect(messages).toHaveLength(5);
    expect(Math.max(...messages.map((message) => Buffer.byteLength(message)))).toBeLessThan(48 * 1024);
  });
});

describe('the message of one indicator that is as heavy as one may be', () => {
  it.each(['"', '&', "'", '漢', '😀', '\uffff', 'x'])(
    'fits into the queue, however long the names and the tries beside it: %j',
    (character) => {
      const name = brief(character.repeat(300), 256);
      const provenance = {
        ...provenanceAt(name),
        eventId: name,
        source: name,
        eventType: name,
        eventTime: name,
        format: 'f'.repeat(64),
      };
      const whole = indicatorOf('a'.repeat(64), {
        additionalInformation: character.repeat(40_000).toWellFormed(),
      });
      const indicator = { ...whole, ...fitTexts(whole) };
      const tried = { at: startOfTime, code: brief(character.repeat(80), 64), status: 429 };
      const job = jobOf([{ provenance, indicator }], {
        history: Array.from({ length: 12 }, () => tried),
        traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
        tracestate: `k=${'&'.repeat(510)}`,
      });
      const messages = messagesOf(job);
      expect(messages).toHaveLength(1);
      expect(messages.filter((message) => queueBytes(message) > maxQueueBytes)).toEqual([]);
    },
  );
});

describe('when an indicator expired while its job waited', () => {
  it('is read as expired, beside those that are still valid', () => {
    const [fresh, stale] = plannedOf('fresh', 'stale').map((item, index) => ({
      ...item,
      indicator: indicatorOf(item.indicator.externalId, {
        expirationDateTime: index === 0 ? '2100-01-01T00:00:00.000Z' : '2026-11-23T11:59:59.000Z',
      }),
    }));
    const items = [fresh, stale].flatMap((item) => item ?? []);
    const [message = ''] = messagesOf(jobOf(items));
    const { job: remaining, expired } = rightOf(read(message));
    expect(remaining.items).toEqual([fresh]);
    expect(expired).toEqual([
      {
        provenance: provenanceAt('/1'),
        violations: [
          {
            pointer: '/items/1/indicator/expirationDateTime',
            expected: expect.stringContaining('after now') as string,
          },
        ],
      },
    ]);
  });
});

describe('a job of an earlier version, or written by hand', () => {
  const items = plannedOf('a').map(({ provenance, indicator }) => ({
    provenance: { ...provenance, receivedAt: '2026-11-23T09:00:00.000Z' },
    indicator,
  }));
  const bare = { schema: 'indicator-gateway/job/1', destination: 'graph', attempts: 2, items };

  it('may be tried at once, and is as old as its first indicator', () => {
    expect(rightOf(readJob(now)(bare)).job).toMatchObject({
      eventId: 'event-1',
      firstSeenAt: '2026-11-23T09:00:00.000Z',
      notBefore: null,
      history: [],
    });
  });

  it.each([
    ['no time', 'long ago'],
    ['a blank', ''],
  ])('is new where its first time is %s', (_, firstSeenAt) => {
    expect(rightOf(readJob(now)({ ...bare, firstSeenAt })).job.firstSeenAt).toBe(startOfTime);
  });
});

describe('when a message is no job', () => {
  const [sound = ''] = messagesOf(jobOf(plannedOf('a')));
  const changed = (change: Readonly<Record<string, unknown>>): unknown => ({
    ...(JSON.parse(sound) as Readonly<Record<string, unknown>>),
    ...change,
  });

  it.each([
    ['text', 'hello', ''],
    ['null', null, ''],
    ['a list', [], ''],
    ['an object of another kind', {}, '/schema'],
    ['another version', changed({ schema: 'indicator-gateway/job/2' }), '/schema'],
    ['without a destination', changed({ destination: undefined }), '/destination'],
    ['with attempts in text', changed({ attempts: '1' }), '/attempts'],
    ['with items that are no list', changed({ items: {} }), '/items'],
    ['with a history in text', changed({ history: 'none' }), '/history'],
    ['with a time that is none', changed({ notBefore: 7 }), '/notBefore'],
    ['with an item that is none', changed({ items: [null] }), '/items/0'],
    ['with an item from nowhere', changed({ items: [{ indicator: {} }] }), '/items/0/provenance'],
    [
      'with an item received at no time',
      changed({ items: [{ provenance: { ...provenanceAt('/0'), receivedAt: 'long ago' }, indicator: {} }] }),
      '/items/0/provenance/receivedAt',
    ],
  ])('says what was expected where: %s', (_, message, pointer) => {
    expect(leftOf(readJob(now)(message)).map((violation) => violation.pointer)).toContain(pointer);
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (message) => {
        expect(E.isLeft(readJob(now)(message))).toBe(true);
      }),
    );
  });
});
