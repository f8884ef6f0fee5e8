import fc from 'fast-check';
import { type Indicator } from '../../../shared/indicator/indicator';
import { type Planned } from '../../../shared/pipeline/outcome';
import { plan } from '../../../shared/pipeline/dispatch/plan';
import { missesOf, routeFactsOf } from '../../../shared/profile/route-facts';
import { routeIndex } from '../../../shared/profile/route-index';
import { routeRules } from '../../../shared/profile/route-rule';
import { indicatorOf, provenanceAt } from '../planned';
import { profileWith } from '../profiles';
import { rightOf } from '../right-of';

const at = new Date('2026-11-23T12:00:00.000Z');

const senders = ['soc', 'soc-emea'].map((name) => ({
  name,
  scheme: 'function-key',
  keySha256: [name.length.toString(16).repeat(64)],
}));

const plannedAs = (more: Partial<Indicator> = {}, about: Partial<Planned> = {}): Planned => ({
  provenance: provenanceAt('/0'),
  indicator: indicatorOf('a', more),
  ...about,
});

const rulingOf = (profile: Readonly<Record<string, unknown>>, planned: Planned, destination = 'graph') =>
  plan(profileWith(profile), at)(planned)(destination);

const goesBy = (match: Readonly<Record<string, unknown>>, planned: Planned): boolean =>
  rulingOf({ senders, routes: [{ match, to: ['graph'] }] }, planned)._tag === 'Goes';

describe('a route', () => {
  const planned = plannedAs({
    tlpLevel: 'amber',
    tags: ['Botnet:Emotet'],
    confidence: 60,
    severity: 3,
    threatType: 'C2',
    action: 'block',
  });
  const { provenance } = planned;
  const sent = { ...planned, provenance: { ...provenance, sender: 'soc-emea' } };

  it.each<[string, Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>]>([
    ['source', { source: ['x', 'a-sender'] }, { source: ['x'] }],
    ['sender', { sender: ['soc', 'soc-*'] }, { sender: ['soc'] }],
    ['beginning of a source', { source: ['a-*'] }, { source: ['b*'] }],
    ['format', { format: ['tiIndicator'] }, { format: ['tiindicator'] }],
    ['kind of observable', { kind: ['ip', 'domain'] }, { kind: ['hash'] }],
    ['TLP', { tlp: ['amber'] }, { tlp: ['unknown', 'red'] }],
    ['tag, in any case', { tag: ['x', 'BOTNET:emotet'] }, { tag: ['botnet'] }],
    ['beginning of a tag', { tag: ['botnet*'] }, { tag: ['emotet*'] }],
    ['confidence', { confidence: { from: 60, to: 60 } }, { confidence: { from: 61 } }],
    ['severity', { severity: { to: 3 } }, { severity: { to: 2 } }],
    ['threat type', { threatType: ['C2'] }, { threatType: ['Malware'] }],
    ['action', { action: ['block'] }, { action: ['alert', 'allow'] }],
    ['all of several', { tlp: ['amber'], severity: {} }, { tlp: ['amber'], severity: { to: 1 } }],
  ])('takes what has the %s that it asks for, and nothing else', (_, meets, misses) => {
    expect([goesBy(meets, sent), goesBy(misses, sent)]).toEqual([true, false]);
  });

  it('for a sender takes nothing that is nobody in particular', () => {
    expect(goesBy({ sender: ['*'] }, planned)).toBe(false);
  });

  it.each(['confidence', 'severity'])('with a range takes nothing whose source says no %s', (member) => {
    expect(goesBy({ [member]: {} }, plannedAs())).toBe(false);
  });

  it.each<[string, Partial<Indicator>]>([
    ['hash', { fileHashType: 'sha256', fileHashValue: 'ab', url: 'https://x.example/' }],
    ['url', { url: 'https://x.example/', networkIPv4: '192.0.2.1', domainName: 'x.example' }],
    ['domain', { domainName: 'x.example', networkIPv4: '192.0.2.1' }],
    ['ip', { networkDestinationIPv6: '2001:db8::1', networkPort: 443 }],
    ['network', { networkCidrBlock: '192.0.2.0/24' }],
    ['email', { emailSenderAddress: 'a@b.example' }],
    ['other', { fileName: 'a.exe' }],
  ])('calls %s what is most telling of an indicator', (kind, observables) => {
    const { domainName, ...others } = indicatorOf('a');
    expect(domainName).toBeDefined();
    const indicator = { ...others, ...observables };
    expect(goesBy({ kind: [kind] }, { provenance: provenanceAt('/0'), indicator })).toBe(true);
  });
});

