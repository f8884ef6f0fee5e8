// Over two hundred lines: the contract: types with what they mean.
import { type Either } from 'fp-ts/Either';
import { type TaskEither } from 'fp-ts/TaskEither';
import { type DeclaredSettings, type SettingsSource } from '../codec/setting';
import { type Violation } from '../codec/violation';
import { type RequestIds, type Unavailable } from '../failure';
import { type Indicator } from '../indicator/indicator';

/** What a destination said of one indicator, found again by its `externalId`. */
export type Verdict =
  | {
      readonly _tag: 'Created' | 'Updated' | 'Revoked';
      readonly externalId: string;
      readonly id: string;
      readonly requestIds: RequestIds;
      /** The time of the call that created it; ISO 8601, UTC. */
      readonly since?: string;
    }
  /**
   * `Gone`: what was to be updated or taken back is no longer there. `Full`: the destination says that it holds as many as it
   * may. `inPart`: some of its entries were refused and the others taken.
   */
  | ({
      readonly _tag: 'Rejected' | 'Unsettled' | 'Retired' | 'Gone' | 'Full';
      readonly externalId: string;
      readonly inPart?: boolean;
    } & ErrorDetail);

/** Why an indicator was not created. `code` and `message` are the destination's own words where it gave any. */
export interface ErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly status: number | null;
  /** Seconds to wait before the next try, as asked for; null where that is not said. */
  readonly retryAfterSeconds: number | null;
  readonly requestIds: RequestIds;
}

/**
 * The result of one call. It is a verdict for each indicator, or `Split`: the call was refused as a whole, for the reason in
 * `said`, so ask again in halves until the bad indicator stands alone. A call with one indicator is never `Split`.
 */
export type Answer =
  | { readonly _tag: 'Verdicts'; readonly verdicts: readonly Verdict[] }
  | { readonly _tag: 'Split'; readonly detail: ErrorDetail };

export interface HttpCall {
  readonly method: 'POST' | 'PATCH' | 'DELETE' | 'GET';
  /** The path below the endpoint's base URL, starting with `/`. */
  readonly path: string;
  readonly body: unknown;
  /** The name of the limit in `Endpoint.apart` against which it counts; absent: the limit of all other calls. */
  readonly countedAs?: string;
}

/** An answer of any status. `body` is the parsed JSON; undefined where there was none or it was not JSON. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: unknown;
  /** There was text and it was not JSON, so the answer may not come from the API at all. */
  readonly isUnreadable?: boolean;
  readonly retryAfterSeconds: number | null;
  readonly requestIds: RequestIds;
}

/** Sends one call with the endpoint's proof, within `timeoutMs`. Any HTTP status is a Right; no answer is a Left. */
export type Exchange = (call: HttpCall, timeoutMs: number) => TaskEither<Unavailable, HttpAnswer>;

/** How a call proves who makes it: by a token of the app's identity, by a secret in a header (from a setting), or not at all. */
export type Auth =
  | { readonly _tag: 'Entra'; readonly scope: string }
  | { readonly _tag: 'Header'; readonly name: string; readonly secret: string }
  | { readonly _tag: 'None' };

/** Where a destination is, and which proof may be sent there and nowhere else. */
export interface Endpoint {
  readonly baseUrl: string;
  readonly auth: Auth;
  /** Microsoft Graph is called through its own SDK, any other API by `fetch`. */
  readonly client: 'graph' | 'fetch';
  /** The calls a minute that the owner of the API allows one app, over all instances; 0 = no limit. */
  readonly requestsPerMinute: number;
  /** The limits of calls that are counted apart from these, by name. */
  readonly apart?: Readonly<Record<string, RequestLimits>>;
}

/** The number of calls that are allowed over all instances; 0 = no limit. */
export interface RequestLimits {
  readonly perMinute: number;
  readonly perHour: number;
}

/** The new state of an indicator that the destination holds under `id`. */
export interface Update {
  readonly id: string;
  readonly indicator: Indicator;
  /** When it was created there (ISO 8601, UTC); null where that is not known. */
  readonly since: string | null;
  /** The `action` that it has there; null where that is not known. */
  readonly heldAction: string | null;
  /** The `threatType` with which it first came there; null or absent where that is not known. */
  readonly heldThreatType?: string | null;
  /** How often it was revoked there for good and came again; absent = 0. Above 0 and without `since`, it is to come again now. */
  readonly generation?: number;
}

