import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import { graphProduct } from '../../delivery/life-products';
import { receive } from '../../../shared/pipeline/receive';
import { runJob } from '../../../shared/pipeline/run-job';
import { replay } from '../../../shared/pipeline/parked/replay';
import { type Route } from '../../../shared/pipeline/ports';
import { sharesOf } from '../../../shared/pipeline/dispatch/shares';
import { routeRules } from '../../../shared/profile/route-rule';
import { answer, createsAll, down } from '../graph-script';
import {
  inMemoryWorld,
  routeTo,
  startOfTime,
  type Circumstances,
  type Script,
  type ScriptedRoute,
} from '../in-memory-environment';
import { eventWith, indicatorOf, jobOf, plannedOf, provenanceAt, tiIndicatorJson } from '../planned';
import { profileWith } from '../profiles';
import { rightOf } from '../right-of';

const bodyOf = (name: string, more: Readonly<Record<string, unknown>> = {}) =>
  tiIndicatorJson(`${name}.example`, more);

const worldWith = (
  routed: Readonly<Record<string, unknown>>,
  scripted: readonly ScriptedRoute[],
  circumstances: Partial<Circumstances> = {},
) => {
  const world = inMemoryWorld(scripted, circumstances);
  const profile = profileWith({ guard: { specialUse: 'take' }, ...routed });
  return { ...world, environment: { ...world.environment, profile } };
};

type World = ReturnType<typeof worldWith>;

const send = async (world: World, body: unknown) => {
  const intent = { channel: 'http', attempts: 0, deadline: world.deadline(60), later: false } as const;
  return rightOf(await receive(world.environment)(eventWith(body), intent)()).outcomes;
};

const lines = (outcomes: Awaited<ReturnType<typeof send>>) =>
  outcomes.map(
    ({ place, destination, state, reason }) =>
      `${place || '/0'} ${destination ?? '-'} ${state}${reason === null ? '' : ` ${reason.code}`}`,
  );

const bodiesOf = ({ calls }: ScriptedRoute) =>
  calls.map(({ call }) => call.body as Readonly<Record<string, unknown>>);

const gone = () => answer(410);

const holds = (): Script => {
  const product = graphProduct();
  return (call) => E.right(product.answer(call));
};

const two = () => [routeTo(holds(), 'acme'), routeTo(holds(), 'globex')] as const;