describe('of several routes', () => {
  const routes = [
    { name: 'one', match: { tlp: ['green'] }, to: ['graph'], action: 'block', expiryDays: 2 },
    { name: 'two', match: { kind: ['domain'] }, to: ['graph', 'soc'], action: 'allow', expiryHours: 6 },
  ];

  it('the first that matches decides for a destination, and another one for another', () => {
    const shown = (destination: string) => {
      const ruling = rulingOf({ routes }, plannedAs(), destination);
      if (ruling._tag !== 'Goes') return ruling;
      const { action, expirationDateTime } = ruling.planned.indicator;
      return [ruling.route, action, expirationDateTime];
    };
    expect(['graph', 'soc', 'other'].map(shown)).toEqual([
      ['one', 'block', '2026-11-25T12:00:00.000Z'],
      ['two', 'allow', '2026-11-23T18:00:00.000Z'],
      { _tag: 'LeftOut' },
    ]);
  });

  it('none after the first is asked where that one lets it not leave', () => {
    const above = [{ ...routes[0], tlpCeiling: 'white' }, routes[1]];
    const withCeiling = rulingOf({ routes: [{ to: ['graph'], tlpCeiling: 'white' }] }, plannedAs());
    expect(withCeiling).toMatchObject({ _tag: 'Stopped', stop: { code: 'above-ceiling' } });
    const profile = { routes: above.map((route) => ({ ...route, match: { kind: ['domain'] } })) };
    expect(rulingOf(profile, plannedAs())).toMatchObject({ _tag: 'Stopped', route: 'one' });
  });
});

describe('the end that a route gives', () => {
  const routes = [{ to: ['graph'], expiryDays: 10 }];
  const endOf = (end: string, endUnsaid: boolean): string => {
    const ruling = rulingOf({ routes }, plannedAs({ expirationDateTime: end }, { endUnsaid }));
    return ruling._tag === 'Goes' ? ruling.planned.indicator.expirationDateTime : ruling._tag;
  };

  it.each([
    [
      'comes in place of the one of the profile, where the source says none',
      '2026-11-25T00:00:00.000Z',
      true,
      '2026-12-03T12:00:00.000Z',
    ],
    ['does not outlast what the source says', '2026-11-25T00:00:00.000Z', false, '2026-11-25T00:00:00.000Z'],
    ['comes before what the source says', '2027-11-25T00:00:00.000Z', false, '2026-12-03T12:00:00.000Z'],
  ])('%s', (_, end, endUnsaid, expected) => {
    expect(endOf(end, endUnsaid)).toBe(expected);
  });
});

describe('a ceiling', () => {
  it.each([
    ['white', ['unknown', 'white']],
    ['green', ['unknown', 'white', 'green']],
    ['amber', ['unknown', 'white', 'green', 'amber']],
    ['red', ['unknown', 'white', 'green', 'amber', 'red']],
  ])('of %s lets nothing leave but %j', (tlpCeiling, leaving) => {
    const routes = [{ to: ['graph'], tlpCeiling }];
    const levels = ['unknown', 'white', 'green', 'amber', 'red'] as const;
    const left = levels.filter((tlpLevel) => rulingOf({ routes }, plannedAs({ tlpLevel }))._tag === 'Goes');
    expect(left).toEqual(leaving);
  });
});

describe('a least confidence or severity', () => {
  const goes = (profile: Readonly<Record<string, unknown>>, more: Partial<Indicator>): boolean =>
    rulingOf(profile, plannedAs(more))._tag === 'Goes';

  it.each<[string, Readonly<Record<string, unknown>>, Partial<Indicator>, boolean]>([
    ['takes what is at it', { confidence: 50 }, { confidence: 50 }, true],
    ['drops what is below it', { confidence: 50 }, { confidence: 49 }, false],
    ['takes a severity that is at it', { severity: 3 }, { severity: 3 }, true],
    ['drops a severity that is below it', { severity: 3 }, { severity: 2 }, false],
    ['takes what says none', { confidence: 50, severity: 3 }, {}, true],
    ['drops what says none where the profile says so', { confidence: 50, unsaid: 'refuse' }, {}, false],
    [
      'drops what says none of the one that is asked for',
      { severity: 1, unsaid: 'refuse' },
      { confidence: 100 },
      false,
    ],
    ['takes 0 where it is 0', { confidence: 0, unsaid: 'refuse' }, { confidence: 0 }, true],
    ['asks for nothing where it says only that', { unsaid: 'refuse' }, {}, true],
  ])('%s', (_, thresholds, more, isTaken) => {
    expect(goes({ thresholds }, more)).toBe(isTaken);
  });

  it.each<[string, Readonly<Record<string, unknown>>, boolean]>([
    [
      'of a source goes before that of all',
      { sources: [{ source: 'a-*', thresholds: { confidence: 20 } }] },
      true,
    ],
    [
      'of the last of several entries of a source goes before the others',
      {
        sources: [
          { source: 'a-*', thresholds: { confidence: 20 } },
          { format: 'tiIndicator', thresholds: { confidence: 40 } },
        ],
      },
      false,
    ],
    [
      'of another source does not count',
      { sources: [{ source: 'b', thresholds: { confidence: 20 } }] },
      false,
    ],
    [
      'of a route goes before that of all',
      { routes: [{ to: ['graph'], thresholds: { confidence: 30 } }] },
      true,
    ],
    [
      'of a route goes before that of its source',
      {
        sources: [{ thresholds: { confidence: 20 } }],
        routes: [{ to: ['graph'], thresholds: { confidence: 31 } }],
      },
      false,
    ],
    [
      'of one number leaves the other alone',
      { routes: [{ to: ['graph'], thresholds: { severity: 1 } }] },
      false,
    ],
  ])('%s', (_, more, isTaken) => {
    expect(goes({ thresholds: { confidence: 50 }, ...more }, { confidence: 30, severity: 5 })).toBe(isTaken);
  });

  it('says which number, the least, and nothing of the indicator', () => {
    const ruling = rulingOf({ thresholds: { confidence: 50 } }, plannedAs({ confidence: 13 }));
    expect(ruling).toEqual({
      _tag: 'Stopped',
      route: null,
      stop: { code: 'below-threshold', text: 'its confidence is below 50' },
    });
  });
});

