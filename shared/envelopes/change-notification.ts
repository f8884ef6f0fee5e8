import * as E from 'fp-ts/Either';
import { isObject, oneOrMany } from '../codec/json-value';
import { type Envelope } from './envelope';

const telling = [
  'changeType',
  'clientState',
  'lifecycleEvent',
  'resourceData',
  'subscriptionExpirationDateTime',
];

const isNotification = (value: unknown): boolean =>
  isObject(value) &&
  typeof value.subscriptionId === 'string' &&
  telling.some((name) => Object.hasOwn(value, name));

/** A change notification of Graph, alone or in its list. It has only ids, or an event encrypted for somebody else. */
export const changeNotification: Envelope = (value, outer) =>
  isNotification(value) || (isObject(value) && oneOrMany(value.value).some(isNotification))
    ? {
        origin: outer,
        member: null,
        content: E.left({
          code: 'change-notification',
          text: 'the alert itself: a Graph change notification only says which one changed, and it has to be fetched',
        }),
      }
    : null;
