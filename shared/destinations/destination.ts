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
      /** When the call was made that created it; ISO 8601, UTC. */
      readonly since?: string;
    }
  /** `Gone`: what was to be updated or taken back is not there any more. `Full`: it says that it holds as many as it may. */
  | ({
      readonly _tag: 'Rejected' | 'Unsettled' | 'Retired' | 'Gone' | 'Full';
      readonly externalId: string;
    } & Remark);

/** Why an indicator was not created. `code` and `message` are the destination's own words where it gave any. */
export interface Remark {
  readonly code: string;
  readonly message: string;
  readonly status: number | null;
  /** Seconds to wait before the next try, as asked for; null when not said. */
  readonly retryAfterSeconds: number | null;
  readonly requestIds: RequestIds;
}

/**
 * What one call came to: a verdict for each indicator, or `Split`: the call was refused as a whole, for what `said` says, so
 * ask again in halves until the bad indicator stands alone. A call of one indicator is never `Split`.
 */
export type Answer =
  | { readonly _tag: 'Verdicts'; readonly verdicts: readonly Verdict[] }
  | { readonly _tag: 'Split'; readonly said: Remark };

export interface HttpCall {
  readonly method: 'POST' | 'PATCH' | 'DELETE' | 'GET';
  /** Below the endpoint's base URL, starting with `/`. */
  readonly path: string;
  readonly body: unknown;
  /** Name of the limit of `Endpoint.apart` that it counts against; absent: against that of all others. */
  readonly countedAs?: string;
}

/** An answer of any status. `body` is the parsed JSON, undefined when there was none or it was not JSON. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: unknown;
  /** There was text, and it was not JSON: who answered may not be the API at all. */
  readonly isUnreadable?: boolean;
  readonly retryAfterSeconds: number | null;
  readonly requestIds: RequestIds;
}

/** Sends one call with the endpoint's proof, within `timeoutMs`. Any HTTP status is a Right; no answer is a Left. */
export type Exchange = (call: HttpCall, timeoutMs: number) => TaskEither<Unavailable, HttpAnswer>;

/** How a call proves who makes it: a token of the app's identity, a secret in a header (from a setting), or not at all. */
export type Auth =
  | { readonly _tag: 'Entra'; readonly scope: string }
  | { readonly _tag: 'Header'; readonly name: string; readonly secret: string }
  | { readonly _tag: 'None' };

/** Where a destination lives, and what may be sent there as a proof, and nowhere else. */
export interface Endpoint {
  readonly baseUrl: string;
  readonly auth: Auth;
  /** Microsoft Graph is called through its own SDK, any other API by `fetch`. */
  readonly client: 'graph' | 'fetch';
  /** What its owner allows one app, over all instances; 0 = no limit. */
  readonly requestsPerMinute: number;
  /** Of the calls that are counted apart from these, by name. */
  readonly apart?: Readonly<Record<string, RequestLimits>>;
}

/** Calls that are allowed over all instances; 0 = no limit. */
export interface RequestLimits {
  readonly perMinute: number;
  readonly perHour: number;
}

/** An indicator that the destination holds under `id`, as it is to be. */
export interface Update {
  readonly id: string;
  readonly indicator: Indicator;
  /** When it was created there (ISO 8601, UTC); null: not known. */
  readonly since: string | null;
  /** The `action` that it has there; null: not known. */
  readonly heldAction: string | null;
  /** The `threatType` as which it first came there; null or absent: not known. */
  readonly heldThreatType?: string | null;
  /** How often it was revoked there for good and came again; absent = 0. Above 0 with no `since` it is to come again now. */
  readonly generation?: number;
}

/** Why a destination can't take an indicator, whatever it would answer. `code`: a row of docs/outcomes.md. */
export interface Unfit {
  readonly code: string;
  readonly text: string;
}

/** How a destination changes what it holds. */
export interface Updating {
  /** The calls it takes: which updates may go together, every one in exactly one call. */
  readonly calls: (updates: readonly Update[]) => readonly (readonly Update[])[];
  readonly request: (updates: readonly Update[], at: Date) => HttpCall;
  readonly read: (updates: readonly Update[], answer: HttpAnswer) => Answer;
}

/** How a destination takes back what it holds. `Revoked`: it is done; `Gone`: it was not there. */
export interface Revoking {
  /** true: what is taken back stays so under its id, and can come again under another only. */
  readonly isForGood?: boolean;
  /** true: nothing but the id that it gave names an indicator there. */
  readonly needsId?: boolean;
  /** The entries that one became, where each may be gone by itself, with an `externalId` of its own; absent: it is one. */
  readonly parts?: (held: Update) => readonly Update[];
  /** The calls it takes: which of them may go together, every one in exactly one call. `id` may be empty, unless `needsId`. */
  readonly calls: (held: readonly Update[]) => readonly (readonly Update[])[];
  readonly request: (held: readonly Update[], at: Date) => HttpCall;
  readonly read: (held: readonly Update[], answer: HttpAnswer) => Answer;
}

/** How many entries a destination may hold, and how those that are there are counted. */
export interface Capacity {
  readonly max: number;
  /** Entries that an indicator becomes. */
  readonly weightOf: (indicator: Indicator) => number;
  /** Asks for a page of the entries after so many; changes nothing. */
  readonly list: (skip: number) => HttpCall;
  /** Their ids, as many as it likes to tell of; none after the last. Null where the answer is no page. */
  readonly idsIn: (answer: HttpAnswer) => readonly string[] | null;
}