describe('when a profile has routes', () => {
  const routes = [
    { match: { action: ['block'] }, to: ['acme'], action: 'alert', expiryDays: 1 },
    {
      match: { tlp: ['green', 'white'] },
      to: ['acme', 'globex'],
      action: 'block',
      thresholds: { confidence: 50 },
    },
    { match: { tlp: ['amber'] }, to: ['globex'], tlpCeiling: 'green' },
  ].map((route, index) => (index === 2 ? { ...route, match: { severity: { from: 5 } } } : route));

  it('sends each destination what its first route makes of an indicator, and has an outcome for what was routed there alone', async () => {
    const [acme, globex] = two();
    const outcomes = await send(worldWith({ routes }, [acme, globex]), [
      bodyOf('both', { action: 'block' }),
      bodyOf('low', { confidence: 10 }),
      bodyOf('none', { tlpLevel: 'amber' }),
      bodyOf('above', { tlpLevel: 'amber', severity: 5 }),
    ]);
    expect([...lines(outcomes)].sort()).toEqual([
      '/0 acme created',
      '/0 globex created',
      '/1 acme skipped below-threshold',
      '/1 globex skipped below-threshold',
      '/2 - skipped no-route',
      '/3 globex skipped above-ceiling',
    ]);
    expect([acme, globex].map(bodiesOf)).toMatchObject([
      [{ domainName: 'both.example', action: 'alert', expirationDateTime: '2026-11-24T12:00:00.000Z' }],
      [{ domainName: 'both.example', action: 'block', expirationDateTime: '2100-01-01T00:00:00.000Z' }],
    ]);
    expect(bodiesOf(acme)[0]?.externalId).toBe(bodiesOf(globex)[0]?.externalId);
  });

  it('names in an outcome of no route who it is about', async () => {
    const outcomes = await send(worldWith({ routes }, two()), bodyOf('none', { tlpLevel: 'amber' }));
    expect(outcomes).toMatchObject([
      {
        destination: null,
        observable: { kind: 'domainName', value: 'none.example' },
        externalId: expect.any(String) as string,
      },
    ]);
  });

  it('judges what a route makes of it anew', async () => {
    const { domainName, ...file } = bodyOf('x', { fileName: 'setup.exe' });
    expect(domainName).toBe('x.example');
    const outcomes = await send(worldWith({ routes }, two()), file);
    expect([...lines(outcomes)].sort()).toEqual([
      '/0 acme skipped too-common',
      '/0 globex skipped too-common',
    ]);
  });

  it('leaves a job where it is, whatever the routes say of it by now', async () => {
    const [acme, globex] = two();
    const world = worldWith({ routes, thresholds: { confidence: 99 } }, [acme, globex]);
    const message = { schema: 'indicator-gateway/job/1', ...jobOf(plannedOf('a'), { destination: 'acme' }) };
    const taken = {
      message: JSON.parse(JSON.stringify(message)) as unknown,
      text: JSON.stringify(message),
      dequeueCount: 1,
      deadline: world.deadline(60),
      provenance: provenanceAt(''),
    };
    expect(lines(rightOf(await runJob(world.environment)(taken)()))).toEqual(['/0 acme created']);
    expect([bodiesOf(acme)[0]?.action, bodiesOf(globex)]).toEqual(['alert', []]);
  });

  it('sends a replayed job where it was, as it was', async () => {
    const rejects = routeTo(gone, 'acme');
    const world = worldWith({ routes }, [rejects, routeTo(createsAll, 'globex')]);
    const outcomes = await send(world, bodyOf('a', { action: 'block' }));
    expect([...lines(outcomes)].sort()).toEqual(['/0 acme parked destination-retired', '/0 globex created']);
    const [acme, globex] = two();
    const later = worldWith({ routes: [{ to: ['globex'] }] }, [acme, globex]);
    for (const [id, content] of world.parked) later.parked.set(id, content);
    const [id = ''] = world.parked.keys();
    const replayed = rightOf(await replay(later.environment)(id, undefined, later.deadline(60))());
    expect(lines(replayed.outcomes)).toEqual(['/0 acme created']);
    expect(bodiesOf(acme)).toMatchObject([{ action: 'alert' }]);
  });

  it('queues what it made of an indicator, and nothing of how it came to that', async () => {
    const world = worldWith({ routes }, [routeTo(down, 'acme'), routeTo(createsAll, 'globex')]);
    await send(world, bodyOf('a', { action: 'block' }));
    expect(world.jobs.map(({ message }) => JSON.parse(message) as unknown)).toMatchObject([
      { destination: 'acme', items: [{ indicator: { action: 'alert' } }] },
    ]);
    expect(world.jobs[0]?.message).not.toContain('endUnsaid');
  });

  it('hands over nothing that the routes of a successor keep out', async () => {
    const old = routeTo(gone, 'acme', { successor: 'globex' });
    const next = routeTo(createsAll, 'globex');
    const world = worldWith(
      {
        routes: [
          { match: { tlp: ['amber'] }, to: ['acme'] },
          { to: ['globex'], tlpCeiling: 'green' },
        ],
      },
      [old, next],
    );
    const outcomes = await send(world, bodyOf('a', { tlpLevel: 'amber' }));
    expect([...lines(outcomes)].sort()).toEqual([
      '/0 acme skipped handed-over',
      '/0 globex skipped above-ceiling',
    ]);
    expect([next.calls, world.jobs]).toEqual([[], []]);
  });

  it('hands over to a successor what did not go there by itself', async () => {
    const old = routeTo(gone, 'acme', { successor: 'globex' });
    const world = worldWith(
      { routes: [{ match: { severity: { from: 3 } }, to: ['acme', 'globex'] }, { to: ['acme'] }] },
      [old, routeTo(createsAll, 'globex')],
    );
    const outcomes = await send(world, [bodyOf('both', { severity: 4 }), bodyOf('one')]);
    expect([...lines(outcomes)].sort()).toEqual([
      '/0 acme skipped handed-over',
      '/0 globex created',
      '/1 acme skipped handed-over',
      '/1 globex deferred queued',
    ]);
  });
});

