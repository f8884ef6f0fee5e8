import { writeJson } from '../../codec/write-json';
import { type Outcome } from '../outcome';
import { pack } from '../pack';
import { type Slip, type SlipCount, type SlipMark } from './record-store';

/** Some hundred outcomes, in UTF-16 units: what a reader of one of them reads; one that is longer has a slip of its own. */
const maxText = 128_000;

const lengthOf = ({ text }: { readonly text: string }): number => text.length;

/** How outcomes are kept otherwise than as those of their own intake. */
export interface KeptAs {
  readonly mark?: SlipMark | undefined;
  /** As of this intake, which is its event too. Needed where there is a mark and no outcome. */
  readonly intakeId?: string | undefined;
  /** Of outcomes that are not kept themselves. */
  readonly counts?: readonly SlipCount[] | undefined;
}

/** Outcomes of one intake and event, in their order. */
const groupsOf = (outcomes: readonly Outcome[]): readonly (readonly Outcome[])[] => {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const key = JSON.stringify([outcome.intakeId, outcome.eventId]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [outcome]);
    else group.push(outcome);
  }
  return [...groups.values()];
};

/** How many of these say the same. */
export const countsOf = (outcomes: readonly Outcome[]): readonly SlipCount[] => {
  const counts = new Map<string, { -readonly [K in keyof SlipCount]: SlipCount[K] }>();
  for (const { destination, state, reason } of outcomes) {
    const key = `${state} ${reason?.code ?? ''} ${destination ?? ''}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { destination, state, reason: reason?.code ?? null, count: 1 });
    else known.count += 1;
  }
  return [...counts.values()];
};

/** Ids of which the later is the greater, for as long as the process lives; unlike those of any other. */
export const slipIds = (
  random: (bytes: number) => { readonly toString: (encoding: 'hex') => string },
): (() => string) => {
  let count = 0;
  return () => {
    count = (count + 1) % 0x1000000;
    return `${count.toString(16).padStart(6, '0')}${random(5).toString('hex')}`;
  };
};

/** A slip of a mark alone. */
const blank = ({ intakeId = '', mark, counts = [] }: KeptAs, newSlipId: () => string): readonly Slip[] =>
  mark === undefined ? [] : [{ id: newSlipId(), intakeId, eventId: intakeId, counts, text: '[]', mark }];

/** Outcomes as slips of one intake and event each; none is dropped, and their order is kept. */
export const slipsOf = (
  outcomes: readonly Outcome[],
  newSlipId: () => string,
  as: KeptAs = {},
): readonly Slip[] => {
  if (outcomes.length === 0) return blank(as, newSlipId);
  const groups = as.intakeId === undefined ? groupsOf(outcomes) : [outcomes];
  return groups.flatMap((group) =>
    pack(
      group.map((outcome) => ({ outcome, text: writeJson(outcome) })),
      { weightOf: lengthOf, overhead: 2, atMost: Number.POSITIVE_INFINITY, most: maxText },
    ).flatMap((written) => {
      const [first] = written;
      if (first === undefined) return [];
      const { intakeId, eventId } =
        as.intakeId === undefined ? first.outcome : { intakeId: as.intakeId, eventId: as.intakeId };
      return [
        {
          id: newSlipId(),
          intakeId,
          eventId,
          counts: countsOf(written.map(({ outcome }) => outcome)),
          text: `[${written.map(({ text }) => text).join(',')}]`,
          ...(as.mark === undefined ? {} : { mark: as.mark }),
        },
      ];
    }),
  );
};
