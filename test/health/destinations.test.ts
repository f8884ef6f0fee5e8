import permissions from '../../infra/hooks/permissions.json';
import { destinations } from '../../shared/destinations';

describe.each(destinations.map((destination) => [destination.name, destination] as const))(
  'the destination %s',
  (_, { name, permission, probe }) => {
    it('can be asked for an answer without a change', () => {
      expect([probe.method, probe.body]).toEqual(['GET', undefined]);
      expect(probe.path).toMatch(/^\/(?!\/)[^#\s]*$/);
    });

    it('names the permission that is granted at deployment', () => {
      const granted = permissions.filter((one) => one.destination === name && one.kind === 'app-role');
      expect(granted.map(({ value }) => value)).toEqual(permission === null ? [] : [permission]);
    });
  },
);
