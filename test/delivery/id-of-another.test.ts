import * as E from 'fp-ts/Either';
import { decideByLedger, entryOf } from '../../shared/delivery/ledger/ledger';
import { type LedgerEntry, type Assertion } from '../../shared/delivery/ports';
import { type AssertionSource } from '../../shared/delivery/ledger/assertions';
import { externalIdOf } from '../../shared/indicator/identity';
import { receive } from '../../shared/pipeline/receive';
import { inMemoryWorld, routeTo } from '../pipeline/in-memory-environment';
import { eventWith, indicatorOf, tiIndicatorJson } from '../pipeline/planned';
import { rightOf } from '../pipeline/right-of';
import { graphProduct } from './life-products';

const now = new Date('2026-06-10T00:00:00.000Z');
const at = '2026-06-02T00:00:00.000Z';
const identityScope = 'test';
const rules = { refreshSeconds: 24 * 3600, identityScope };

const naming = (domainName: string, externalId = 'a') => indicatorOf(externalId, { domainName });

const sayerOf = (source: string, sender?: string): AssertionSource => ({
  source,
  externalId: 'a',
  receivedAt: at,
  eventId: 'event',
  ...(sender === undefined ? {} : { sender }),
});

const wordOf = (source: string, sender?: string, takenBack = false): Assertion => ({
  ...sayerOf(source, sender),
  at,
  takenBack,
});

const rowOf = (saidBy: readonly Assertion[], more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...entryOf(naming('blocked.example'), { id: 'held-id', sourceTime: at, state: 'created' }),
  saidBy,
  ...more,
});

const decided = (
  held: LedgerEntry,
  assertedBy: AssertionSource,
  indicator = naming('harmless.example'),
): string =>
  decideByLedger(held, { indicator, sourceTime: '2026-06-03T00:00:00.000Z', assertedBy }, { rules, now })
    ._tag;

const [one, other] = [sayerOf('one:siem', 'one'), sayerOf('other:siem', 'other')];
const byOne = wordOf('one:siem', 'one');

describe('another thing under an id that is held', () => {
  it.each<[string, LedgerEntry, AssertionSource, string]>([
    ['another sender', rowOf([byOne]), other, 'OfAnother'],
    ['another sender, in its changed form', rowOf([byOne], { state: 'updated' }), other, 'OfAnother'],
    ['another sender, while it is sent', rowOf([byOne], { state: 'sending' }), other, 'OfAnother'],
    ['the same sender', rowOf([byOne]), one, 'Update'],
    ['the same sender by another source', rowOf([byOne]), sayerOf('one:other', 'one'), 'Update'],
    ['a sender, of what nobody in particular says', rowOf([wordOf('http')]), other, 'OfAnother'],
    ['nobody in particular, of what a sender says', rowOf([byOne]), sayerOf('http'), 'OfAnother'],
    ['nobody in particular, of what such says', rowOf([wordOf('http')]), sayerOf('a queue'), 'Update'],
    ['both of two senders', rowOf([byOne, wordOf('other:siem', 'other')]), other, 'OfAnother'],
    ['more than the row names', rowOf([], { othersSayIt: true }), other, 'OfAnother'],
    ['the sender, in a row of an earlier version', rowOf([wordOf('one:siem')]), one, 'Update'],
    ['another of its sources, in such a row', rowOf([wordOf('one:siem')]), sayerOf('one:b', 'one'), 'Update'],
    ['another sender, in such a row', rowOf([wordOf('one:siem')]), other, 'OfAnother'],
  ])('said by %s', (_, held, assertedBy, tag) => {
    expect(decided(held, assertedBy)).toBe(tag);
  });

  it.each<[string, LedgerEntry]>([
    ['taken back by the other', rowOf([wordOf('one:siem', 'one', true)])],
    ['gone', rowOf([byOne], { state: 'revoked' })],
    ['expired', rowOf([byOne], { expires: at })],
  ])('is free once it is %s', (_, held) => {
    expect(['Create', 'Update']).toContain(decided(held, other));
  });

  it('goes to whoever names that of which the id is computed', () => {
    const computed = externalIdOf(identityScope, naming('blocked.example'));
    const squatted: LedgerEntry = {
      ...entryOf(naming('harmless.example', computed), { id: 'i', sourceTime: at, state: 'created' }),
      saidBy: [wordOf('other:siem', 'other')],
    };
    expect(decided(squatted, one, naming('blocked.example', computed))).toBe('Update');
    expect(decided(squatted, one, naming('third.example', computed))).toBe('OfAnother');
  });
});

it('the same thing from another sender is changed as before', () => {
  const indicator = { ...naming('blocked.example'), description: 'said otherwise' };
  expect(decided(rowOf([byOne]), other, indicator)).toBe('Update');
});

describe('when a sender sends another thing under the id of another sender', () => {
  it('is told that the id is taken, and what is held stays', async () => {
    const product = graphProduct();
    const route = routeTo((call) => E.right(product.answer(call)));
    const world = inMemoryWorld([route], { ledger: 'on' });
    const send = async (sender: string, domainName: string) => {
      const event = eventWith(tiIndicatorJson(domainName, { externalId: 'known' }));
      const intent = { channel: 'http' as const, attempts: 0, deadline: world.deadline(60), later: false };
      const { outcomes } = rightOf(await receive(world.environment)({ ...event, sender }, intent)());
      return outcomes.map(({ state, reason }) => [state, reason?.code ?? null]);
    };
    expect(await send('one', 'blocked-site.com')).toEqual([['created', null]]);
    expect(await send('other', 'harmless-site.com')).toEqual([['rejected', 'id-of-another']]);
    expect(route.calls).toHaveLength(1);
    expect(await send('one', 'moved-site.com')).toEqual([['updated', null]]);
  });
});
