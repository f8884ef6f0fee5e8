export type Channel = 'http' | 'http, later' | 'queue';

/** An event that was sent, and whether the app took it. */
export interface Sent {
  readonly ids: readonly string[];
  readonly channel: Channel;
  /** true: answered 2xx, or on the queue. */
  readonly taken: boolean;
}

/** Where an indicator was found when all had come to rest. */
export interface Whereabouts {
  /** How many times the destination holds an id. */
  readonly stored: ReadonlyMap<string, number>;
  readonly queued: ReadonlySet<string>;
  /** The reason's code by id. */
  readonly parked: ReadonlyMap<string, string>;
}

export interface Account {
  readonly events: Readonly<Record<Channel | 'notAnswered', number>>;
  /** Indicators of the events that were taken. */
  readonly taken: number;
  readonly stored: number;
  readonly queued: number;
  readonly parked: Readonly<Record<string, number>>;
  readonly lost: number;
  /** The first of the lost, with the way they went. */
  readonly lostIds: readonly string[];
  /** Ids that the destination holds more than once. */
  readonly doubled: number;
  /** Indicators in events without an answer, which a sender would send again. */
  readonly notAnswered: number;
  readonly notAnsweredStored: number;
}

const shown = 20;

/** Looks for every indicator that was sent. One that was taken and is nowhere is lost. */
export const accountOf = (sent: readonly Sent[], { stored, queued, parked }: Whereabouts): Account => {
  const events = { http: 0, 'http, later': 0, queue: 0, notAnswered: 0 };
  const count = { taken: 0, stored: 0, queued: 0, notAnswered: 0, notAnsweredStored: 0 };
  const reasons = new Map<string, number>();
  const lost: string[] = [];
  for (const { ids, channel, taken } of sent) {
    events[taken ? channel : 'notAnswered'] += 1;
    for (const id of ids) {
      const reason = parked.get(id);
      if (!taken) {
        count.notAnswered += 1;
        if (stored.has(id)) count.notAnsweredStored += 1;
        continue;
      }
      count.taken += 1;
      if (stored.has(id)) count.stored += 1;
      else if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      else if (queued.has(id)) count.queued += 1;
      else lost.push(`${id} (${channel})`);
    }
  }
  return {
    events,
    ...count,
    parked: Object.fromEntries(reasons),
    lost: lost.length,
    lostIds: lost.slice(0, shown),
    doubled: [...stored.values()].filter((times) => times > 1).length,
  };
};
