import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import { jobMessages, readJob } from '../../shared/pipeline/job';
import { validTiIndicator } from '../arbitraries/ti-indicator';
import { startOfTime } from './in-memory-environment';
import { indicatorOf, plannedOf, provenanceAt } from './planned';
import { leftOf, rightOf } from './right-of';

const now = (): Date => new Date(startOfTime);

const read = (message: string) => readJob(now)(JSON.parse(message));

const planned = fc.tuple(validTiIndicator, fc.uuid(), fc.nat()).map(([indicator, externalId, place]) => ({
  provenance: provenanceAt(`/value/${place}`),
  indicator: { ...indicator, externalId: indicator.externalId ?? externalId },
}));

const job = fc.record({
  destination: fc.constantFrom('graph', 'another'),
  attempts: fc.nat(50),
  items: fc.array(planned, { maxLength: 30 }),
});

describe('the messages of a job', () => {
  it('read back as the same indicators with the same identities, in order', () => {
    fc.assert(
      fc.property(job, (original) => {
        const jobs = jobMessages(original).map((message) => rightOf(read(message)));
        expect(jobs.flatMap((each) => each.job.items)).toEqual(original.items);
        expect(jobs.flatMap((each) => each.expired)).toEqual([]);
        expect(jobs.filter((each) => each.job.destination !== original.destination)).toEqual([]);
        expect(jobs.filter((each) => each.job.attempts !== original.attempts)).toEqual([]);
      }),
    );
  });

  it('are none where nothing is left for later', () => {
    expect(jobMessages({ destination: 'graph', attempts: 1, items: [] })).toEqual([]);
  });

  it('hold at most a hundred indicators each', () => {
    const items = plannedOf(...Array.from({ length: 250 }, (_, index) => `n${index}`));
    const sizes = jobMessages({ destination: 'graph', attempts: 1, items }).map(
      (message) => rightOf(read(message)).job.items.length,
    );
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
    const messages = jobMessages({ destination: 'graph', attempts: 1, items });
    expect(messages).toHaveLength(5);
    expect(Math.max(...messages.map((message) => Buffer.byteLength(message)))).toBeLessThan(48 * 1024);
  });
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
    const [message = ''] = jobMessages({ destination: 'graph', attempts: 1, items });
    const { job: remaining, expired } = rightOf(read(message));
    expect(remaining.items).toEqual([fresh]);
    expect(expired).toEqual([
      {
        provenance: provenanceAt('/1'),
        violations: [
          {
            pointer: '/items/1/expirationDateTime',
            expected: expect.stringContaining('after now') as string,
          },
        ],
      },
    ]);
  });
});

describe('when a message is no job', () => {
  const [sound = ''] = jobMessages({ destination: 'graph', attempts: 1, items: plannedOf('a') });
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
    ['with an item that is none', changed({ items: [null] }), '/items/0'],
    ['with an item from nowhere', changed({ items: [{ indicator: {} }] }), '/items/0/provenance'],
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
