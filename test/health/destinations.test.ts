import permissions from '../../infra/hooks/permissions.json';
import { destinations } from '../../shared/destinations';

describe.each(destinations.map((destination) => [destination.name, destination] as const))(
  'the destination %s',
  (_, { name, permission, probe }) => {
    it('can be asked for an answer without a change', () => {
      const { method, path, body } = probe.call;
      const lists = Object.values(body ?? {}).filter((value) => Array.isArray(value));
      expect(method === 'GET' ? body : lists).toEqual(method === 'GET' ? undefined : [[]]);
      expect(path).toMatch(/^\/(?!\/)[^#\s]*$/);
    });

    it('names the permission that is granted at deployment', () => {
      const granted = permissions.filter((one) => one.destination === name && one.kind === 'app-role');
      expect(granted.map(({ value }) => value)).toEqual(permission === null ? [] : [permission]);
    });
  },
);
