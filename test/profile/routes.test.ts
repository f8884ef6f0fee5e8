import { readProfile } from '../../shared/profile/profile';
import { leftOf, rightOf } from '../pipeline/right-of';

const destinations = ['acme', 'globex', 'initech'].map((name) => ({ name, kind: 'graph' }));

const read = (routes: readonly unknown[], more: Readonly<Record<string, unknown>> = {}) =>
  readProfile({ destinations, routes, ...more });

const faultsOf = (...given: Parameters<typeof read>) =>
  leftOf(read(...given)).map(({ pointer, expected }) => `${pointer}: ${expected}`);

const to = ['acme'];

describe('a profile with routes', () => {
  it('is read with everything that a route can say', () => {
    const whole = {
      name: 'acme blocks',
      match: {
        source: ['feeds/*'],
        format: ['misp'],
        kind: ['ip', 'url'],
        tlp: ['green', 'unknown'],
        tag: ['Botnet*'],
        confidence: { from: 50 },
        severity: { to: 3 },
        threatType: ['C2'],
        action: ['alert'],
      },
      to: ['acme', 'globex'],
      action: 'block',
      expiryHours: 12,
      tlpCeiling: 'green',
      urlHost: 'add',
      thresholds: { confidence: 60, severity: 2, unsaid: 'refuse' },
    };
    expect(rightOf(read([whole])).routes).toMatchObject([
      {
        ...whole,
        match: {
          ...whole.match,
          tag: ['botnet*'],
          confidence: { from: 50, to: 100 },
          severity: { from: 0, to: 3 },
        },
      },
    ]);
  });
});

describe('a route that does nothing', () => {
  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    [
      'goes nowhere',
      { to: [] },
      '/routes/0/to: at least one, or to be left out for any: an array of a string that is not blank',
    ],
    [
      'leaves out where it goes',
      { to: undefined },
      '/routes/0/to: the names of the destinations that it goes to, at least one',
    ],
    [
      'goes to a destination that is none',
      { to: ['acme', 'globx'] },
      '/routes/0/to/1: the name of a destination, one of acme, globex, initech; did you mean globex?',
    ],
    [
      'has a range with nothing in it',
      { match: { confidence: { from: 80, to: 20 } } },
      '/routes/0/match/confidence/from: no more than to: nothing is in between',
    ],
    [
      'has a list with nothing in it',
      { match: { tlp: [] } },
      expect.stringMatching(/^\/routes\/0\/match\/tlp: at least one, or to be left out for any/) as string,
    ],
    [
      'has a ceiling below all that it takes',
      { match: { tlp: ['amber', 'red'] }, tlpCeiling: 'green' },
      '/routes/0/tlpCeiling: a level that lets something of match.tlp leave',
    ],
    [
      'takes only what the guard refuses',
      { match: { tlp: ['red'] } },
      '/routes/0/match/tlp: a level that the guard lets out; guard.tlpRed is refuse, so nothing red comes here',
    ],
    [
      'wants more than it takes',
      { match: { confidence: { to: 40 } }, thresholds: { confidence: 50 } },
      '/routes/0/thresholds/confidence: no more than match.confidence.to, else everything is below it',
    ],
    [
      'takes only what is below the minimum of all',
      { match: { severity: { to: 1 } } },
      '/routes/0/match/severity/to: at least 2, which thresholds want of all, or thresholds.severity of its own: else everything is below it',
    ],
    [
      'is for a sender that is none',
      { match: { sender: ['soc'] } },
      '/routes/0/match/sender/0: the name of a sender of the profile, with * at its end for anything',
    ],
    [
      'adds hosts of URLs that it does not take',
      { match: { kind: ['ip', 'hash'] }, urlHost: 'add' },
      '/routes/0/urlHost: to be left out where match.kind takes no url',
    ],
    [
      'adds hosts of what it allows',
      { action: 'allow', urlHost: 'add' },
      '/routes/0/urlHost: to be left out where the action is allow: of that no host is added',
    ],
    [
      'has two ends',
      { expiryDays: 1, expiryHours: 1 },
      '/routes/0/expiryHours: to be left out where expiryDays is given',
    ],
    [
      'has an end after which all is over',
      { expiryDays: 800 },
      '/routes/0/expiryDays: no more than maxExpiryDays, after which all expires',
    ],
    [
      'has a member that is none',
      { match: { tlps: ['red'] } },
      '/routes/0/match/tlps: no member of this name; did you mean tlp?',
    ],
  ])('is a fault of the profile: it %s', (_, more, fault) => {
    expect(faultsOf([{ to, ...more }], { thresholds: { severity: 2 } })).toEqual([fault]);
  });

  it('is right where the minimum of one source lets something come to it', () => {
    const more = {
      thresholds: { confidence: 50 },
      sources: [{ source: 'a', thresholds: { confidence: 10 } }],
    };
    expect(read([{ match: { confidence: { to: 20 } }, to }], more)._tag).toBe('Right');
    expect(read([{ match: { confidence: { to: 9 } }, to }], more)._tag).toBe('Left');
  });

  it.each<[string, Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>, boolean]>([
    ['go there', { destinations: ['globex'] }, {}, false],
    ['use its format', { formats: ['misp'] }, { format: ['stix', 'splunk*'] }, false],
    ['ask for its action', { actions: ['alert'] }, { action: ['block'] }, false],
    ['use one of its formats alone', { formats: ['splunk'] }, { format: ['stix', 'splunk*'] }, true],
    ['do anything', {}, { format: ['stix'], action: ['block'] }, true],
  ])('is for senders, of which one has to be able to come: one that may %s', (_, may, match, isRight) => {
    const senders = [{ name: 'soc', scheme: 'function-key', keySha256: ['a'.repeat(64)], ...may }];
    const given = read([{ match: { sender: ['so*'], ...match }, to }], { senders });
    const faults = given._tag === 'Left' ? given.left.map(({ pointer }) => pointer) : [];
    expect(faults).toEqual(isRight ? [] : ['/routes/0/match/sender']);
  });

  it('is a fault where two have one name', () => {
    const named = [
      { name: 'a', match: { tlp: ['green'] }, to },
      { name: 'A', to },
    ];
    expect(faultsOf(named)).toEqual(['/routes/1/name: a name that no other route has']);
  });
});

