import { isTakenBack } from '../indicator/taken-back';
import { notCreated, reason, unrouted, type Outcome, type Planned, type Stamp } from './outcome';
import { plan } from './plan';
import { type Environment, type Route } from './ports';

/** How the indicators of an event are shared out among the destinations. */
export interface Shares {
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

/** Whose word the end is matters no more: it does not go into jobs. */
const onItsWay = (planned: Planned): Planned => {
  const { endUnsaid, ...others } = planned;
  return endUnsaid === undefined ? planned : others;
};

const keyOf = (planned: Planned, destination: string): string => {
  const { eventId, place } = planned.provenance;
  return JSON.stringify([eventId, place, destination]);
};

/**
 * Shares indicators out by the routes of the profile. What is taken back goes to every destination, whatever the routes say now: the
 * ledger there knows who holds it, and is told that nothing older may come. Where it was not to go and is not held it has no outcome.
 */
export const sharesOf = (
  { profile, now }: Pick<Environment, 'profile' | 'now'>,
  routes: readonly Route[],
  planned: readonly Planned[],
  stamp: Stamp,
): Shares => {
  const rule = plan(profile, now());
  const shares = new Map<string, Planned[]>(routes.map(({ name }) => [name, []]));
  const outcomes: Outcome[] = [];
  const uncalled = new Set<string>();
  const unclaimed: Planned[] = [];
  for (const one of planned) {
    const at = rule(one);
    let isClaimed = false;
    for (const { name } of routes) {
      const ruling = at(name);
      if (ruling._tag === 'Goes') shares.get(name)?.push(onItsWay(ruling.planned));
      else if (isTakenBack(one.indicator)) {
        shares.get(name)?.push(onItsWay(one));
        uncalled.add(keyOf(one, name));
      } else if (ruling._tag === 'Stopped') {
        const { code, text } = ruling.stop;
        const by = ruling.route === null ? '' : `, by the route ${ruling.route}`;
        outcomes.push(notCreated(one, name, 'skipped', reason(code, `${text}${by}`), stamp));
      }
      isClaimed ||= ruling._tag !== 'LeftOut';
    }
    if (isClaimed) continue;
    if (isTakenBack(one.indicator)) unclaimed.push(one);
    else outcomes.push(unrouted(one, noRoute, stamp));
  }
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
  return { of: ({ name }) => shares.get(name) ?? [], outcomes, told };
};
