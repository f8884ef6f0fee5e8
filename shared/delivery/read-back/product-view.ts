import * as E from 'fp-ts/Either';
import {
  type Exchange,
  type HttpAnswer,
  type ProductEntry,
  type ProductPage,
  type ReadBack,
} from '../../destinations/destination';
import { type Unavailable } from '../../failure';

/** Why not all could be seen: a code, and the status of the answer where there was one. */
export interface ViewFailure {
  readonly code: string;
  readonly status: number | null;
}

/** What a product shows, as far as it could be seen. */
export interface ProductView {
  readonly byId: ReadonlyMap<string, ProductEntry>;
  readonly byExternalId: ReadonlyMap<string, readonly ProductEntry[]>;
  /** Null where all of it was seen. */
  readonly unseen: ViewFailure | null;
}

export interface ProductViewOptions {
  readonly readBack: ReadBack;
  readonly exchange: Exchange;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<unknown>;
  readonly deadline: Date;
  readonly requestTimeoutMs: number;
}

const tries = 3;

const usualWaitMs = 2_000;

type Asked = E.Either<Unavailable, HttpAnswer>;

/** Whether a failure may pass within moments. */
const isPassing = (asked: Asked): boolean =>
  E.isLeft(asked) || asked.right.status === 429 || asked.right.status >= 500;

const askedFor = (asked: Asked): number | null =>
  (E.isLeft(asked) ? asked.left : asked.right).retryAfterSeconds;

const troubleOf = (asked: Asked): ViewFailure =>
  E.isLeft(asked)
    ? { code: asked.left.code, status: null }
    : {
        code: asked.right.status < 300 ? 'not-a-page' : `http-${asked.right.status}`,
        status: asked.right.status,
      };

const late: ViewFailure = { code: 'time-over', status: null };

/** Asks for one page, and again where that may help and there is time. */
const ask = async (looking: ProductViewOptions, place: string | null): Promise<Asked | null> => {
  const { readBack, exchange, now, sleep, deadline, requestTimeoutMs } = looking;
  for (let left = tries; ; left -= 1) {
    const leftMs = deadline.getTime() - now().getTime();
    if (leftMs <= 0) return null;
    const asked = await exchange(readBack.page(place), Math.min(leftMs, requestTimeoutMs))();
    const seconds = askedFor(asked);
    const waitMs = seconds === null ? usualWaitMs : seconds * 1000;
    if (!isPassing(asked) || left === 1 || now().getTime() + waitMs >= deadline.getTime()) return asked;
    await sleep(waitMs);
  }
};

/** Reads all pages of what a product holds. Where a later page can't be had, what was seen so far stays. */
export const viewOf = async (looking: ProductViewOptions): Promise<ProductView> => {
  const byId = new Map<string, ProductEntry>();
  const byExternalId = new Map<string, ProductEntry[]>();
  const asked = new Set<string>();
  let unseen: ViewFailure | null = null;
  const seen = (): ProductView => ({ byId, byExternalId, unseen });
  for (let place: string | null = null; ;) {
    const answer: Asked | null = await ask(looking, place);
    const page: ProductPage | null =
      answer?._tag === 'Right' ? looking.readBack.entriesIn(answer.right, place) : null;
    if (page === null) {
      unseen = answer === null ? late : troubleOf(answer);
      return seen();
    }
    for (const entry of page.entries) {
      const { id, externalId } = entry;
      const isNew = !byId.has(id);
      byId.set(id, entry);
      if (externalId !== null && isNew)
        byExternalId.set(externalId, [...(byExternalId.get(externalId) ?? []), entry]);
    }
    if (page.isPartial) unseen = { code: 'partial-page', status: 206 };
    if (page.next === null) return seen();
    if (asked.has(page.next)) {
      // The pages were seen to lead round in a circle.
      unseen = { code: 'pages-repeat', status: null };
      return seen();
    }
    asked.add(page.next);
    place = page.next;
  }
};

/** What either of two looks saw: entries move between pages while they are read. */
export const eitherOf = (one: ProductView, other: ProductView): ProductView => ({
  byId: new Map([...one.byId, ...other.byId]),
  byExternalId: new Map([...one.byExternalId, ...other.byExternalId]),
  unseen: one.unseen ?? other.unseen,
});
