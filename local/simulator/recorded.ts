import { type Api, type FaultKind } from './faults';

/** One request to an API or the token endpoint, as a test may look at it; never a token, never a body. */
export interface RecordedRequest {
  readonly at: string;
  readonly on: Api;
  readonly method: string;
  readonly path: string;
  /** What it was answered with; null while it waits, and for good when its connection was broken. */
  readonly status: number | null;
  /** Items of a bulk, 1 for a create or update, else 0. */
  readonly items: number;
  /** Names sent that tiIndicator does not declare: Graph accepts them silently, being an open type. */
  readonly undeclared: readonly string[];
  readonly clientRequestId: string;
  /** The client went away before its answer was out. */
  readonly aborted: boolean;
  readonly fault: FaultKind | 'down' | null;
}

/** The same, while the request is under way. */
export interface Recording {
  readonly at: Date;
  readonly on: Api;
  readonly method: string;
  readonly path: string;
  readonly clientRequestId: string;
  readonly seen: { items: number; readonly undeclared: Set<string> };
  status: number | null;
  aborted: boolean;
  fault: FaultKind | 'down' | null;
}

export const asRecorded = ({ at, seen, ...rest }: Recording): RecordedRequest => ({
  ...rest,
  at: at.toISOString(),
  items: seen.items,
  undeclared: [...seen.undeclared],
});