describe('when a destination drains', () => {
  const drains = (successor: string | null) => routeTo(holds(), 'old', { drains: true, successor });

  it('leaves what is new, where it has no successor', async () => {
    const old = drains(null);
    expect(lines(await send(worldWith({}, [old]), bodyOf('a')))).toEqual(['/0 old skipped draining']);
    expect(old.calls).toEqual([]);
  });

  it.each([true, false])(
    'gives it to its successor, as it was to go there (which stands by: %s)',
    async (standby) => {
      const routes = [{ to: ['old'], action: 'block' }];
      const next = routeTo(createsAll, 'next', { standby });
      const outcomes = await send(worldWith({ routes }, [drains('next'), next]), bodyOf('a'));
      expect([...lines(outcomes)].sort()).toEqual(['/0 next created', '/0 old skipped handed-over']);
      expect(bodiesOf(next)).toMatchObject([{ action: 'block' }]);
    },
  );

  it('gives its successor nothing that goes there anyway', async () => {
    const routes = [{ match: { tlp: ['green'] }, to: ['old'], action: 'block' }, { to: ['next'] }];
    const next = routeTo(createsAll, 'next');
    const outcomes = await send(worldWith({ routes }, [drains('next'), next]), bodyOf('a'));
    expect([...lines(outcomes)].sort()).toEqual(['/0 next created', '/0 old skipped handed-over']);
    expect(bodiesOf(next)).toMatchObject([{ action: 'alert' }]);
  });

  it('leaves its successor to that one’s own routes: what these keep out does not come by the one that drains', async () => {
    const routes = [
      { match: { tlp: ['amber'] }, to: ['old'], action: 'block' },
      { to: ['next'], tlpCeiling: 'green' },
    ];
    const next = routeTo(createsAll, 'next');
    const body = bodyOf('a', { tlpLevel: 'amber' });
    const outcomes = await send(worldWith({ routes }, [drains('next'), next]), body);
    expect([...lines(outcomes)].sort()).toEqual([
      '/0 next skipped above-ceiling',
      '/0 old skipped handed-over',
    ]);
    expect(next.calls).toEqual([]);
  });

  it('takes back what it holds, and its successor what that holds', async () => {
    const old = routeTo(holds(), 'old', { successor: 'next' });
    const next = routeTo(holds(), 'next', { standby: true });
    const world = worldWith({}, [old, next], { ledger: 'on' });
    expect(lines(await send(world, bodyOf('a')))).toEqual(['/0 old created']);
    const [first, ...others] = world.environment.routes;
    const drained = { ...first, drains: true } as typeof first & { drains: boolean };
    const later = {
      ...world,
      environment: { ...world.environment, routes: [drained, ...others] as Route[] },
    };
    later.advance(60);
    expect([...lines(await send(later, bodyOf('b')))].sort()).toEqual([
      '/0 next created',
      '/0 old skipped handed-over',
    ]);
    later.advance(60);
    expect(lines(await send(later, bodyOf('a', { isActive: false })))).toEqual(['/0 old revoked']);
    expect([...lines(await send(later, bodyOf('b', { isActive: false })))].sort()).toEqual([
      '/0 next revoked',
      '/0 old skipped not-held',
    ]);
  });

  it('delivers what waits for it', async () => {
    const message = { schema: 'indicator-gateway/job/1', ...jobOf(plannedOf('a'), { destination: 'old' }) };
    const world = worldWith({}, [drains(null)]);
    const text = JSON.stringify(message);
    const taken = {
      message: JSON.parse(text) as unknown,
      text,
      dequeueCount: 1,
      deadline: world.deadline(60),
      provenance: provenanceAt(''),
    };
    expect(lines(rightOf(await runJob(world.environment)(taken)()))).toEqual(['/0 old created']);
  });
});

