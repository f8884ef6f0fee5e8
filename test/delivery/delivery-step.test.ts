import fc from 'fast-check';
import { type Delivery, type DeliveryItem } from '../../shared/delivery/delivery';
import {
  initialState,
  type DeliveryEffect,
  type DeliveryEvent,
  type DeliveryState,
} from '../../shared/delivery/delivery-plan';
import { deliveriesOf, deliveryStep } from '../../shared/delivery/delivery-step';
import { entryOf } from '../../shared/delivery/ledger/ledger';
import { type LedgerEntry } from '../../shared/delivery/ports';
import { type Submission } from '../../shared/delivery/batches/submitter';
import { noRequestIds } from '../../shared/failure';
import { indicatorOf } from '../pipeline/planned';

const rules = { refreshSeconds: 0, hasUpdates: true };
const at = new Date('2030-01-01T00:00:00.000Z');
const [earlier, then, later] = [
  '2029-12-31T10:00:00.000Z',
  '2029-12-31T11:00:00.000Z',
  '2029-12-31T12:00:00.000Z',
] as const;

/** What the ledger makes of an item: the entry that it holds, said `then`. */
type Kind = 'new' | 'changed' | 'same' | 'newer' | 'older';

const itemOf = (id: string, kind: Kind): DeliveryItem => ({
  indicator: indicatorOf(id),
  sourceTime: kind === 'older' ? earlier : kind === 'same' ? then : later,
});

const entryFor = (id: string, kind: Kind): LedgerEntry | null => {
  if (kind === 'new') return null;
  const isOther = kind === 'changed' || kind === 'older';
  const indicator = indicatorOf(id, isOther ? { description: 'said otherwise' } : {});
  return entryOf(indicator, { id: `held-${id}`, sourceTime: then, state: 'created' });
};

const lookedUp = (kinds: readonly Kind[], more: { readonly unrecorded?: boolean } = {}): DeliveryEvent => {
  const named = kinds.map((kind, index) => [`${kind}${index}`, kind] as const);
  return {
    _tag: 'LookedUp',
    items: named.map(([id, kind]) => itemOf(id, kind)),
    held: new Map(
      named.flatMap(([id, kind]) => {
        const entry = entryFor(id, kind);
        return entry === null ? [] : [[id, entry] as const];
      }),
    ),
    unrecorded: false,
    place: null,
    at,
    ...more,
  };
};

const idOf = ({ deliveryItem }: Submission): string => deliveryItem.indicator.externalId;

const brief = (effects: readonly DeliveryEffect[]): readonly string[] =>
  effects.map((effect) =>
    effect._tag === 'Confirm'
      ? `Confirm ${effect.entries.map(({ externalId }) => externalId).join(' ')}`
      : `${effect._tag} ${effect.submissions.map(idOf).join(' ')}`,
  );

const said = (externalId: string, tag: Delivery['_tag']): Delivery =>
  tag === 'Created' || tag === 'Updated' || tag === 'Revoked'
    ? { _tag: tag, externalId, id: `${tag}-${externalId}`, requestIds: noRequestIds }
    : tag === 'Duplicate' ||
        tag === 'Superseded' ||
        tag === 'TakenBack' ||
        tag === 'StillSaid' ||
        tag === 'OfAnother' ||
        tag === 'NotHeld'
      ? { _tag: tag, externalId, id: '' }
      : tag === 'Unfit'
        ? { _tag: tag, externalId, code: 'a-code', text: 'a text' }
        : {
            ...{ _tag: tag, externalId, code: 'a-code', message: 'a text', status: 500 },
            ...{ retryAfterSeconds: null, requestIds: noRequestIds },
          };

describe('after the look-up', () => {
  it.each<[string, readonly Kind[], boolean, readonly string[]]>([
    ['what is new is created', ['new', 'new'], true, ['Create new0 new1']],
    ['what has changed is changed', ['changed'], true, ['Change changed0']],
    ['what has changed is created anew without updates', ['changed'], false, ['Create changed0']],
    ['what is the same needs no call', ['same'], true, []],
    ['what is older needs no call', ['older'], true, []],
    ['what is the same and newer is confirmed', ['newer'], true, ['Confirm newer0']],
    ['nothing comes of nothing', [], true, []],
    [
      'each goes its way, at once',
      ['new', 'changed', 'same', 'newer', 'older', 'new'],
      true,
      ['Confirm newer3', 'Create new0 new5', 'Change changed1'],
    ],
  ])('%s', (_, kinds, hasUpdates, effects) => {
    const [, done] = deliveryStep(initialState, { ...rules, hasUpdates }, lookedUp(kinds));
    expect(brief(done)).toEqual(effects);
  });

  it('what could not be looked up is created, and marked so', () => {
    const event = { ...lookedUp(['changed', 'same']), held: null, unrecorded: true } as DeliveryEvent;
    const [, [create]] = deliveryStep(initialState, rules, event);
    expect(create).toMatchObject({
      _tag: 'Create',
      submissions: [{ unrecorded: true }, { unrecorded: true }],
    });
  });
});

