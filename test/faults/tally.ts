import { type Outcome, type State } from '../../shared/pipeline/outcome';
import { type Tally } from './fault';

/** All that can be known of a run's indicators, once nothing moves any more. */
export interface Evidence {
  /** `externalId`s, in the order they were sent. */
  readonly sent: readonly string[];
  /** How often each was sent. */
  readonly rounds: number;
  readonly outcomes: readonly Outcome[];
  /** What the destination holds: `externalId` and id of each. */
  readonly held: readonly { readonly id: string; readonly externalId: unknown }[];
  /** `externalId`s in jobs that wait on the queue. */
  readonly waiting: ReadonlySet<string>;
  /** `externalId`s that were found whole in what GET /api/parked gave. */
  readonly kept: ReadonlySet<string>;
}

type Fate = State | 'lost';

export interface Accounts {
  readonly tally: Omit<Tally, 'sent' | 'calls' | 'tokenCalls' | 'refusals'>;
  /** Indicators with more final outcomes than times they were sent. */
  readonly repeated: readonly string[];
  /** Indicators whose outcome names an id under which the destination holds nothing, or something else. */
  readonly mistaken: readonly string[];
}

const atDestination: readonly State[] = ['created', 'updated', 'duplicate'];
export const isFinal = ({ state }: Outcome): boolean => state !== 'deferred';

const grouped = <A>(all: readonly A[], keyOf: (one: A) => unknown): ReadonlyMap<unknown, readonly A[]> => {
  const groups = new Map<unknown, A[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
};

/** The conservation law, indicator by indicator. An outcome is believed only where the indicator itself is found. */
export const reckon = ({ sent, rounds, outcomes, held, waiting, kept }: Evidence): Accounts => {
  const finals = grouped(outcomes.filter(isFinal), ({ externalId }) => externalId);
  const copies = grouped(held, ({ externalId }) => externalId);

  const fateOf = (externalId: string): Fate => {
    const said = finals.get(externalId)?.at(-1)?.state;
    const isThere = copies.has(externalId);
    if (said === undefined) return waiting.has(externalId) ? 'deferred' : 'lost';
    if (atDestination.includes(said)) return isThere ? said : 'lost';
    if (said === 'parked') return kept.has(externalId) ? said : 'lost';
    return said;
  };
  const isMistaken = (externalId: string): boolean => {
    const last = finals.get(externalId)?.at(-1);
    const ids = copies.get(externalId)?.map(({ id }) => id) ?? [];
    return last !== undefined && last.id !== null && ids.length > 0 && !ids.includes(last.id);
  };

  const fates = sent.map(fateOf);
  const count = (fate: Fate): number => fates.filter((one) => one === fate).length;
  const surplus = sent.map((externalId) => Math.max(0, (copies.get(externalId)?.length ?? 0) - 1));
  return {
    tally: {
      created: count('created'),
      updated: count('updated'),
      duplicate: count('duplicate'),
      rejected: count('rejected'),
      skipped: count('skipped'),
      parked: count('parked'),
      deferred: count('deferred'),
      lost: count('lost'),
      doubled: surplus.reduce((sum, one) => sum + one, 0),
    },
    repeated: sent.filter((externalId) => (finals.get(externalId)?.length ?? 0) > rounds),
    mistaken: sent.filter(isMistaken),
  };
};
