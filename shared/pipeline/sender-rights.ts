import { type Violation } from '../codec/violation';
import { refuse, type Skipped, type SkipReason } from '../formats/format';
import { type Indicator } from '../indicator/indicator';
import { type Profile } from '../profile/profile';
import { type Sender } from '../profile/sender';
import { isForEvents, type Environment, type Route } from './ports';

/** The sender with that name; undefined where nobody is named, or the profile no longer has the sender. */
export const senderNamed = (
  { senders }: Pick<Profile, 'senders'>,
  name: string | undefined,
): Sender | undefined => senders.find((sender) => sender.name === name);

const allows = (allowed: readonly string[], name: string): boolean =>
  allowed.length === 0 || allowed.includes(name);

/** Whether what a sender sends may go to a destination. */
export const mayReach = (sender: Sender | undefined, destination: string): boolean =>
  allows(sender?.destinations ?? [], destination);

/** The sender of what comes on a queue, whose messages carry no proof. */
export const senderOfQueue = ({ senders }: Pick<Profile, 'senders'>, queue: string): Sender | undefined =>
  senders.find((sender) => sender.scheme === 'queue' && sender.queue === queue);

/** The routes that events of a sender take; without a sender, those that any event takes. */
export const routesFor = (
  { routes, profile }: Pick<Environment, 'routes' | 'profile'>,
  sender: string | undefined,
): readonly Route[] =>
  routes.filter((route) => isForEvents(route) && mayReach(senderNamed(profile, sender), route.name));

/** Why a sender may not have its payload read in a format; undefined where it may. */
export const formatRefused = (sender: Sender | undefined, format: string): SkipReason | undefined => {
  if (sender === undefined || allows(sender.formats, format)) return undefined;
  const expected = `one of the formats that this sender may use: ${sender.formats.join(', ')}`;
  const violations: readonly Violation[] = [{ pointer: '', expected }];
  return { code: 'format-not-allowed', text: expected, violations, unreadable: true };
};

/** Why a sender may not have an indicator do what it asks for; undefined where it may. */
export const actionRefused = (
  sender: Sender | undefined,
  place: string,
  { action }: Pick<Indicator, 'action'>,
): Skipped | undefined =>
  sender === undefined || allows(sender.actions, action)
    ? undefined
    : refuse(
        place,
        'action-not-allowed',
        `one of the actions that this sender may use: ${sender.actions.join(', ')}`,
      );

/**
 * The source by which the ledger tells sources of assertions apart. What a sender's envelopes call their source comes below the sender's own
 * name, and without a sender nobody can speak for one.
 */
export const sourceOf = (source: string, sender: string | undefined, senders: readonly Sender[]): string => {
  const [owner = ''] = source.split(':');
  if (sender !== undefined) return owner === sender ? source : `${sender}:${source}`;
  return senders.some(({ name }) => name === owner) ? `http:${source}` : source;
};
