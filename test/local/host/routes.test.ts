import { decodedPath, matchRoute, routeOf } from '../../../local/host/routes';
import type { RegisteredFunction } from '../../../local/host/core-api';

const functionNamed = (name: string): RegisteredFunction => ({
  metadata: { name, bindings: {} },
  callback: () => undefined,
});

const routes = [
  routeOf(functionNamed('Default'), {}, 'api'),
  routeOf(functionNamed('Empty'), { route: '' }, 'api'),
  routeOf(functionNamed('One'), { route: 'jobs/{id}', methods: ['GET'] }, 'api'),
  routeOf(functionNamed('Literal'), { route: 'jobs/all', methods: ['GET'] }, 'api'),
  routeOf(functionNamed('Remove'), { route: 'jobs/{id}', methods: ['DELETE'] }, 'api'),
  routeOf(functionNamed('Optional'), { route: 'items/{name?}' }, 'api'),
  routeOf(functionNamed('Rest'), { route: 'files/{*rest}' }, 'api'),
  routeOf(functionNamed('Mixed'), { route: 'v{version}/file.{extension}' }, 'api'),
];

describe('matchRoute', () => {
  it.each([
    ['GET', '/api/Default', 'Default', {}],
    ['POST', '/API/default/', 'Default', {}],
    ['GET', '/api/Empty', 'Empty', {}],
    ['GET', '/api/jobs/all', 'Literal', {}],
    ['GET', '/api/jobs/7', 'One', { id: '7' }],
    ['DELETE', '/api/jobs/all', 'Remove', { id: 'all' }],
    ['GET', '/api/jobs/a%2Fb%20c', 'One', { id: 'a%2Fb c' }],
    ['GET', '/api/%6a%6Fbs/7', 'One', { id: '7' }],
    ['GET', '/api/jobs/%zz%C3', 'One', { id: '%zz%C3' }],
    ['GET', '/api/jobs/%C3%BC', 'One', { id: 'ü' }],
    ['GET', '/api/items', 'Optional', {}],
    ['GET', '/api/items/x', 'Optional', { name: 'x' }],
    ['GET', '/api/files', 'Rest', {}],
    ['GET', '/api/files/a/b.txt', 'Rest', { rest: 'a/b.txt' }],
    ['GET', '/api/v2/file.json', 'Mixed', { version: '2', extension: 'json' }],
  ])('%s %s is for %s with %j', (method, path, name, params) => {
    const match = matchRoute(routes, method, decodedPath(path));
    expect(match?.route.fn.metadata.name).toBe(name);
    expect(match?.params).toEqual(params);
  });

  it.each([
    ['GET', '/api/jobs'],
    ['PUT', '/api/jobs/7'],
    ['GET', '/Default'],
    ['GET', '/api/v2/fileXjson'],
    ['GET', '/api//jobs/7'],
    ['HEAD', '/api/jobs/7'],
    ['OPTIONS', '/api/jobs/7'],
  ])('%s %s is for none', (method, path) => {
    expect(matchRoute(routes, method, decodedPath(path))).toBeUndefined();
  });
});

describe('routeOf', () => {
  it('refuses a route constraint, naming the function', () => {
    expect(() => routeOf(functionNamed('Strict'), { route: '{id:int}' }, 'api')).toThrow(
      'Function "Strict": the route segment "{id:int}" is not supported by this host.',
    );
  });
});