/** An entry as a destination shows it. */
export interface ProductEntry {
  readonly id: string;
  /** Where it shows one. */
  readonly externalId: string | null;
  readonly revoked: boolean;
  /** It is kept and finds nothing, as what it looks for was not understood. */
  readonly unparsed: boolean;
  /** What else it shows, in the destination's own words. */
  readonly members: Readonly<Record<string, unknown>>;
}

/** A page of entries. */
export interface ProductPage {
  readonly entries: readonly ProductEntry[];
  /** By which the page after it is asked for; null on the last. */
  readonly next: string | null;
  /** It says itself that something is missing. */
  readonly isPartial: boolean;
}

/** What a destination was sent of an indicator, as far as is known. Moments are ISO 8601, UTC. */
export interface Sent {
  readonly id: string;
  readonly expires: string;
  /** Null: not known. */
  readonly action: string | null;
  readonly generation: number;
  /** Null: only the rest is known. */
  readonly indicator: Indicator | null;
}

/** How what a destination holds is read back, page by page. Nothing of it changes anything. */
export interface ReadBack {
  /** Where it is asked; null: at the destination's own endpoint. */
  readonly endpoint: Endpoint | null;
  /** Asks for a page; null: the first. */
  readonly page: (next: string | null) => HttpCall;
  /** What came for `asked`; null where the answer is no page. */
  readonly entriesIn: (answer: HttpAnswer, asked: string | null) => ProductPage | null;
  /** Under which ids an indicator is there. */
  readonly idsOf: (sent: Sent) => readonly string[];
  /** Names of what an entry shows otherwise than it was sent; words for people are not looked at. */
  readonly differences: (sent: Sent, entry: ProductEntry) => readonly string[];
  /** How long after it was taken an indicator may not be shown yet; documented, or as seen. */
  readonly visibleAfterMinutes: number;
  /** true: rules of its owner may drop what was taken, so that what it lacks was perhaps never there. */
  readonly dropsByRule: boolean;
}

/** What the settings of an instance come to: where it is, and its calls where they depend on them. */
export interface Configured {
  readonly endpoint: Endpoint;
  readonly calls?: Partial<
    Pick<Destination, 'request' | 'read' | 'updating' | 'revoking' | 'unfit' | 'capacity' | 'readBack'>
  >;
}

/** One kind of API that takes indicators: pure requests and pure readings of answers. The pipeline does the calling. */
export interface Destination {
  readonly name: string;
  /** What `configure` reads, by names such as `baseUrl`: in the environment GRAPH_BASE_URL. */
  readonly settings: DeclaredSettings;
  readonly configure: (source: SettingsSource) => Either<readonly Violation[], Configured>;
  /** Most indicators in one call. */
  readonly perCall: number;
  /** Null: it can be sent. */
  readonly unfit: (indicator: Indicator) => Unfit | null;
  /** Of indicators that came together, those that others of them make needless, at their positions. Absent: none is. */
  readonly surplus?: (indicators: readonly Indicator[]) => readonly (Unfit | null)[];
  /**
   * An indicator as it is known there: `externalId` is its identity there, and what makes no difference there is left out. To be
   * asked only of what is fit. Absent: as it is.
   */
  readonly known?: (indicator: Indicator) => Indicator;
  /** Which of at most `perCall` indicators may go together, every one in exactly one call. */
  readonly calls: (indicators: readonly Indicator[]) => readonly (readonly Indicator[])[];
  readonly request: (indicators: readonly Indicator[], at: Date) => HttpCall;
  readonly read: (indicators: readonly Indicator[], answer: HttpAnswer) => Answer;
  /** Null where the product can't: a changed indicator is then created anew. */
  readonly updating: Updating | null;
  /** Null where the product can't: what it holds stays until it expires. */
  readonly revoking: Revoking | null;
  /** Null where it takes any number. */
  readonly capacity: Capacity | null;
  /** Absent or null: what it holds can't be asked for. */
  readonly readBack?: ReadBack | null;
  /** Of the identity, as the `roles` of its token name it; null where it is no matter of the token. */
  readonly permission: string | null;
  /** A call that changes nothing, to see whether there is an answer; `expected`: the refusals that are a good one. */
  readonly probe: { readonly call: HttpCall; readonly expected: readonly number[] };
}

/** An app of several tenants, whose tokens are asked for in one of them with the token of an identity in place of a secret. */
export interface Federation {
  readonly tenantId: string;
  /** The app's client id. */
  readonly appId: string;
  /** The origin that gives tokens; undefined: that of Azure's public cloud. */
  readonly authority: string | undefined;
}

/** One place that takes indicators: what is kept or counted goes by its name, what is said to it by its kind. */
export interface Instance {
  readonly name: string;
  readonly kind: Destination;
  readonly endpoint: Endpoint;
  /** Client id of the identity that calls it; undefined: the one that calls all. */
  readonly identity: string | undefined;
  /** Undefined: the identity itself calls it, in its own tenant. */
  readonly federation: Federation | undefined;
  /** Instances of which the same text stands here share the permits of one limiter. */
  readonly limitedAs: string;
  /** Name of the instance that gets what this one takes no more. */
  readonly successor: string | undefined;
  /** Gets only what another hands over. */
  readonly standby: boolean;
  /** Takes nothing new. */
  readonly drain: boolean;
  /** Minutes of being down after which its successor gets what it does not take; undefined: never. */
  readonly failoverMinutes: number | undefined;
  /** How it is used again after that; absent: by itself. */
  readonly failback?: 'itself' | 'command';
  /** The instance that it shadows, and the most messages on the queue of jobs with which something is put there for it. */
  readonly shadows?: { readonly of: string; readonly maxJobs: number } | undefined;
}
