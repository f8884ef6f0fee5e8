import { isTakenBack } from '../../indicator/taken-back';
import { notCreated, reason, unrouted, type Outcome, type Planned, type Stamp } from '../outcome';
import { type KeyedReading, type LeftOut } from '../reading/merge-duplicates';
import { plan, type RoutingDecision } from './plan';
import { isForEvents, type Environment, type Route } from '../ports';
import { mergedHosts, urlHosts } from './url-host';

/** How the indicators of an event are shared out among the destinations. */
export interface Shares {
  /** The routes that something takes. */
  readonly routes: readonly Route[];
  readonly of: (route: Route) => readonly Planned[];
  /** The outcomes of what goes nowhere, or not there. */
  readonly outcomes: readonly Outcome[];
  /** The outcomes of destinations, without those of destinations that are not concerned. */
  readonly reported: (outcomes: readonly Outcome[]) => readonly Outcome[];
}

const noRoute = reason('no-route', 'no route of the profile takes it to a destination that is switched on');

const notHeldAnywhere = reason(
  'no-route',
  'it is taken back; no route of the profile takes it anywhere, and no destination holds it',
);

const draining = reason('draining', 'this destination takes nothing new, and has no successor');

const handedOver = (successor: string) =>
  reason('handed-over', `this destination takes nothing new; ${successor} gets it`);

/**
 * Prepares an indicator for its route. Whether its end is the profile's does not matter any more, so jobs do not hold it. It
 * keeps the names of later destinations that have it, too.
 */
const onItsWay = (planned: Planned, decidedAt: readonly string[]): Planned => {
  const { endUnsaid, ...others } = planned;
  if (decidedAt.length > 0) return { ...others, decidedAt };
  return endUnsaid === undefined ? planned : others;
};

type Going = Extract<RoutingDecision, { readonly _tag: 'Goes' }>;

const keyOf = ({ provenance: { eventId, place } }: Planned, destination: string): string =>
  JSON.stringify([eventId, place, destination]);

/** These routes and all that follow them by handing over, which may hold what was meant for these. */
const successorsOf = (all: readonly Route[], routes: readonly Route[]): readonly Route[] => {
  const found = new Set(routes);
  for (const { successor } of found) {
    const next = all.find(({ name }) => name === successor);
    if (next !== undefined) found.add(next);
  }
  return [...found];
};

/** The names of the routes that follow each route, in order. */
const linesOf = (all: readonly Route[]): ReadonlyMap<string, readonly string[]> =>
  new Map(
    all.map((route) => [
      route.name,
      successorsOf(all, [route])
        .slice(1)
        .map(({ name }) => name),
    ]),
  );

/**
 * Shares indicators out by the routes of the profile. A take-back goes to every destination, whatever the routes say now: the
 * ledger there knows who holds it, and learns that nothing older may come. Where no route takes it and it is not held, it has
 * no outcome. What is new for a draining destination goes to its successor, unless that has it too; then the successor's own
 * routes decide. Where a route adds the hosts of URLs, they follow what was found, each once for a destination.
 */
export const sharesOf = (
  environment: Pick<Environment, 'profile' | 'now' | 'routes' | 'identityScope'>,
  routes: readonly Route[],
  {
    planned,
    stamp,
    left = [],
  }: { readonly planned: readonly Planned[]; readonly stamp: Stamp; readonly left?: readonly LeftOut[] },
): Shares => {
  const rule = plan(environment.profile, environment.now());
  const reached = successorsOf(environment.routes, routes);
  const shares = new Map<string, Planned[]>(reached.map(({ name }) => [name, []]));
  const outcomes: Outcome[] = [];
  const uncalled = new Set<string>();
  const unclaimed: Planned[] = [];
  const hostOf = urlHosts(environment, { found: planned, left });
  const hosts = new Map<string, KeyedReading['found'][number][]>(reached.map(({ name }) => [name, []]));
  const lines = linesOf(environment.routes);
  const after = (name: string, decides: (other: string) => boolean): readonly string[] =>
    (lines.get(name) ?? []).filter(decides);
  const share = (
    name: string,
    { planned: routed, addsHost }: Going,
    decides: (other: string) => boolean,
  ): void => {
    shares.get(name)?.push(onItsWay(routed, after(name, decides)));
    const added = addsHost ? hostOf(routed) : null;
    if (added?._tag === 'Added') hosts.get(name)?.push(added.host);
  };
  const skip = (one: Planned, name: string, why: ReturnType<typeof reason>): void => {
    outcomes.push(notCreated(one, { destination: name, state: 'skipped', why }, stamp));
  };
  for (const one of planned) {
    const at = rule(one);
    const isGoing = isTakenBack(one.indicator);
    const rulings = routes.map((route) => ({ route, ruling: at(route.name) }));
    const claimed = rulings.flatMap(({ route, ruling }) => (ruling._tag === 'LeftOut' ? [] : [route.name]));
    const decided = new Set(isGoing ? reached.map(({ name }) => name) : claimed);
    const decides = (name: string): boolean => decided.has(name);
    const handed = new Map<string, Going>();
    for (const { route, ruling } of rulings) {
      const { name, drains = false, successor } = route;
      if (ruling._tag === 'Goes' && (isGoing || !drains)) share(name, ruling, decides);
      else if (ruling._tag === 'Goes') {
        const next = environment.routes.find((other) => other.name === successor);
        skip(one, name, next === undefined ? draining : handedOver(next.name));
        if (next !== undefined && !decides(next.name) && !handed.has(next.name))
          handed.set(next.name, ruling);
      } else if (ruling._tag === 'Stopped' && !isGoing) {
        const { code, text } = ruling.stop;
        const by = ruling.route === null ? '' : `, by the route ${ruling.route}`;
        skip(one, name, reason(code, `${text}${by}`));
      }
    }
    for (const [name, ruling] of handed) share(name, ruling, decides);
    if (isGoing)
      for (const { name } of reached.filter((route) => !claimed.includes(route.name))) {
        shares.get(name)?.push(onItsWay(one, after(name, decides)));
        uncalled.add(keyOf(one, name));
      }
    if (claimed.length > 0) continue;
    if (isGoing) unclaimed.push(one);
    else outcomes.push(unrouted(one, noRoute, stamp));
  }
  const merged = new Map([...hosts].map(([name, added]) => [name, mergedHosts(added)]));
  const hasHost = (name: string, { indicator: { externalId } }: Planned): boolean =>
    (merged.get(name) ?? []).some(({ indicator }) => indicator.externalId === externalId);
  for (const [name, added] of merged)
    for (const host of added)
      shares.get(name)?.push(
        onItsWay(
          host,
          after(name, (other) => hasHost(other, host)),
        ),
      );
  // A take-back without an id there was not held there.
  const isNeedless = ({ eventId, place, destination, state, id }: Outcome): boolean =>
    state === 'skipped' && id === null && uncalled.has(JSON.stringify([eventId, place, destination]));
  const reported = (outcomes: readonly Outcome[]): readonly Outcome[] => {
    if (uncalled.size === 0) return outcomes;
    const kept = outcomes.filter((outcome) => !isNeedless(outcome));
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
    reported,
  };
};
