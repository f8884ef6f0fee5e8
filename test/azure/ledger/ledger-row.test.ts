import { entryIn, rowOf } from '../../../shared/azure/ledger/ledger-row';
import { entryOf } from '../../../shared/delivery/ledger/ledger';
import { hasAsserted, withAssertion, sourceNameOf } from '../../../shared/delivery/ledger/assertions';
import { indicatorOf } from '../../pipeline/planned';

const at = '2026-01-01T00:00:00.000Z';

const spoken = (source: string) => ({
  source,
  externalId: 'x',
  at,
  receivedAt: at,
  eventId: 'e',
  takenBack: false,
});

/** What a row gives back of a word. */
const kept = (source: string) => {
  const entry = entryOf(indicatorOf('x'), { id: 'id', sourceTime: at, state: 'created' });
  return entryIn(rowOf('graph')({ ...entry, ...withAssertion(undefined, spoken(source)) }), 'x');
};

const topic = `/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/security/providers/Microsoft.EventGrid/topics/${'t'.repeat(50)}`;

describe('the name of a source in a row', () => {
  it.each([
    ['a short one', 'feed', 'feed'],
    ['a topic of Event Grid', topic, topic],
    ['one of 512 characters', 's'.repeat(512), 's'.repeat(512)],
  ])('is read as it was written: %s', (_, source, name) => {
    expect((kept(source)?.saidBy ?? []).map(sourceNameOf)).toEqual([name]);
  });

  it('is its SHA-256 where it is longer still, and its word is its own all the same', () => {
    const source = 's'.repeat(513);
    expect((kept(source)?.saidBy ?? []).map(sourceNameOf)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(hasAsserted(kept(source), spoken(source), at)).toBe(true);
  });

  it('is known by itself and by what an earlier version wrote of it', () => {
    const entry = kept(topic);
    const earlier = { ...entry, saidBy: entry?.saidBy?.map((word) => ({ ...word, sourceName: undefined })) };
    for (const one of [entry, earlier])
      expect(hasAsserted(one as typeof entry, spoken(topic), at)).toBe(true);
  });
});
