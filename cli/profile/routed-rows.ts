import { observablesOf } from '../../shared/indicator/observable';
import { type Reading } from '../../shared/pipeline/reading/merge-duplicates';
import { type Planned } from '../../shared/pipeline/outcome';
import { plan } from '../../shared/pipeline/dispatch/plan';
import { mergedHosts, urlHosts } from '../../shared/pipeline/dispatch/url-host';
import { type Profile } from '../../shared/profile/profile';
import { routeFactsOf } from '../../shared/profile/route-facts';
import { whyLeftOut } from '../../shared/profile/why-left-out';

/** Where an indicator goes and in which form, or why not. `destination` is null where it goes nowhere. */
export interface RoutedRow {
  readonly place: string;
  readonly destination: string | null;
  readonly route: string | null;
  readonly action: string | null;
  readonly expirationDateTime: string | null;
  readonly code: string | null;
  readonly text: string | null;
  /** In a row for the host of its URL, which its route adds: that host. */
  readonly host?: string;
}

const nowhere = { destination: null, route: null, action: null, expirationDateTime: null } as const;

/** All destinations that the profile names. Which of them are switched on is for the deployment to say. */
const namesIn = ({ destinations, routes }: Profile): readonly string[] =>
  destinations.length > 0
    ? destinations.map(({ name }) => name)
    : [...new Set(routes.flatMap(({ to }) => to))];

const rowsOf =
  (profile: Profile, now: Date) =>
  (one: Planned): readonly RoutedRow[] => {
    const { place } = one.provenance;
    const facts = routeFactsOf(one.provenance, one.indicator);
    const at = plan(profile, now)(one);
    const names = namesIn(profile);
    const rows = names.flatMap((destination): readonly RoutedRow[] => {
      const ruling = at(destination);
      if (ruling._tag === 'LeftOut') return [];
      const { route } = ruling;
      if (ruling._tag === 'Stopped')
        return [{ ...nowhere, place, destination, route, code: ruling.stop.code, text: ruling.stop.text }];
      const { action, expirationDateTime } = ruling.planned.indicator;
      return [{ place, destination, route, action, expirationDateTime, code: null, text: null }];
    });
    const text = whyLeftOut(profile.routes, facts);
    return rows.length > 0 ? rows : [{ ...nowhere, place, code: 'no-route', text }];
  };

/**
 * Rows after the others, as at a destination: the hosts of URLs that routes add, each once, by the route of the first URL with
 * it.
 */
const hostRows = (profile: Profile, now: Date, reading: Reading): readonly RoutedRow[] => {
  const hostOf = urlHosts({ profile, identityScope: '' }, reading);
  const rule = plan(profile, now);
  const rulings = reading.found.map(rule);
  return namesIn(profile).flatMap((destination) => {
    const routes = new Map<string, string | null>();
    const hosts = rulings.flatMap((at) => {
      const ruling = at(destination);
      const added = ruling._tag === 'Goes' && ruling.addsHost ? hostOf(ruling.planned) : null;
      if (ruling._tag !== 'Goes' || added?._tag !== 'Added') return [];
      const { externalId } = added.host.planned.indicator;
      if (!routes.has(externalId)) routes.set(externalId, ruling.route);
      return [added.host];
    });
    return mergedHosts(hosts).map(({ provenance: { place }, indicator }): RoutedRow => {
      const { action, expirationDateTime, externalId } = indicator;
      const [observable] = observablesOf(indicator);
      const route = routes.get(externalId) ?? null;
      const host = observable?.value ?? '';
      return { place, destination, route, action, expirationDateTime, code: null, text: null, host };
    });
  });
};

/**
 * A row for each indicator and each destination that the profile names, with the route that decides; then the hosts that are
 * added. None where the profile has no routes.
 */
export const routedRows = (profile: Profile, now: Date, reading: Reading): readonly RoutedRow[] => {
  if (profile.routes.length === 0) return [];
  const rows = reading.found.flatMap(rowsOf(profile, now));
  return [...rows, ...hostRows(profile, now, reading)];
};
