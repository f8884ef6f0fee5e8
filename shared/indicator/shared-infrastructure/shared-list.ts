/**
 * What may still be taken where a name is listed. `nothing`: neither the name nor anything below it, not even in a URL.
 * `paths`: a URL with a path, at the name or below it. `customers`: also a name below it as a whole, as that belongs to some
 * customer.
 */
export type StillTaken = 'nothing' | 'paths' | 'customers';

/** What one provider shares among many, as a public source says. */
export interface Provider {
  readonly of: string;
  /** Where the source says so. */
  readonly source: string;
  /** The day of the source's own edition or, where it has none, the day on which this was written; YYYY-MM-DD. */
  readonly asOf: string;
  /** Addresses and CIDR blocks. Nothing in them or around them is taken, not even in a URL. */
  readonly networks?: readonly string[];
  /** Domain names in canonical form, and what may still be taken of them. */
  readonly names?: readonly string[];
  readonly stillTaken?: StillTaken;
}

/** The lists by their names in the profile. */
export type SharedListName =
  | 'resolvers'
  | 'signIn'
  | 'updates'
  | 'microsoft365'
  | 'fileShares'
  | 'linkShorteners'
  | 'hosting'
  | 'contentNetworks'
  | 'everydaySites';

/** Facts of one kind, which are switched on and off together. */
export interface SharedList {
  readonly name: SharedListName;
  /** Why a listed thing is no indicator, to be read after "it is, or holds,". */
  readonly what: string;
  readonly providers: readonly Provider[];
}

/** The words of a text over several lines. */
export const words = (text: string): readonly string[] => text.trim().split(/\s+/);
