import * as E from 'fp-ts/Either';
import { isObject, objectOf, textOf } from '../codec/json-value';
import { type Envelope } from './envelope';
import { eventGrid } from './event-grid';

/** An event in which Event Grid tells an endpoint about its subscription. */
export type SubscriptionEvent =
  | { readonly _tag: 'Deletion' }
  /** `code` is to be sent back; null where it is missing. */
  | { readonly _tag: 'Validation'; readonly code: string | null };

export const subscriptionEventOf = (value: unknown): SubscriptionEvent | null => {
  if (!isObject(value)) return null;
  const type = textOf(value.eventType ?? value.type)?.toLowerCase();
  if (type === 'microsoft.eventgrid.subscriptiondeletedevent') return { _tag: 'Deletion' };
  return type === 'microsoft.eventgrid.subscriptionvalidationevent'
    ? { _tag: 'Validation', code: textOf(objectOf(value.data).validationCode) ?? null }
    : null;
};

/** Such an event anywhere but at its own endpoint; it holds nothing to read. */
export const subscriptionEvent: Envelope = (value, outer) =>
  subscriptionEventOf(value) === null
    ? null
    : {
        origin: eventGrid(value, outer)?.origin ?? outer,
        member: null,
        content: E.left({
          code: 'subscription-event',
          text: 'a security event: this one is about an Event Grid subscription, which /api/event-grid answers',
        }),
      };