/** Why a destination can't take an indicator, whatever it would answer. `code`: a row of docs/outcomes.md. */
export interface Unfit {
  readonly code: string;
  readonly text: string;
}

/** How a destination changes what it holds. */
export interface Updating {
  /** Cuts updates into calls: those in a call go together, and each update is in exactly one. */
  readonly calls: (updates: readonly Update[]) => readonly (readonly Update[])[];
  readonly request: (updates: readonly Update[], at: Date) => HttpCall;
  readonly read: (updates: readonly Update[], answer: HttpAnswer) => Answer;
}

/** How a destination takes back what it holds. `Revoked`: it was done. `Gone`: it was not there. */
export interface Revoking {
  /** true: what is taken back stays so under its id, and can come again only under another. */
  readonly isForGood?: boolean;
  /** true: an indicator there can be named only by the id that the destination gave. */
  readonly needsId?: boolean;
  /**
   * The entries that one indicator became, each with an `externalId` of its own, where each may be gone by itself. Absent: it
   * is one entry.
   */
  readonly parts?: (held: Update) => readonly Update[];
  /** Cuts them into calls: those in a call go together, and each is in exactly one. `id` may be empty, unless `needsId`. */
  readonly calls: (held: readonly Update[]) => readonly (readonly Update[])[];
  readonly request: (held: readonly Update[], at: Date) => HttpCall;
  readonly read: (held: readonly Update[], answer: HttpAnswer) => Answer;
}

/** How many entries a destination may hold, and how to count those that are there. */
export interface Capacity {
  readonly max: number;
  /** The number of entries that an indicator becomes. */
  readonly weightOf: (indicator: Indicator) => number;
  /** Asks for the page of entries after the first `skip`; changes nothing. */
  readonly list: (skip: number) => HttpCall;
  /** The ids on a page, perhaps fewer than asked for; empty after the last one. Null where the answer is no page. */
  readonly idsIn: (answer: HttpAnswer) => readonly string[] | null;
}

/** An entry as a destination shows it. */
export interface ProductEntry {
  readonly id: string;
  /** Its `externalId`, where the destination shows one. */
  readonly externalId: string | null;
  readonly revoked: boolean;
  /** It is kept and matches nothing, because what it looks for was not understood. */
  readonly unparsed: boolean;
  /** What else it shows, in the destination's own words. */
  readonly members: Readonly<Record<string, unknown>>;
}

/** A page of entries. */
export interface ProductPage {
  readonly entries: readonly ProductEntry[];
  /** What to ask the next page with; null on the last. */
  readonly next: string | null;
  /** The destination itself says that something is missing. */
  readonly isPartial: boolean;
}

/** What a destination was sent of an indicator, as far as that is known. Times are ISO 8601, UTC. */
export interface Sent {
  readonly id: string;
  readonly expires: string;
  /** Null where it is not known. */
  readonly action: string | null;
  readonly generation: number;
  /** Null where only the rest is known. */
  readonly indicator: Indicator | null;
}

/** How to read back what a destination holds, page by page. None of it changes anything. */
export interface ReadBack {
  /** The endpoint to ask; null: the destination's own. */
  readonly endpoint: Endpoint | null;
  /** Asks for a page; null asks for the first. */
  readonly page: (next: string | null) => HttpCall;
  /** The entries of the answer to `asked`; null where the answer is no page. */
  readonly entriesIn: (answer: HttpAnswer, asked: string | null) => ProductPage | null;
  /** The ids that an indicator has there. */
  readonly idsOf: (sent: Sent) => readonly string[];
  /** The names of what an entry shows differently from what was sent. Words for people are not compared. */
  readonly differences: (sent: Sent, entry: ProductEntry) => readonly string[];
  /** For how many minutes after it was taken an indicator may not be shown yet; documented, or as observed. */
  readonly visibleAfterMinutes: number;
  /** true: its owner's rules may drop what was taken, so a missing entry may never have been there. */
  readonly dropsByRule: boolean;
}

