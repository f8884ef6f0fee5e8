/**
 * What may still be taken where a name is listed. `nothing`: neither the name nor what is below it, in a URL neither. `paths`: a URL
 * with a path, there and below. `customers`: that too, and what is below the name as a whole, which is some customer's.
 */
export type StillTaken = 'nothing' | 'paths' | 'customers';

/** What one provider shares among many, as a public source says. */
export interface Provider {
  readonly of: string;
  /** Where it says so. */
  readonly source: string;
  /** Day of the source's own edition, else the day on which this was written; YYYY-MM-DD. */
  readonly asOf: string;
  /** Addresses and CIDR blocks. Nothing in or around them is taken, in a URL neither. */
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

/** Facts of one kind; switched as a whole. */
export interface SharedList {
  readonly name: SharedListName;
  /** Why a thing on it is no indicator, to be read after "it is, or holds,". */
  readonly what: string;
  readonly providers: readonly Provider[];
}

/** Words of a text over several lines. */
export const words = (text: string): readonly string[] => text.trim().split(/\s+/);
