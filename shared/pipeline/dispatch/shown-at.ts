import { type TiIndicator } from '../../codec/ti-indicator';
import { type Destination, type HttpCall, type Instance, type Unfit } from '../../destinations/destination';
import { type Indicator } from '../../indicator/indicator';
import { isTakenBack } from '../../indicator/taken-back';
import { isKeptByAction, unfitsOf } from '../../delivery/unfits';
import { routeFactsOf } from '../../profile/route-facts';
import { whyLeftOut } from '../../profile/why-left-out';
import { type Planned } from '../outcome';
import { plan, type Rules } from './plan';
import { mergedHosts, type UrlHosts } from './url-host';

/** What a destination would be sent for one indicator, or why it would not be asked. One of the two is null. */
export interface ShownAt {
  readonly destination: string;
  readonly kind: string;
  /** The route of the profile that decides there; null where none does. */
  readonly route: string | null;
  readonly call: HttpCall | null;
  readonly reason: Unfit | null;
  /** Where only its action keeps it away: the call that takes back what its source said of it before. */
  readonly takesBack?: HttpCall;
  /** Where its route adds the host of its URL: that indicator, or why it is not added. One of the two is null. */
  readonly urlHost?: { readonly tiIndicator: TiIndicator | null; readonly reason: Unfit | null };
}

/** The parts of an instance that are needed to show it. */
export type Shown = Pick<Instance, 'name' | 'kind' | 'standby'> &
  Partial<Pick<Instance, 'drain' | 'successor' | 'shadows'>>;

const standby: Unfit = {
  code: 'standby',
  text: 'this destination gets only what another hands over that takes nothing any more',
};

const shadow = (of: string): Unfit => ({
  code: 'shadow',
  text: `this destination gets what ${of} gets, after it, and its outcomes are kept apart`,
});

const drained = (successor: string | undefined): Unfit => ({
  code: successor === undefined ? 'draining' : 'handed-over',
  text: `this destination takes nothing new${successor === undefined ? '' : `; ${successor} gets it`}`,
});

/** Stands for an id that only the ledger knows, where nothing else names an indicator there. */
const idThere = '{id}';

const irrevocable: Unfit = { code: 'not-revocable', text: 'this destination can take nothing back' };

const addedBefore: Unfit = { code: 'duplicate-in-event', text: 'another URL of this event adds this host' };

/** The first call that takes it back where it is held; null where there is none. */
const takingBack = ({ revoking }: Destination, entries: readonly Indicator[], at: Date): HttpCall | null => {
  const id = revoking?.needsId === true ? idThere : '';
  const held = entries.map((indicator) => ({ id, indicator, since: null, heldAction: null }));
  const [first] = revoking?.calls(held.flatMap((one) => revoking.parts?.(one) ?? [one])) ?? [];
  return revoking === null || first === undefined ? null : revoking.request(first, at);
};

/** What goes there by the routes, or why not. */
type Routed = Pick<ShownAt, 'route' | 'reason'> & {
  readonly planned: Planned | null;
  readonly addsHost?: boolean;
};

const routedTo = (rules: Rules, at: Date, destination: string) => {
  const rule = plan(rules, at);
  return (one: Planned): Routed => {
    const ruling = rule(one)(destination);
    switch (ruling._tag) {
      case 'Goes':
        return { route: ruling.route, reason: null, planned: ruling.planned, addsHost: ruling.addsHost };
      case 'Stopped':
        return { route: ruling.route, reason: ruling.stop, planned: null };
      case 'LeftOut': {
        const text = whyLeftOut(rules.routes, routeFactsOf(one.provenance, one.indicator), destination);
        return { route: null, reason: { code: 'no-route', text }, planned: null };
      }
    }
  };
};

