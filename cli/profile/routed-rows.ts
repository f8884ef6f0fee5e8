import { type Planned } from '../../shared/pipeline/outcome';
import { plan } from '../../shared/pipeline/plan';
import { type Profile } from '../../shared/profile/profile';
import { routeFactsOf } from '../../shared/profile/route-facts';
import { whyLeftOut } from '../../shared/profile/why-left-out';

/** Where an indicator goes and as what, or why not; `destination` is null where it goes nowhere. */
export interface RoutedRow {
  readonly place: string;
  readonly destination: string | null;
  readonly route: string | null;
  readonly action: string | null;
  readonly expirationDateTime: string | null;
  readonly code: string | null;
  readonly text: string | null;
}

const nowhere = { destination: null, route: null, action: null, expirationDateTime: null } as const;

/** All that the profile names; which of them are switched on is the deployment's to say. */
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

/** For each indicator and each destination that the profile names, the route that decides; none of a profile without routes. */
export const routedRows = (profile: Profile, now: Date, found: readonly Planned[]): readonly RoutedRow[] =>
  profile.routes.length === 0 ? [] : found.flatMap(rowsOf(profile, now));
