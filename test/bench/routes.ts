import { plan, type Rules } from '../../shared/pipeline/dispatch/plan';
import { type Planned } from '../../shared/pipeline/outcome';
import { indicatorOf, provenanceAt } from '../pipeline/planned';
import { profileWith } from '../pipeline/profiles';
import { type Bench, type Row } from './bench';
import { median, timed } from './statistics';

const levels = ['white', 'green', 'amber'] as const;
const threats = ['C2', 'Malware', 'Phishing', 'Botnet'] as const;
const customers = ['acme', 'globex', 'initech'];

/** Routes as an MSSP has them: each for some feeds, tags and levels of one customer, and a last one for the rest. */
const routesOf = (many: number) => [
  ...Array.from({ length: many - 1 }, (_, index) => ({
    match: {
      source: [`feeds/${index}`, `feeds/${index}-*`],
      tag: [`customer-${index}`, `family-${index}*`],
      tlp: [levels[index % levels.length]],
      threatType: [threats[index % threats.length]],
      confidence: { from: index % 90 },
    },
    to: [customers[index % customers.length]],
    action: 'block',
    expiryDays: 7,
  })),
  { to: customers, action: 'alert' },
];

/** Half of them are taken by a route of their own, the others only by the last, however many routes there are. */
const indicatorsOf = (many: number): readonly Planned[] =>
  Array.from({ length: 2_000 }, (_, index) => {
    const which = index % (2 * many);
    return {
      provenance: { ...provenanceAt(`/${index}`), source: `feeds/${which}` },
      indicator: indicatorOf(`${index}`, {
        tags: ['seen', `customer-${which}`],
        tlpLevel: levels[which % levels.length] ?? 'green',
        threatType: threats[which % threats.length] ?? 'C2',
        confidence: 95,
      }),
    };
  });

const at = new Date('2026-11-23T12:00:00.000Z');

const planAll = (rules: Rules, indicators: readonly Planned[]): void => {
  const rule = plan(rules, at);
  for (const one of indicators) {
    const to = rule(one);
    for (const customer of customers) to(customer);
  }
};

const rounds = 25;

const worldOf = (routes: number) => ({
  routes,
  rules: profileWith(routes === 0 ? {} : { routes: routesOf(routes) }),
  indicators: indicatorsOf(Math.max(routes, 1)),
});

/** Measures in turns, so that other work on the machine affects all of them. */
const measure = (): readonly Row[] => {
  const worlds = [0, 6, 100, 1_000].map(worldOf);
  for (const { rules, indicators } of worlds) planAll(rules, indicators);
  const took = Array.from({ length: rounds }, () =>
    worlds.map(
      ({ rules, indicators }) => (timed(() => planAll(rules, indicators)) * 1000) / indicators.length,
    ),
  );
  return worlds.map(({ routes }, place) => ({
    routes,
    'microseconds an indicator': median(took.map((round) => round[place] ?? 0)),
    'times that of six': median(took.map((round) => (round[place] ?? 0) / (round[1] ?? 1))),
  }));
};

export const routes: Bench = {
  name: 'routes',
  title: 'how long it takes to say where an indicator goes, to three destinations',
  run: (say) => {
    say(`${rounds} rounds`);
    return Promise.resolve(measure());
  },
};
