import { isObject, type JsonObject } from './json';

/** What each kind of fault needs to know. `apply: true` = what was asked for is done although the answer is wrong. */
export interface FaultKinds {
  /** Any status; Graph's error body unless `json` or `raw` says otherwise. */
  readonly status: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly json?: unknown;
    readonly raw?: string;
    readonly apply?: boolean;
    readonly afterMs?: number;
  };
  /** The connection breaks before anything is done. */
  readonly reset: object;
  /** The connection breaks after all was done. */
  readonly resetAfterStore: object;
  /** No answer, ever. */
  readonly hang: { readonly apply?: boolean };
  /** All is done, the answer breaks off in the middle. */
  readonly halfAnswer: object;
  /** All is done, the answer's body arrives one byte a second (or every `everyMs`). */
  readonly drip: { readonly everyMs?: number };
  /** All is done at once, the answer comes late. */
  readonly delay: { readonly ms: number };
  /** All is done and answered, then the idle connection is closed without notice. */
  readonly closeAfterAnswer: object;
  readonly redirect: { readonly location: string; readonly status?: number };
  readonly emptyBody: { readonly status: 200 | 202; readonly apply?: boolean };
  /** 200 with a page that is no JSON. */
  readonly notJson: { readonly apply?: boolean };
  /** The provider refuses these items (all when none is named); `as200` hides it behind a 200. */
  readonly rejectItems: {
    readonly externalIds?: readonly string[];
    readonly indices?: readonly number[];
    /** Every nth item. */
    readonly every?: number;
    readonly code: string;
    readonly message: string;
    readonly as200?: boolean;
  };
  /** Done, but missing from the answer. */
  readonly omitItems: { readonly indices: readonly number[] };
  /** Every item is answered in another place than it was sent (the last comes first). */
  readonly shuffleItems: object;
  readonly storedTwice: object;
  /** Answered as if done, and not done. */
  readonly notStored: object;
  readonly itemsWithoutExternalId: object;
  /** An update is done and answered as usual, but what was updated has another id from now on. */
  readonly newId: object;
  /** What is created can be read, updated and deleted only after `ms`. */
  readonly visibleLater: { readonly ms: number };
}

export type FaultKind = keyof FaultKinds;
export type FaultAnswer<K extends FaultKind = FaultKind> = {
  [P in K]: { readonly kind: P } & FaultKinds[P];
}[K];

/**
 * What is simulated: Graph's tiIndicators, Sentinel's upload API, the resource manager's view of what it holds, Defender's
 * indicators, the endpoint that gives tokens.
 */
export type Api = 'graph' | 'sentinel' | 'management' | 'defender' | 'token';

const apis: readonly unknown[] = [
  'graph',
  'sentinel',
  'management',
  'defender',
  'token',
] satisfies readonly Api[];

export interface Fault {
  readonly on: Api;
  readonly method?: string;
  /** End of the path, query left out. */
  readonly pathEndsWith?: string;
  /** Only a request that holds an indicator with one of these `externalId`s. */
  readonly withAnyOf?: readonly string[];
  /** Only a request of more than so many indicators. */
  readonly moreThan?: number;
  /** How many requests it hits (by default 1); null or Infinity = all of them. */
  readonly times?: number | null;
  readonly answer: FaultAnswer;
}

const is =
  (type: string) =>
  (value: unknown): boolean =>
    typeof value === type;
const oneOf =
  (...values: readonly unknown[]) =>
  (value: unknown): boolean =>
    values.includes(value);
const isArray = (value: unknown): boolean => Array.isArray(value);
const isStatus = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 200 && value <= 599;

/** Members a fault from outside must have, by kind. */
const needed: Readonly<Record<FaultKind, Readonly<Record<string, (value: unknown) => boolean>>>> = {
  status: { status: isStatus },
  reset: {},
  resetAfterStore: {},
  hang: {},
  halfAnswer: {},
  drip: {},
  delay: { ms: is('number') },
  closeAfterAnswer: {},
  redirect: { location: is('string') },
  emptyBody: { status: oneOf(200, 202) },
  notJson: {},
  rejectItems: { code: is('string'), message: is('string') },
  omitItems: { indices: isArray },
  shuffleItems: {},
  storedTwice: {},
  notStored: {},
  itemsWithoutExternalId: {},
  newId: {},
  visibleLater: { ms: is('number') },
};

const isFaultAnswer = (value: unknown): value is FaultAnswer => {
  const members = isObject(value) ? new Map(Object.entries(needed)).get(String(value.kind)) : undefined;
  return (
    isObject(value) &&
    members !== undefined &&
    Object.entries(members).every(([name, check]) => check(value[name]))
  );
};

const absentOr = (value: unknown, type: string): boolean => value === undefined || typeof value === type;

/** Whether JSON from outside is a fault. */
export const isFault = (value: unknown): value is Fault =>
  isObject(value) &&
  apis.includes(value.on) &&
  absentOr(value.method, 'string') &&
  absentOr(value.pathEndsWith, 'string') &&
  (value.withAnyOf === undefined || isArray(value.withAnyOf)) &&
  absentOr(value.moreThan, 'number') &&
  (value.times === null || absentOr(value.times, 'number')) &&
  isFaultAnswer(value.answer);

/** A request, as far as a fault may ask about it. `items` is read only for a fault that does. */
export interface Faultable {
  readonly on: Fault['on'];
  readonly method: string;
  readonly path: string;
  readonly items: () => readonly JsonObject[];
}

export interface FaultList {
  readonly add: (faults: readonly Fault[]) => void;
  /** The first fault for a request, counted down; undefined when none is meant for it. */
  readonly take: (request: Faultable) => FaultAnswer | undefined;
  readonly clear: () => void;
}

const carries = ({ withAnyOf, moreThan }: Fault, items: Faultable['items']): boolean => {
  if (moreThan !== undefined && items().length <= moreThan) return false;
  if (withAnyOf === undefined) return true;
  const named = new Set<unknown>(withAnyOf);
  return items().some(({ externalId }) => named.has(externalId));
};

export const createFaultList = (): FaultList => {
  let pending: { readonly fault: Fault; left: number }[] = [];
  return {
    add: (faults) => {
      pending.push(
        ...faults.map((fault) => ({ fault, left: fault.times === null ? Infinity : (fault.times ?? 1) })),
      );
    },
    clear: () => {
      pending = [];
    },
    take: ({ on, method, path, items }) => {
      const hit = pending.find(
        ({ fault, left }) =>
          left > 0 &&
          fault.on === on &&
          (fault.method ?? method) === method &&
          path.endsWith(fault.pathEndsWith ?? '') &&
          carries(fault, items),
      );
      if (hit === undefined) return undefined;
      hit.left -= 1;
      if (hit.left <= 0) pending = pending.filter((entry) => entry !== hit);
      return hit.fault.answer;
    },
  };
};
