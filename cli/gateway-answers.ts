/** What the gateway's routes take and answer, as far as the commands read it (docs/api.md). */

/** What `POST /api/parked/{id}/replay` reports. */
export interface ReplayReport {
  readonly counts: Readonly<Record<string, number>>;
  readonly parkedAs: readonly string[];
  readonly removed: boolean;
}

/** A row of the ledger that does not stand as it says. */
export interface ShownDifference {
  readonly externalId: string;
  readonly id: string;
  readonly state: string;
  /** For what was taken and is not shown: the likeliest cause first. */
  readonly causes: readonly string[];
  /** What is shown differently from what was sent. */
  readonly differs: readonly string[];
  readonly since: string | null;
  readonly expires: string;
}

/** What `GET /api/verify` says of one destination. */
export interface ReadBackAnswer {
  readonly destination: string;
  readonly at: string;
  readonly unseen: { readonly code: string; readonly status: number | null } | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly differences: readonly ShownDifference[];
  readonly more: number;
}

/** The filter for indicators: one of the first four; `from` and `to` go with a source. */
export interface TakeBackFilter {
  readonly externalId?: string | undefined;
  readonly value?: string | undefined;
  readonly source?: string | undefined;
  readonly eventId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What a dry run of `DELETE /api/indicators` says. */
export interface WouldGo {
  readonly count: number;
  readonly goes: number;
  readonly indicators: readonly {
    readonly destination: string;
    readonly externalId: string;
    readonly id: string;
    readonly observable: { readonly kind: string; readonly value: string } | null;
    readonly sources: readonly string[];
    readonly fate: string;
  }[];
  readonly more: number;
}

/** What a take-back came to. */
export interface TakenBack {
  readonly counts: Readonly<Record<string, number>>;
  readonly outcomes: readonly {
    readonly destination: string | null;
    readonly externalId: string | null;
    readonly id: string | null;
    readonly state: string;
    readonly reason: { readonly code: string } | null;
  }[];
}

/** What a dry run of `POST /api/repair` says. */
export interface WouldBePutBack {
  readonly count: number;
  readonly goes: number;
  /** Destinations that could not be read to the end, or not at all. */
  readonly unseen: readonly { readonly destination: string; readonly code: string }[];
  readonly indicators: readonly {
    readonly destination: string;
    readonly externalId: string;
    readonly id: string;
    readonly observable: { readonly kind: string; readonly value: string } | null;
    readonly state: string;
    readonly differs: readonly string[];
    readonly fate: string;
  }[];
  readonly more: number;
}

/** What `POST /api/erase` says: what is kept, for a dry run; otherwise how much was erased. */
export interface KeptOf {
  readonly rows: number;
  readonly outcomes: number;
  readonly parked: number;
  readonly count?: number;
  readonly held?: number;
}

/** An outcome as `GET /api/outcomes` shows it. */
export interface ShownOutcome {
  readonly recordedAt: string;
  /** Reading with this as `after` goes on behind this outcome. */
  readonly cursor: string;
  readonly state: string;
  readonly destination: string | null;
  readonly externalId: string | null;
  readonly observable: { readonly kind: string; readonly value: string } | null;
  readonly id: string | null;
  readonly reason: { readonly code: string; readonly text: string } | null;
  readonly intakeId: string;
  readonly eventId: string;
  readonly source: string;
}

export interface OutcomesPage {
  readonly outcomes: readonly ShownOutcome[];
  readonly next: string | null;
}

/** An indicator at a destination, as `GET /api/indicators` shows it. */
export interface KnownThere {
  readonly destination: string;
  readonly externalId: string;
  readonly id: string;
  readonly state: string;
  readonly observables: readonly { readonly kind: string; readonly value: string }[];
  readonly action: string | null;
  readonly since: string | null;
  readonly expires: string;
  readonly saidBy: readonly {
    readonly source: string;
    readonly eventId: string;
    readonly receivedAt: string;
    readonly takenBack: boolean;
  }[];
  /** How it stood at the last look at the product; null where nothing is known. */
  readonly readBack: {
    readonly at: string;
    readonly state: string;
    readonly causes: readonly string[];
    readonly differs: readonly string[];
  } | null;
}

export interface FoundPage {
  readonly count: number;
  readonly indicators: readonly KnownThere[];
  readonly next: string | null;
}

/** What `GET /api/shadows/{name}` says. */
export interface ShadowReport {
  readonly shadow: string;
  readonly of: string;
  readonly since: string;
  readonly same: number;
  readonly different: number;
  readonly missed: number;
  readonly complete: boolean;
  readonly differences: readonly {
    readonly recordedAt: string;
    readonly state: string;
    readonly reason: { readonly code: string } | null;
    readonly expected: { readonly state: string; readonly code: string | null };
    readonly externalId: string | null;
    readonly observable: { readonly value: string } | null;
    readonly eventId: string;
  }[];
  readonly next: string | null;
}

/** What `POST /api/destinations/{name}/fail-back` says. */
export interface FailedBack {
  readonly destination: string;
  /** Null: it was not failed over. */
  readonly failedOverSince: string | null;
}
