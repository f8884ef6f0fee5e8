import { type IncomingHttpHeaders } from 'node:http';
import { type Refusal } from './rules';
import { type Store } from './store';
import { type Switches } from './switches';
import { type JsonObject } from './json';

/** One authorised Graph request, with all that answering it needs. */
export interface Call {
  readonly method: string;
  /** Below `/security/tiIndicators`, without its slash: empty, an id, or an action. */
  readonly rest: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  readonly app: string;
  readonly now: Date;
  readonly tenantId: string;
  readonly graphUrl: string;
  readonly switches: Switches;
  readonly store: Store;
  /** A refusal that a test asked for, item by item. */
  readonly refuse: (item: JsonObject, index: number) => Refusal | undefined;
  /** Notes what the request carried. */
  readonly seen: { items: number; readonly undeclared: Set<string> };
}
