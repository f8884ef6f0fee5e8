import { missesOf, type RouteFacts } from './route-facts';
import { nameOfRoute, type RouteRule } from './route-rule';

const most = 3;

/**
 * Why no route takes an indicator to a destination, or to any: the conditions of the nearest routes that it does not meet.
 * Holds no value of the indicator.
 */
export const whyLeftOut = (routes: readonly RouteRule[], facts: RouteFacts, destination?: string): string => {
  const near = routes
    .map((rule, index) => ({ rule, name: nameOfRoute(rule, index), misses: missesOf(rule.match, facts) }))
    .filter(({ rule }) => destination === undefined || rule.to.includes(destination))
    .sort((a, b) => a.misses.length - b.misses.length)
    .slice(0, most)
    .map(({ name, misses }) => `${name} asks for another ${misses.join(', ')}`);
  return near.length === 0
    ? 'no route leads to this destination'
    : `no route takes it ${destination === undefined ? 'anywhere' : 'to this destination'}: ${near.join('; ')}`;
};
