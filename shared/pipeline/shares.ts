import { isTakenBack } from '../indicator/taken-back';
import { notCreated, reason, unrouted, type Outcome, type Planned, type Stamp } from './outcome';
import { type KeyedReading, type LeftOut } from './merge-duplicates';
import { plan, type Ruling } from './plan';
import { isForEvents, type Environment, type Route } from './ports';
import { mergedHosts, urlHosts } from './url-host';

/** How the indicators of an event are shared out among the destinations. */
export interface Shares {
  /** Where something goes. */
  readonly routes: readonly Route[];
  readonly of: (route: Route) => readonly Planned[];
  /** Of what goes nowhere, or not there. */
  readonly outcomes: readonly Outcome[];
  /** What destinations said, without the word of those that have nothing to do with it. */
  readonly told: (outcomes: readonly Outcome[]) => readonly Outcome[];
}

const noRoute = reason('no-route', 'no route of the profile takes it to a destination that is switched on');

const notHeldAnywhere = reason(
  'no-route',
  'it is taken back; no route of the profile takes it anywhere, and no destination holds it',
);

const draining = reason('draining', 'this destination takes nothing new, and has no successor');

const handedOver = (successor: string) =>
  reason('handed-over', `this destination takes nothing new; ${successor} gets it`);

/** Whose word the end is matters no more: it does not go into jobs. */
const onItsWay = (planned: Planned): Planned => {
  const { endUnsaid, ...others } = planned;
  return endUnsaid === undefined ? planned : others;
};

type Going = Extract<Ruling, { readonly _tag: 'Goes' }>;

const keyOf = ({ provenance: { eventId, place } }: Planned, destination: string): string =>
  JSON.stringify([eventId, place, destination]);

/** Those that get what others hand over, who may hold what was to go to these. */
const successorsOf = (all: readonly Route[], routes: readonly Route[]): readonly Route[] => {
  const found = new Set(routes);
  for (const { successor } of found) {
    const next = all.find(({ name }) => name === successor);
    if (next !== undefined) found.add(next);
  }
  return [...found];
};

/**
 * Shares indicators out by the routes of the profile. What is taken back goes to every destination, whatever the routes say now: the
 * ledger there knows who holds it, and is told that nothing older may come. Where it was not to go and is not held it has no outcome.
 * What is new for a destination that drains goes to its successor, unless something of it goes there anyway. Where a route adds the
 * hosts of URLs, these stand behind what was found, each once for a destination.
 */
export const sharesOf = (
  environment: Pick<Environment, 'profile' | 'now' | 'routes' | 'identityScope'>,
  routes: readonly Route[],
  planned: readonly Planned[],
  stamp: Stamp,
  left: readonly LeftOut[] = [],
): Shares => {
  const rule = plan(environment.profile, environment.now());
  const reached = successorsOf(environment.routes, routes);
  const shares = new Map<string, Planned[]>(reached.map(({ name }) => [name, []]));
  const outcomes: Outcome[] = [];
  const uncalled = new Set<string>();
  const unclaimed: Planned[] = [];
  const hostOf = urlHosts(environment, { found: planned, left });
  const hosts = new Map<string, KeyedReading['found'][number][]>(reached.map(({ name }) => [name, []]));
  const share = (name: string, { planned: routed, addsHost }: Going): void => {
    shares.get(name)?.push(onItsWay(routed));
    const added = addsHost ? hostOf(routed) : null;
    if (added?._tag === 'Added') hosts.get(name)?.push(added.host);
  };
  const skip = (one: Planned, name: string, why: ReturnType<typeof reason>): void => {
    outcomes.push(notCreated(one, name, 'skipped', why, stamp));
  };
  for (const one of planned) {
    const at = rule(one);
    const isGoing = isTakenBack(one.indicator);
    const handed = new Map<string, Going>();
    const direct = new Set<string>();
    let isClaimed = false;
    for (const { name, drains = false, successor } of routes) {
      const ruling = at(name);
      isClaimed ||= ruling._tag !== 'LeftOut';
      if (ruling._tag === 'Goes' && (isGoing || !drains)) {
        share(name, ruling);
        direct.add(name);
      } else if (ruling._tag === 'Goes') {
        const next = environment.routes.find((route) => route.name === successor);
        skip(one, name, next === undefined ? draining : handedOver(next.name));
        if (next !== undefined && !handed.has(next.name)) handed.set(next.name, ruling);
      } else if (ruling._tag === 'Stopped' && !isGoing) {
        const { code, text } = ruling.stop;
        const by = ruling.route === null ? '' : `, by the route ${ruling.route}`;
        skip(one, name, reason(code, `${text}${by}`));
      }
    }
    for (const [name, ruling] of handed) if (!direct.has(name)) share(name, ruling);
    if (isGoing)
      for (const { name } of reached.filter((route) => !direct.has(route.name))) {
        shares.get(name)?.push(onItsWay(one));
        uncalled.add(keyOf(one, name));
      }
    if (isClaimed) continue;
    if (isGoing) unclaimed.push(one);
    else outcomes.push(unrouted(one, noRoute, stamp));
  }
  for (const [name, added] of hosts)
    for (const host of mergedHosts(added)) shares.get(name)?.push(onItsWay(host));
  // What is left there without an id is not held there.
  const isNeedless = ({ eventId, place, destination, state, id }: Outcome): boolean =>
    state === 'skipped' && id === null && uncalled.has(JSON.stringify([eventId, place, destination]));
  const told = (said: readonly Outcome[]): readonly Outcome[] => {
    if (uncalled.size === 0) return said;
    const kept = said.filter((outcome) => !isNeedless(outcome));
    const places = new Set(kept.map(({ eventId, place }) => `${eventId} ${place}`));
    const nowhere = unclaimed.filter(
      ({ provenance: { eventId, place } }) => !places.has(`${eventId} ${place}`),
    );
    return [...kept, ...nowhere.map((one) => unrouted(one, notHeldAnywhere, stamp))];
  };
  const of = ({ name }: Route): readonly Planned[] => shares.get(name) ?? [];
  return {
    routes: reached.filter((route) => isForEvents(route) || of(route).length > 0),
    of,
    outcomes,
    told,
  };
};
