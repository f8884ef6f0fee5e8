import * as E from 'fp-ts/Either';
import { type HttpAnswer, type HttpCall } from '../../shared/destinations/destination';
import { unavailable } from '../../shared/failure';
import { type Indicator } from '../../shared/indicator/indicator';
import { type Script } from './in-memory-environment';

/** What Graph makes of one indicator. */
export type Fate = 'created' | 'rejected' | 'busy' | 'missing';

export const requestIds = { request: 'request-1', client: 'client-1' };

export const answer = (
  status: number,
  body?: unknown,
  retryAfterSeconds: number | null = null,
): E.Either<never, HttpAnswer> => E.right({ status, body, retryAfterSeconds, requestIds });

/** The indicators of a call to create one or several. */
export const itemsIn = ({ body }: HttpCall): readonly Indicator[] => {
  const list = (body as { readonly value?: unknown }).value;
  return (Array.isArray(list) ? list : [body]) as readonly Indicator[];
};

const errors = {
  rejected: { code: 'InvalidInput', message: 'this one is not wanted' },
  busy: { code: 'TooManyRequests', message: '' },
};

const single = (indicator: Indicator, fate: Fate): ReturnType<Script> => {
  switch (fate) {
    case 'created':
      return answer(201, { ...indicator, id: `graph-${indicator.externalId}` });
    case 'rejected':
      return answer(400, { error: errors.rejected });
    case 'busy':
      return answer(429, { error: errors.busy });
    case 'missing':
      return E.left(unavailable('destination', 'timeout'));
  }
};

const bulkItem = (indicator: Indicator, fate: Fate): readonly unknown[] => {
  switch (fate) {
    case 'created':
      return [{ ...indicator, id: `graph-${indicator.externalId}` }];
    case 'rejected':
    case 'busy': {
      const id = 'Failed to create, check Error element for reason';
      return [{ ...indicator, id, Error: JSON.stringify({ error: errors[fate] }) }];
    }
    case 'missing':
      return [];
  }
};

/** Graph as it answers when each indicator has its own fate. */
export const fates =
  (fateOf: (indicator: Indicator) => Fate): Script =>
  (call) => {
    const items = itemsIn(call);
    const [first] = items;
    if (items.length === 1 && first !== undefined) return single(first, fateOf(first));
    const all = items.map((indicator) => [indicator, fateOf(indicator)] as const);
    const status = all.every(([, fate]) => fate === 'created') ? 200 : 206;
    return answer(status, { value: all.flatMap(([indicator, fate]) => bulkItem(indicator, fate)) });
  };

export const createsAll: Script = fates(() => 'created');

export const always =
  (said: ReturnType<Script>): Script =>
  () =>
    said;

export const down: Script = always(E.left(unavailable('destination', 'connection-refused')));

/** Refuses every call that holds this indicator as a whole, creates every other. */
export const refusing =
  (externalId: string): Script =>
  (call, timeoutMs) =>
    itemsIn(call).some((indicator) => indicator.externalId === externalId)
      ? answer(400, { error: errors.rejected })
      : createsAll(call, timeoutMs);
