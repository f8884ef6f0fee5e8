import type { RegisteredFunction } from './core-api';
import type { Access } from './keys';
import type { RpcBindingInfo } from './rpc';
import { StartError } from './start-error';

export interface Route {
  readonly fn: RegisteredFunction;
  readonly authLevel: Access;
  readonly methods: ReadonlySet<string>;
  readonly pattern: RegExp;
  readonly names: readonly string[];
  /** One digit a segment, literal before parameter before optional before catch-all. */
  readonly precedence: string;
}

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

interface Segment {
  readonly source: string;
  readonly names: readonly string[];
  readonly rank: string;
}

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

const segmentOf = (text: string, functionName: string): Segment => {
  const whole = /^\{(\*{0,2})(\w+)(\??)\}$/.exec(text);
  if (whole !== null) {
    const [, stars = '', name = '', optional] = whole;
    if (stars !== '') return { source: '(?:/(.*))?', names: [name], rank: '3' };
    return optional === '?'
      ? { source: '(?:/([^/]+))?', names: [name], rank: '2' }
      : { source: '/([^/]+)', names: [name], rank: '1' };
  }
  const parts = text.split(/\{(\w+)\}/);
  if (parts.some((part, index) => index % 2 === 0 && /[{}]/.test(part)))
    throw new StartError(
      `Function "${functionName}": the route segment "${text}" is not supported by this host.`,
    );
  const source = parts.map((part, index) => (index % 2 === 0 ? escape(part) : '([^/]+?)')).join('');
  const names = parts.filter((_, index) => index % 2 === 1);
  return { source: `/${source}`, names, rank: names.length === 0 ? '0' : '1' };
};

const authLevelOf = (level: string, functionName: string): Route['authLevel'] => {
  const name = level.toLowerCase();
  if (name === 'anonymous' || name === 'function' || name === 'admin') return name;
  throw new StartError(`Function "${functionName}": unknown authLevel "${level}".`);
};

export const routeOf = (fn: RegisteredFunction, binding: RpcBindingInfo, prefix: string): Route => {
  const { name } = fn.metadata;
  // An empty route stands for the function's name, as in Azure.
  const template = [prefix, binding.route === '' ? name : (binding.route ?? name)].join('/');
  const segments = template.split('/').filter((part) => part !== '').map((part) => segmentOf(part, name)); // prettier-ignore
  return {
    fn,
    authLevel: authLevelOf(binding.authLevel ?? 'anonymous', name),
    methods: new Set((binding.methods ?? ['GET', 'POST']).map((method) => method.toUpperCase())),
    pattern: new RegExp(`^${segments.map(({ source }) => source).join('')}/?$`, 'i'),
    names: segments.flatMap(({ names }) => names),
    precedence: segments.map(({ rank }) => rank).join(''),
  };
};

const paramsOf = (route: Route, match: RegExpExecArray): Record<string, string> =>
  Object.fromEntries(
    route.names.flatMap((name, index) => {
      const value = match[index + 1];
      return value ? [[name, value] as const] : [];
    }),
  );

/** Percent-encoded UTF-8 is decoded before routing, but for %2F; what is no UTF-8 stays as it came (Kestrel). */
export const decodedPath = (path: string): string =>
  path.replaceAll(/(?:%(?!2f)[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });

/** The most specific route that takes the method and the decoded path. A wrong method is no match: Azure says 404. */
export const matchRoute = (
  routes: readonly Route[],
  method: string,
  path: string,
): RouteMatch | undefined => {
  const matches = routes.flatMap((route) => {
    const match = route.methods.has(method) ? route.pattern.exec(path) : null;
    return match === null ? [] : [{ route, params: paramsOf(route, match) }];
  });
  return matches.sort((a, b) => a.route.precedence.localeCompare(b.route.precedence))[0];
};