describe('after a change', () => {
  it.each<[Delivery['_tag'], readonly string[]]>([
    ['Updated', []],
    ['Unsettled', []],
    ['Retired', []],
    ['Gone', ['Create changed0']],
    ['Rejected', ['Create changed0']],
  ])('that is %s: %j', (tag, effects) => {
    const [state, [change]] = deliveryStep(initialState, rules, lookedUp(['changed']));
    const submissions = change?._tag === 'Change' ? change.submissions : [];
    const [next, done] = deliveryStep(state, rules, {
      _tag: 'Changed',
      submissions,
      deliveries: [said('changed0', tag)],
    });
    expect(brief(done)).toEqual(effects);
    expect(deliveriesOf(next)).toEqual([
      expect.objectContaining(
        effects.length === 0 ? { _tag: tag } : { _tag: 'Unsettled', code: 'no-answer-for-item' },
      ),
    ]);
  });
});

const kinds = fc.array(fc.constantFrom<Kind>('new', 'changed', 'same', 'newer', 'older'), { maxLength: 12 });
const created = fc.constantFrom<Delivery['_tag']>('Created', 'Rejected', 'Unsettled', 'Retired');
const changed = fc.constantFrom<Delivery['_tag']>('Updated', 'Gone', 'Rejected', 'Unsettled');

/** Brings a share to its end; what is under way is answered in any order, as `order` has it. */
const bringBy = (
  share: readonly Kind[],
  tags: { readonly created: readonly Delivery['_tag'][]; readonly changed: readonly Delivery['_tag'][] },
  order: readonly number[],
) => {
  const asked = { Create: [] as string[], Change: [] as string[], TakeBack: [] as string[] };
  let state: DeliveryState = initialState;
  let open: readonly DeliveryEffect[] = [];
  const dispatch = (event: DeliveryEvent): void => {
    const [next, effects] = deliveryStep(state, rules, event);
    state = next;
    open = [...open, ...effects];
  };
  const tagFor = (list: readonly Delivery['_tag'][], index: number) => list[index % list.length] ?? 'Created';
  const answer = (effect: DeliveryEffect): void => {
    if (effect._tag === 'Confirm') return;
    const { submissions } = effect;
    asked[effect._tag].push(...submissions.map(idOf));
    const list = effect._tag === 'Create' ? tags.created : tags.changed;
    const deliveries = submissions.map((submission, index) => said(idOf(submission), tagFor(list, index)));
    dispatch(
      effect._tag === 'Create'
        ? { _tag: 'Created', submissions, deliveries }
        : { _tag: 'Changed', submissions, deliveries },
    );
  };
  dispatch(lookedUp(share));
  for (let turn = 0; open.length > 0; turn += 1) {
    const index = (order[turn % order.length] ?? 0) % open.length;
    const effect = open[index];
    open = open.filter((_, place) => place !== index);
    if (effect !== undefined) answer(effect);
  }
  return { deliveries: deliveriesOf(state), asked };
};

describe('whatever the destination says, in whatever order', () => {
  const world = fc.record({
    share: kinds,
    tags: fc.record({
      created: fc.array(created, { minLength: 1, maxLength: 5 }),
      changed: fc.array(changed, { minLength: 1, maxLength: 5 }),
    }),
    order: fc.array(fc.nat(5), { minLength: 1, maxLength: 6 }),
  });

  it('each item has one delivery, at its position, and none is left without an answer', () => {
    fc.assert(
      fc.property(world, ({ share, tags, order }) => {
        const { deliveries } = bringBy(share, tags, order);
        expect(deliveries.map(({ externalId }) => externalId)).toEqual(share.map((kind, n) => `${kind}${n}`));
        expect(deliveries.filter((one) => 'code' in one && one.code !== 'a-code')).toEqual([]);
      }),
    );
  });

  it('each is created once at the most and changed once at the most, and what needs no call never', () => {
    fc.assert(
      fc.property(world, ({ share, tags, order }) => {
        const { asked } = bringBy(share, tags, order);
        expect(new Set(asked.Create).size).toBe(asked.Create.length);
        expect(new Set(asked.Change).size).toBe(asked.Change.length);
        expect([...asked.Create, ...asked.Change].filter((id) => /^(same|newer|older)/.test(id))).toEqual([]);
      }),
    );
  });

  it('the order makes no difference', () => {
    fc.assert(
      fc.property(world, ({ share, tags, order }) => {
        expect(bringBy(share, tags, order).deliveries).toEqual(bringBy(share, tags, [0]).deliveries);
      }),
    );
  });
});
