import { byPrecedence } from '../../indicator/precedence';
import { type Indicator } from '../../indicator/indicator';
import { ownErrorDetail, unsettled } from '../batches/bulk-operation';
import { type Delivery } from '../delivery';
import { type Batches } from '../batches/in-batches';
import { type Room } from '../ports';
import { type Submission } from '../batches/submitter';

/** A refusal for want of room is checked against a count no older than this. */
const refusalAgeMs = 60_000;

const indicatorOf = ({ deliveryItem }: Submission): Indicator => deliveryItem.indicator;

const noRoom = (externalId: string, held: number | null, max: number): Delivery =>
  unsettled(externalId, ownErrorDetail('quota', `it holds ${held ?? 'as many as it may'} of ${max}`));

/**
 * Only a word in its reason says that the destination is full. It is believed where the count says so too, or where there is no
 * count. Otherwise it may mean anything, and is tried again like any trouble.
 */
const judged =
  (room: Room) =>
  async (
    submissions: readonly Submission[],
    deliveries: readonly Delivery[],
  ): Promise<readonly Delivery[]> => {
    if (!deliveries.some(({ _tag }) => _tag === 'Full')) return deliveries;
    const held = await room.held(refusalAgeMs);
    return deliveries.map((delivery, index) => {
      const submission = submissions[index];
      if (delivery._tag !== 'Full' || submission === undefined) return delivery;
      const isFull = held === null || held + room.weightOf(indicatorOf(submission)) > room.max;
      return isFull
        ? noRoom(delivery.externalId, held, room.max)
        : { ...delivery, _tag: 'Unsettled', code: 'tenant-full' };
    });
  };

/**
 * Whether an indicator needs a place: one that replaces what is there needs none. Where the ledger can't say, the destination
 * does.
 */
const isNew = ({ held, unrecorded }: Submission): boolean => held === null && !unrecorded;

const inPrecedence = (submissions: readonly Submission[]): readonly Submission[] =>
  [...submissions].sort((one, other) => byPrecedence(one.deliveryItem, other.deliveryItem));

/** New indicators go only as far as there is room, the best first. Changes of what is there all go. */
export const withinRoom =
  (room: Room | null) =>
  (batches: Batches): Batches => {
    if (room === null) return batches;
    const judge = judged(room);
    return {
      create: async (submissions, deadline) => {
        const added = inPrecedence(submissions.filter(isNew));
        const entered = added.slice(0, await room.enter(added.map(indicatorOf)));
        const held = await room.held();
        // Where the ledger can't say what is held, the destination takes as many as it can, in the order in which they come.
        const going = [...entered, ...inPrecedence(submissions.filter((submission) => !isNew(submission)))];
        let taken: readonly Submission[] = [];
        let deliveries: readonly Delivery[] = [];
        try {
          deliveries = await batches.create(going, deadline);
          taken = entered.filter((_, index) => deliveries[index]?._tag === 'Created');
        } finally {
          room.left(entered.map(indicatorOf), taken.map(indicatorOf));
        }
        const judgedById = new Map(
          (await judge(going, deliveries)).map((delivery) => [delivery.externalId, delivery] as const),
        );
        return submissions.map((submission) => {
          const { externalId } = indicatorOf(submission);
          return judgedById.get(externalId) ?? noRoom(externalId, held, room.max);
        });
      },
      takeBack: batches.takeBack,
      change: async (submissions, deadline) =>
        judge(submissions, await batches.change(submissions, deadline)),
    };
  };