/** What the settings of an instance give: where it is, and its calls where they depend on the settings. */
export interface Configured {
  readonly endpoint: Endpoint;
  readonly calls?: Partial<
    Pick<Destination, 'request' | 'read' | 'updating' | 'revoking' | 'unfit' | 'capacity' | 'readBack'>
  >;
}

/** One kind of API that takes indicators: pure requests and pure readings of answers. The pipeline does the calling. */
export interface Destination {
  readonly name: string;
  /** The settings that `configure` reads, by names such as `baseUrl`: in the environment GRAPH_BASE_URL. */
  readonly settings: DeclaredSettings;
  readonly configure: (source: SettingsSource) => Either<readonly Violation[], Configured>;
  /** Most indicators in one call. */
  readonly perCall: number;
  /** Why it can't be sent; null where it can. */
  readonly unfit: (indicator: Indicator) => Unfit | null;
  /** The positions of those indicators that others of the same event make needless. Absent: there are none. */
  readonly surplus?: (indicators: readonly Indicator[]) => readonly (Unfit | null)[];
  /**
   * An indicator as it is known there: the entries that it is, each with its identity there as `externalId`, and without what
   * makes no difference there. `isTakenBack`: with all that it may be held as from earlier builds. Only for indicators that are
   * fit. Absent: it is one entry, as it is.
   */
  readonly known?: (indicator: Indicator, isTakenBack: boolean) => readonly Indicator[];
  /** Cuts at most `perCall` indicators into calls: those in a call go together, and each is in exactly one. */
  readonly calls: (indicators: readonly Indicator[]) => readonly (readonly Indicator[])[];
  readonly request: (indicators: readonly Indicator[], at: Date) => HttpCall;
  readonly read: (indicators: readonly Indicator[], answer: HttpAnswer) => Answer;
  /** Null where the product can't update: a changed indicator is then created anew. */
  readonly updating: Updating | null;
  /** Null where the product can't take back: what it holds stays until it expires. */
  readonly revoking: Revoking | null;
  /** Null where it takes any number. */
  readonly capacity: Capacity | null;
  /** Absent or null where it can't be asked what it holds. */
  readonly readBack?: ReadBack | null;
  /** The permission of the identity, as the token's `roles` name it; null where the token does not tell. */
  readonly permission: string | null;
  /**
   * A call that changes nothing, to see whether the destination answers. `expected` lists the refusals that count as a good
   * answer.
   */
  readonly probe: { readonly call: HttpCall; readonly expected: readonly number[] };
}

/** Access of an app to several tenants. Its tokens in each tenant are requested with an identity's token in place of a secret. */
export interface Federation {
  readonly tenantId: string;
  /** The app's client id. */
  readonly appId: string;
  /** The origin that issues tokens; undefined: that of Azure's public cloud. */
  readonly authority: string | undefined;
}

/** One place that takes indicators. What is kept or counted goes by its name; how to talk to it, by its kind. */
export interface Instance {
  readonly name: string;
  readonly kind: Destination;
  readonly endpoint: Endpoint;
  /** Client id of the identity that calls it; undefined: the identity that calls all instances. */
  readonly identity: string | undefined;
  /** Undefined where the identity itself calls it, in its own tenant. */
  readonly federation: Federation | undefined;
  /** Instances with the same text here share the permits of one limiter. */
  readonly limitedAs: string;
  /** Name of the instance that gets what this one no longer takes. */
  readonly successor: string | undefined;
  /** true: it gets only what another hands over. */
  readonly standby: boolean;
  /** true: it takes nothing new. */
  readonly drain: boolean;
  /** After so many minutes of being down, its successor gets what it does not take; undefined: never. */
  readonly failoverMinutes: number | undefined;
  /** How it comes into use again after that; absent: by itself. */
  readonly failback?: 'itself' | 'command';
  /** The instance that it shadows, and the number of messages on the queue of jobs up to which more are put there for it. */
  readonly shadows?: { readonly of: string; readonly maxJobs: number } | undefined;
}