describe('what is taken back', () => {
  it('is stopped by no threshold and no ceiling, and stays as it is', () => {
    const planned = plannedAs({ isActive: false, confidence: 1, tlpLevel: 'amber' });
    const routes = [{ to: ['graph'], tlpCeiling: 'white', action: 'block', expiryHours: 1 }];
    const ruling = rulingOf({ thresholds: { confidence: 90 }, routes }, planned);
    expect(ruling).toMatchObject({ _tag: 'Goes', planned });
  });
});

describe('however many routes there are', () => {
  const names = ['a', 'ab', 'abc', 'b'];
  const some = <A>(values: readonly A[]) =>
    fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }), { nil: undefined });
  const range = (most: number) =>
    fc.option(
      fc
        .record({ from: fc.nat(most), to: fc.nat(most) })
        .map(({ from, to }) => ({ from: Math.min(from, to), to: Math.max(from, to) })),
      { nil: undefined, freq: 1 },
    );
  const patterns = some([...names, 'a*', 'ab*', '*']);
  const route = fc.record({
    match: fc.record({
      source: patterns,
      sender: patterns,
      format: patterns,
      tag: patterns,
      kind: some(['ip', 'domain', 'url']),
      tlp: some(['unknown', 'green', 'amber']),
      threatType: some(['C2', 'Malware']),
      action: some(['alert', 'block']),
      confidence: range(100),
      severity: range(5),
    }),
    to: fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { minLength: 1 }),
  });
  const routes = fc.array(route, { minLength: 1, maxLength: 70 });
  const facts = fc.record({
    source: fc.constantFrom(...names),
    sender: fc.option(fc.constantFrom(...names), { nil: undefined }),
    format: fc.constantFrom(...names),
    tags: fc.array(fc.constantFrom(...names), { maxLength: 3 }),
    kind: fc.constantFrom('ip' as const, 'domain' as const, 'url' as const, 'other' as const),
    tlp: fc.constantFrom('unknown' as const, 'green' as const, 'amber' as const, 'red' as const),
    threatType: fc.constantFrom('C2' as const, 'Malware' as const, 'PUA' as const),
    action: fc.constantFrom('alert' as const, 'block' as const, 'allow' as const),
    confidence: fc.option(fc.nat(100), { nil: undefined }),
    severity: fc.option(fc.nat(5), { nil: undefined }),
  });

  it('the index finds for each destination the route that asking one after the other finds', () => {
    fc.assert(
      fc.property(routes, fc.array(facts, { minLength: 1, maxLength: 5 }), (given, several) => {
        const rules = rightOf(routeRules.decode(given));
        const index = routeIndex(rules);
        for (const one of several)
          for (const to of ['x', 'y', 'z', 'none']) {
            const first = rules.findIndex(
              (rule) => rule.to.includes(to) && missesOf(rule.match, one).length === 0,
            );
            expect(index(one)(to)).toBe(first < 0 ? undefined : first);
          }
      }),
    );
  });

  it('asks of an indicator what stands in it', () => {
    const { provenance, indicator } = plannedAs({ tags: ['A'], confidence: 7 });
    expect(routeFactsOf(provenance, indicator)).toEqual({
      source: 'a-sender',
      sender: undefined,
      format: 'tiIndicator',
      tags: ['a'],
      kind: 'domain',
      tlp: 'green',
      threatType: 'WatchList',
      action: 'alert',
      confidence: 7,
      severity: undefined,
    });
  });
});