describe('whatever the routes and whatever is found', () => {
  const levels = ['unknown', 'white', 'green', 'amber'] as const;
  const names = ['acme', 'globex', 'initech'];
  const given = fc.record({
    routes: fc.array(
      fc.record({
        match: fc.record({ tlp: fc.uniqueArray(fc.constantFrom(...levels), { minLength: 1 }) }),
        to: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }),
        thresholds: fc.record({ confidence: fc.constantFrom(0, 50) }),
      }),
      { maxLength: 4 },
    ),
    found: fc.array(
      fc.record({ tlpLevel: fc.constantFrom(...levels), confidence: fc.constantFrom(10, 60) }),
      {
        maxLength: 6,
      },
    ),
  });

  it('each indicator goes or is stopped once at each destination that it is routed to, and is told of once where there is none', () => {
    const { environment } = inMemoryWorld(names.map((name) => routeTo(createsAll, name)));
    fc.assert(
      fc.property(given, ({ routes, found }) => {
        const rules = rightOf(routeRules.decode(routes));
        const profile = { ...profileWith(), routes: rules };
        const planned = found.map((more, index) => ({
          provenance: provenanceAt(`/${index}`),
          indicator: indicatorOf(`${index}`, more),
        }));
        const stamp = { attempt: 1, settledAt: startOfTime };
        const shares = sharesOf({ ...environment, profile }, environment.routes, { planned, stamp });
        const goes = environment.routes.flatMap((route) =>
          shares.of(route).map(({ provenance: { place } }) => `${place} ${route.name}`),
        );
        const told = shares.outcomes.map(({ place, destination }) => `${place} ${destination ?? '-'}`);
        const expected = planned.flatMap(({ provenance: { place }, indicator: { tlpLevel } }) => {
          const to = rules.filter(({ match }) => match.tlp.includes(tlpLevel)).flatMap((rule) => rule.to);
          const routed = rules.length === 0 ? names : [...new Set(to)];
          return routed.length === 0 ? [`${place} -`] : routed.map((name) => `${place} ${name}`);
        });
        expect([...goes, ...told].sort()).toEqual(expected.sort());
      }),
    );
  });
});

describe('when something is taken back that routes took somewhere', () => {
  const ledger = { ledger: 'on' } as const;
  const back = (name: string, more: Readonly<Record<string, unknown>> = {}) =>
    bodyOf(name, { isActive: false, ...more });
  const routes = [{ match: { confidence: { from: 50 } }, to: ['acme'] }];

  it('goes wherever it is held, and has no outcome where it was not to go', async () => {
    const [acme, globex] = two();
    const world = worldWith({ routes }, [acme, globex], ledger);
    expect(lines(await send(world, bodyOf('a', { confidence: 60 })))).toEqual(['/0 acme created']);
    world.advance(60);
    expect(lines(await send(world, back('a')))).toEqual(['/0 acme revoked']);
    expect(globex.calls).toEqual([]);
  });

  it('is told of once where no destination holds it and no route takes it', async () => {
    const world = worldWith({ routes }, two(), ledger);
    expect(lines(await send(world, back('a')))).toEqual(['/0 - skipped no-route']);
  });

  it('keeps what is older from coming to where no route takes it by now', async () => {
    const world = worldWith({ routes: [{ match: { severity: {} }, to: ['acme'] }] }, two(), ledger);
    await send(world, back('a'));
    const taken = {
      ...eventWith(bodyOf('a', { severity: 3 })),
      receivedAt: new Date('2026-11-23T11:00:00Z'),
    };
    const intent = { channel: 'http', attempts: 0, deadline: world.deadline(60), later: false } as const;
    const { outcomes } = rightOf(await receive(world.environment)(taken, intent)());
    expect(lines(outcomes)).toEqual(['/0 acme skipped taken-back']);
  });
});
