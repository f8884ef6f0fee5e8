import { type SharedText } from '../../shared/delivery/ports';
import { type Way } from '../../shared/delivery/way';
import { createFailedOver } from '../../shared/pipeline/dispatch/failed-over';
import { type Environment, type Failover, type Route } from '../../shared/pipeline/ports';
import { type Shadow } from '../../shared/pipeline/shadow/shadow';

interface Effects {
  readonly texts: SharedText;
  readonly now: Environment['now'];
}

const failoverOf = ({ instance, watch }: Way, { texts, now }: Effects): Failover | null => {
  const { failoverMinutes, failback, name } = instance;
  return failoverMinutes === undefined
    ? null
    : {
        afterMinutes: failoverMinutes,
        downSince: () => watch.seen().circuit?.openSince ?? null,
        lasting: failback === 'command' ? createFailedOver(texts, name, now) : null,
      };
};

const routeOf =
  (effects: Effects) =>
  (way: Way): Route => {
    const { instance, deliverer, room, findSupported, retract } = way;
    const { name, successor, standby, drain } = instance;
    return {
      name,
      deliverer,
      successor: successor ?? null,
      standby,
      drains: drain,
      failover: failoverOf(way, effects),
      room,
      findSupported,
      retract,
    };
  };

/** Where events go, and the shadows of those destinations. */
export const createRoutes = (
  ways: readonly Way[],
  effects: Effects,
): { readonly routes: readonly Route[]; readonly shadows: readonly Shadow<Route>[] } => {
  const route = routeOf(effects);
  return {
    routes: ways.filter(({ instance }) => instance.shadows === undefined).map(route),
    shadows: ways.flatMap((way) =>
      way.instance.shadows === undefined ? [] : [{ ...way.instance.shadows, route: route(way) }],
    ),
  };
};