/** What is new reaches one of these by its own routes or from those that drain into it. Where it drains itself, it goes on. */
const arriving = (
  { name, standby: isStandby, drain = false, successor, shadows }: Shown,
  others: readonly Shown[],
  ruled: (destination: string) => (one: Planned) => Routed,
) => {
  const apart: Routed = { route: null, reason: shadows ? shadow(shadows.of) : standby, planned: null };
  const own = isStandby ? () => apart : ruled(name);
  const from = others.filter((other) => other.drain && other.successor === name);
  const handing = from.map((other) => ruled(other.name));
  const isNew = ({ planned }: Routed): boolean => planned !== null && !isTakenBack(planned.indicator);
  return (one: Planned): Routed => {
    const here = own(one);
    const isOpen = isStandby || here.reason?.code === 'no-route';
    const routed = (isOpen ? handing.map((by) => by(one)).find(isNew) : undefined) ?? here;
    return drain && isNew(routed)
      ? { route: routed.route, reason: drained(successor), planned: null }
      : routed;
  };
};

/** Where several of an event become one, it is shown with the first. */
const shownHosts = (
  hostOf: UrlHosts,
  kind: Destination,
  routed: readonly Routed[],
): readonly (ShownAt['urlHost'] | undefined)[] => {
  const hosts = routed.map(({ planned, addsHost }) =>
    planned !== null && addsHost === true ? hostOf(planned) : null,
  );
  const merged = mergedHosts(hosts.flatMap((one) => (one?._tag === 'Added' ? [one.host] : [])));
  const waiting = new Map(merged.map(({ indicator }) => [indicator.externalId, indicator]));
  return hosts.map((one) => {
    if (one === null) return undefined;
    if (one._tag === 'NotAdded') return { tiIndicator: null, reason: { code: one.code, text: one.text } };
    const { externalId } = one.host.planned.indicator;
    const indicator = waiting.get(externalId);
    waiting.delete(externalId);
    if (indicator === undefined) return { tiIndicator: null, reason: addedBefore };
    const reason = unfitsOf(kind, [indicator])[0] ?? null;
    return { tiIndicator: reason === null ? indicator : null, reason };
  });
};

/**
 * Says of each indicator found in an event, at its position, which route takes it there and with which call. That is the call
 * that creates it where it is alone and not held yet, or takes it back where it is held and nobody else says it. Several go in
 * one call where the destination takes them. `others` are all instances that are shown: what drains into this one comes from
 * them.
 */
export const shownAt =
  (
    rules: Rules,
    {
      at,
      found,
      hostOf,
    }: { readonly at: Date; readonly found: readonly Planned[]; readonly hostOf: UrlHosts },
  ) =>
  (instance: Shown, others: readonly Shown[] = []): readonly ShownAt[] => {
    const { name, kind } = instance;
    const ruled = (destination: string) => routedTo(rules, at, destination);
    const routed = found.map(arriving(instance, others, ruled));
    const going = routed.flatMap(({ planned }) => planned?.indicator ?? []);
    const unfits = unfitsOf(kind, going).values();
    const hosts = shownHosts(hostOf, kind, routed);
    return routed.map(({ route, reason: why, planned }, index) => {
      const urlHost = hosts[index];
      const also = urlHost === undefined ? {} : { urlHost };
      const unfit = planned === null ? why : (unfits.next().value ?? null);
      const shown = { destination: name, kind: kind.name, route, ...also };
      if (planned === null) return { ...shown, call: null, reason: unfit };
      if (unfit !== null && !isKeptByAction(kind, planned.indicator))
        return { ...shown, call: null, reason: unfit };
      const entries = kind.known?.(planned.indicator, false) ?? [planned.indicator];
      if (unfit !== null) {
        const before = takingBack(kind, entries, at);
        return { ...shown, call: null, reason: unfit, ...(before === null ? {} : { takesBack: before }) };
      }
      // As it is known there, it may not say any more that it is taken back.
      const call = isTakenBack(planned.indicator) ? takingBack(kind, entries, at) : kind.request(entries, at);
      return { ...shown, call, reason: call === null ? irrevocable : null };
    });
  };
