import { randomBytes } from 'node:crypto';
import { defender } from './rules';

/** An indicator as Graph shows it: all declared properties, and whatever undeclared ones were sent. */
export interface StoredIndicator extends Readonly<Record<string, unknown>> {
  readonly id: string;
}

/** `sequence` is the place in the order of creation, which paging follows; before `visibleFrom` nobody finds it. */
export interface Entry {
  readonly sequence: number;
  readonly owner: string;
  /** Epoch milliseconds. */
  readonly visibleFrom: number;
  indicator: StoredIndicator;
}

export interface Store {
  readonly nextId: (targetProduct: unknown) => string;
  readonly add: (owner: string, indicator: StoredIndicator, hiddenForMs?: number) => void;
  readonly replace: (entry: Entry, indicator: StoredIndicator) => void;
  readonly remove: (entry: Entry) => void;
  readonly find: (id: string) => Entry | undefined;
  readonly withExternalId: (owner: string, externalId: string) => readonly Entry[];
  /** Up to `size` visible entries of an owner from a sequence on, and the sequence the next page starts with. */
  readonly page: (
    owner: string,
    from: number,
    size: number,
  ) => { readonly entries: readonly Entry[]; readonly next?: number };
  /** Everything, visible or not. */
  readonly all: () => readonly StoredIndicator[];
  readonly count: () => number;
  readonly defenderCount: () => number;
}

export const createStore = (clock: () => Date): Store => {
  const byId = new Map<string, Entry>();
  const byExternalId = new Map<string, Set<Entry>>();
  const inOrder: (Entry | undefined)[] = [];
  const idPrefix = randomBytes(24).toString('hex');
  let ids = 1_004_272;
  let defenders = 0;

  const keyOf = (owner: string, externalId: unknown): string => `${owner} ${String(externalId)}`;
  const index = (entry: Entry): void => {
    const key = keyOf(entry.owner, entry.indicator.externalId);
    const known = byExternalId.get(key);
    if (known === undefined) byExternalId.set(key, new Set([entry]));
    else known.add(entry);
  };
  const isVisible = ({ visibleFrom }: Entry): boolean =>
    visibleFrom === 0 || visibleFrom <= clock().getTime();
  const unindex = (entry: Entry): void => {
    const key = keyOf(entry.owner, entry.indicator.externalId);
    const known = byExternalId.get(key);
    known?.delete(entry);
    if (known?.size === 0) byExternalId.delete(key);
  };

  return {
    nextId: (targetProduct) => {
      ids += 1;
      return targetProduct === defender ? String(ids) : idPrefix + ids.toString(16).padStart(16, '0');
    },
    add: (owner, indicator, hiddenForMs = 0) => {
      const visibleFrom = hiddenForMs === 0 ? 0 : clock().getTime() + hiddenForMs;
      const entry: Entry = { sequence: inOrder.length, owner, visibleFrom, indicator };
      inOrder.push(entry);
      byId.set(indicator.id, entry);
      index(entry);
      if (indicator.targetProduct === defender) defenders += 1;
    },
    replace: (entry, indicator) => {
      unindex(entry);
      entry.indicator = indicator;
      index(entry);
    },
    remove: (entry) => {
      unindex(entry);
      byId.delete(entry.indicator.id);
      inOrder[entry.sequence] = undefined;
      if (entry.indicator.targetProduct === defender) defenders -= 1;
    },
    find: (id) => {
      const entry = byId.get(id);
      return entry !== undefined && isVisible(entry) ? entry : undefined;
    },
    withExternalId: (owner, externalId) =>
      [...(byExternalId.get(keyOf(owner, externalId)) ?? [])].filter(isVisible),
    page: (owner, from, size) => {
      const entries: Entry[] = [];
      for (let sequence = from; sequence < inOrder.length; sequence += 1) {
        const entry = inOrder[sequence];
        if (entry?.owner !== owner || !isVisible(entry)) continue;
        if (entries.length === size) return { entries, next: sequence };
        entries.push(entry);
      }
      return { entries };
    },
    all: () => Array.from(byId.values(), (entry) => entry.indicator),
    count: () => byId.size,
    defenderCount: () => defenders,
  };
};

const ignore = (): void => undefined;

/** The same store for a service that answers as if it had written, and has not. */
export const unwritten = (store: Store): Store => ({
  ...store,
  add: ignore,
  replace: ignore,
  remove: ignore,
});

/** The same store for a service that gives another id to what it updates. */
export const renaming = (store: Store): Store => ({
  ...store,
  replace: ({ owner, indicator: { id } }, indicator) => {
    const entry = store.find(id);
    if (entry !== undefined) store.remove(entry);
    store.add(owner, { ...indicator, id: store.nextId(indicator.targetProduct) });
  },
});

/** The same store for a service whose reads lag behind its writes. */
export const visibleLater =
  (ms: number) =>
  (store: Store): Store => ({ ...store, add: (owner, indicator) => store.add(owner, indicator, ms) });