describe('a route behind others', () => {
  const shadow = (...matches: readonly Readonly<Record<string, unknown>>[]) =>
    read(matches.map((match) => ({ match, to })));

  it.each<[string, readonly Readonly<Record<string, unknown>>[]]>([
    ['one that takes all', [{}, { tlp: ['green'] }]],
    ['one that asks for the same', [{ tlp: ['green'] }, { tlp: ['green'] }]],
    [
      'one that asks for less',
      [
        { tlp: ['green', 'amber'], kind: ['ip', 'url'] },
        { tlp: ['green'], kind: ['ip'] },
      ],
    ],
    ['one with a wider range', [{ confidence: { from: 20 } }, { confidence: { from: 30, to: 40 } }]],
    ['one with a wider source', [{ source: ['feeds/*'] }, { source: ['feeds/a*', 'feeds/b'] }]],
    ['one with more tags', [{ tag: ['BOT*', 'c2'] }, { tag: ['botnet'] }]],
    [
      'several that take it piece by piece',
      [{ severity: { to: 2 } }, { severity: { from: 2 } }, { severity: { from: 1, to: 4 } }],
    ],
    [
      'several that take every value, and one for what is not said',
      [
        { tlp: ['unknown', 'white', 'green'] },
        { tlp: ['amber'], action: ['alert', 'allow'] },
        { tlp: ['amber', 'red'] },
        { kind: ['ip'] },
      ],
    ],
  ])('is a fault where nothing is left for it: behind %s', (_, matches) => {
    const last = matches.length - 1;
    expect(leftOf(shadow(...matches))).toMatchObject([{ pointer: `/routes/${last}/match` }]);
  });

  it.each<[string, readonly Readonly<Record<string, unknown>>[]]>([
    ['one with a narrower range', [{ confidence: { from: 30 } }, { confidence: { from: 20 } }]],
    ['all numbers, as some say none', [{ severity: {} }, {}]],
    ['one with another source', [{ source: ['feeds/*'] }, { source: ['feeds*'] }]],
    ['any tag, as some have none', [{ tag: ['*'] }, {}]],
    ['pieces with a gap', [{ severity: { to: 1 } }, { severity: { from: 3 } }, { severity: {} }]],
    ['one that asks for more', [{ tlp: ['green'], kind: ['ip'] }, { tlp: ['green'] }]],
  ])('is right where something is left for it: behind %s', (_, matches) => {
    expect(shadow(...matches)._tag).toBe('Right');
  });

  it('is right where one destination is left for it, and a fault where none is, by the names of those before it', () => {
    const both = [
      { name: 'first', to: ['acme'] },
      { name: 'second', to: ['globex'] },
    ];
    expect(read([...both, { to: ['acme', 'initech'] }])._tag).toBe('Right');
    expect(faultsOf([...both, { to: ['acme', 'globex'] }])).toEqual([
      '/routes/2/match: something that is left for it: first, second before it take all of it, wherever it leads',
    ]);
  });
});
