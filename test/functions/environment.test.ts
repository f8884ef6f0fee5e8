import { configured } from '../../functions/configured';
import { createEnvironment, type Live } from '../../functions/environment';
import { rightOf } from '../pipeline/right-of';

const workspaceId = '5a3d1f6e-7c2b-4e8a-9d40-c1b2a3948576';

const old = { name: 'old', kind: 'sentinel', workspaceId, successor: 'next', failoverMinutes: 30 };
const next = { name: 'next', kind: 'graph' };
const trial = { name: 'trial', kind: 'graph', shadow: 'old', shadowMaxJobs: 7 };

const made: Live[] = [];

/** Nothing is asked of the account before something is kept there. */
const live = (destinations: readonly object[], settings: Readonly<Record<string, string>> = {}): Live => {
  const { config, profile, secrets } = rightOf(
    configured({
      AzureWebJobsStorage__accountName: 'account',
      PROFILE: JSON.stringify({ destinations }),
      ...settings,
    }),
  );
  const environment = createEnvironment(config, { profile, secrets }, () => undefined);
  made.push(environment);
  return environment;
};

afterEach(() => Promise.all(made.splice(0).map(({ stop }) => stop())));

const namesOf = (all: readonly { readonly name: string }[]): readonly string[] => all.map(({ name }) => name);

describe('what the app makes of the destinations of its profile', () => {
  it('brings events to all but shadows, and shadows what the one gets that they shadow', () => {
    const { routes, shadows, mirror, readShadows, erasers } = live([old, next, trial]);
    expect(namesOf(routes)).toEqual(['old', 'next']);
    expect(shadows?.all).toMatchObject([{ of: 'old', maxJobs: 7, route: { name: 'trial' } }]);
    expect(mirror).toBeInstanceOf(Function);
    expect(readShadows).toMatchObject({ days: 30 });
    // What is kept of outcomes, and apart from that what is kept of those of shadows.
    expect(erasers).toHaveLength(2);
  });

  it('looks after a shadow as after any: its token, its reach, its limiter', () => {
    const { destinations } = live([old, next, trial]);
    expect(destinations.map(({ instance }) => instance.name)).toEqual(['old', 'next', 'trial']);
  });

  it('keeps nothing of shadows where none is asked for', () => {
    const { shadows, mirror, readShadows, erasers } = live([old, next]);
    expect([shadows, mirror, readShadows, erasers.length]).toEqual([undefined, undefined, null, 1]);
  });

  it('goes on comparing where outcomes are not kept, and has nothing to read then', () => {
    const { shadows, mirror, readShadows, erasers } = live([old, next, trial], { OUTCOMES_KEPT_DAYS: '0' });
    expect([shadows?.all.length, mirror === undefined, readShadows, erasers]).toEqual([1, false, null, []]);
  });

  it.each([
    ['comes back by itself', {}, false],
    ['comes back by command', { failback: 'command' }, true],
  ])('hands over to a successor for a destination that %s', (_, more, isLasting) => {
    const [first, second] = live([{ ...old, ...more }, next]).routes;
    expect(first).toMatchObject({ successor: 'next', failover: { afterMinutes: 30 } });
    expect(first?.failover?.downSince()).toBeNull();
    expect(first?.failover?.lasting !== null).toBe(isLasting);
    expect(second).toMatchObject({ successor: null, failover: null });
  });
});
