import * as E from 'fp-ts/Either';
import fc from 'fast-check';
import { whyFailed } from '../../local/simulator/defender/import-rules';
import { type Update } from '../../shared/destinations/destination';
import { defender } from '../../shared/destinations/defender/defender';
import { defenderIndicatorsOf } from '../../shared/destinations/defender/defender-indicators';
import { knownIndicators } from '../../shared/destinations/defender/known-indicator';
import { environmentOf, instanceFrom } from '../../shared/destinations/instance';
import { type Indicator } from '../../shared/indicator/indicator';
import { validTiIndicator } from '../arbitraries/ti-indicator';
import { indicatorOf } from '../pipeline/planned';
import { answerOf } from './graph-verdicts';

const at = new Date('2026-11-23T12:00:00.000Z');

type Entry = Readonly<Record<string, unknown>>;

const rules = { fileAction: 'Block', takesAllow: true } as const;

/** With nothing to be looked for. */
const bare: Indicator = Object.fromEntries(
  Object.entries(indicatorOf('a')).filter(([name]) => name !== 'domainName'),
) as Indicator;

const configured = (variables: Readonly<Record<string, string>> = {}) => {
  const read = instanceFrom(environmentOf('defender', variables), { name: 'defender', kind: defender });
  if (E.isLeft(read)) throw new Error(JSON.stringify(read.left));
  return read.right;
};

const entriesOf = (
  more: Partial<Indicator>,
  variables: Readonly<Record<string, string>> = {},
): readonly Entry[] =>
  (
    configured(variables).kind.request([{ ...bare, ...more }], at).body as {
      readonly Indicators: readonly Entry[];
    }
  ).Indicators;

const sha256 = 'a'.repeat(64);

describe('what Defender is told to look for', () => {
  it.each<[string, Partial<Indicator>, readonly (readonly [string, string])[]]>([
    ['a domain', { domainName: 'evil.example' }, [['DomainName', 'evil.example']]],
    ['a URL', { url: 'https://evil.example/x' }, [['Url', 'https://evil.example/x']]],
    ['SHA-256', { fileHashType: 'sha256', fileHashValue: sha256 }, [['FileSha256', sha256]]],
    ['SHA-1', { fileHashType: 'sha1', fileHashValue: 'b'.repeat(40) }, [['FileSha1', 'b'.repeat(40)]]],
    ['MD5', { fileHashType: 'md5', fileHashValue: 'b'.repeat(32) }, [['FileMd5', 'b'.repeat(32)]]],
    ['IPv4', { networkIPv4: '45.155.205.233' }, [['IpAddress', '45.155.205.233']]],
    [
      'IPv6, written out',
      { networkDestinationIPv6: '2a00:1450::1' },
      [['IpAddress', '2a00:1450:0:0:0:0:0:1']],
    ],
    [
      'several: one each, none twice',
      { domainName: 'evil.example', networkIPv4: '45.155.205.233', networkDestinationIPv4: '45.155.205.233' },
      [
        ['DomainName', 'evil.example'],
        ['IpAddress', '45.155.205.233'],
      ],
    ],
  ])('is %s', (_, more, values) => {
    expect(entriesOf(more).map((one) => [one.indicatorType, one.indicatorValue])).toEqual(values);
  });

  it.each<[string, Partial<Indicator>, string]>([
    ['a network', { networkCidrBlock: '45.155.0.0/16' }, 'not-expressible'],
    ['a mail address', { emailSenderAddress: 'a@evil.example' }, 'not-expressible'],
    ['another hash', { fileHashType: 'ctph', fileHashValue: '3:Aab:ab' }, 'not-expressible'],
    [
      'a URL of more than 800 characters',
      { url: `https://evil.example/${'x'.repeat(800)}` },
      'not-expressible',
    ],
    ['what is allowed', { domainName: 'good.example', action: 'allow' }, 'allow-not-wanted'],
  ])('is nothing, and it is said why: %s', (_, more, code) => {
    expect(configured().kind.unfit({ ...bare, ...more })).toMatchObject({ code });
  });

  it('is what is allowed, where the instance takes it', () => {
    const on = { DEFENDER_ALLOW: 'on' };
    expect(configured(on).kind.unfit({ ...bare, domainName: 'good.example', action: 'allow' })).toBeNull();
    expect(entriesOf({ domainName: 'good.example', action: 'allow' }, on)).toMatchObject([
      { action: 'Allowed' },
    ]);
  });
});

describe('what it is told to do', () => {
  const file: Partial<Indicator> = { fileHashType: 'sha256', fileHashValue: sha256 };
  const host: Partial<Indicator> = { domainName: 'evil.example' };

  it.each<[string, Partial<Indicator>, Readonly<Record<string, string>>, string]>([
    ['block a host', { ...host, action: 'block' }, {}, 'Block'],
    ['block a file', { ...file, action: 'block' }, {}, 'Block'],
    [
      'block a file, where files may be remediated',
      { ...file, action: 'block' },
      { DEFENDER_FILE_ACTION: 'BlockAndRemediate' },
      'BlockAndRemediate',
    ],
    [
      'block a host, where files may be remediated',
      { ...host, action: 'block' },
      { DEFENDER_FILE_ACTION: 'BlockAndRemediate' },
      'Block',
    ],
    ['alert', { ...host, action: 'alert' }, {}, 'Audit'],
    ['nothing that is known', { ...host, action: 'unknown' }, {}, 'Audit'],
    ['block, but only watch', { ...host, action: 'block', passiveOnly: true }, {}, 'Audit'],
  ])('for %s', (_, more, variables, action) => {
    const alert = action === 'Audit' ? { generateAlert: true } : {};
    expect(entriesOf(more, variables)).toMatchObject([{ action, ...alert }]);
  });

  it.each([
    [0, 'Informational'],
    [1, 'Low'],
    [2, 'Low'],
    [3, 'Medium'],
    [4, 'High'],
    [5, 'High'],
  ])('with the severity %i as %s', (severity, expected) => {
    expect(entriesOf({ ...host, severity })).toMatchObject([{ severity: expected }]);
  });
});

describe('any indicator that Defender can take', () => {
  it('is sent as before when it is taken for what it is known by, but for its externalId, and stays what it is', () => {
    fc.assert(
      fc.property(validTiIndicator, (drawn) => {
        const indicator: Indicator = { ...drawn, externalId: 'x' };
        fc.pre(defender.unfit(indicator) === null);
        const known = knownIndicators(indicator, false);
        expect(known.flatMap((one) => knownIndicators(one, false))).toEqual(known);
        const byValue = (entries: readonly Entry[]) =>
          entries.map((entry) => JSON.stringify({ ...entry, externalId: null })).sort();
        expect(byValue(known.flatMap((one) => defenderIndicatorsOf(one, rules)))).toEqual(
          byValue(defenderIndicatorsOf(indicator, rules)),
        );
      }),
    );
  });

  it('becomes entries that an import takes', () => {
    const fit = validTiIndicator
      .map((indicator): Indicator => ({ ...indicator, externalId: 'x' }))
      .filter((indicator) => defender.unfit(indicator) === null);
    fc.assert(
      fc.property(fit, (indicator) => {
        const { Indicators } = defender.request([indicator], at).body as {
          readonly Indicators: readonly Entry[];
        };
        expect(Indicators.length).toBeGreaterThan(0);
        expect(Indicators.map((entry) => whyFailed(entry, at.getTime()))).toEqual(
          Indicators.map(() => undefined),
        );
      }),
      { numRuns: 500 },
    );
  });
});

const [a, b] = [indicatorOf('a', { domainName: 'a.example' }), indicatorOf('b', { domainName: 'b.example' })];

const value = (indicator: Indicator): unknown => indicator.domainName;

const brief = (said: ReturnType<typeof defender.read>): unknown =>
  said._tag === 'Split'
    ? 'Split'
    : said.verdicts.map((verdict) => [
        verdict.externalId,
        verdict._tag,
        'id' in verdict ? verdict.id : verdict.code,
      ]);

const good = (indicator: Indicator, id: string) => ({
  id,
  indicator: value(indicator),
  isFailed: false,
  failureReason: null,
});

const bad = (indicator: Indicator, failureReason: string | null) => ({
  id: null,
  indicator: value(indicator),
  isFailed: true,
  failureReason,
});

describe('an indicator is one with another there', () => {
  const host: Partial<Indicator> = { networkIPv4: '45.155.205.233' };
  const entries = (more: Partial<Indicator>) => knownIndicators({ ...bare, ...more }, false);

  it.each<[string, Partial<Indicator>]>([
    ['its port', { ...host, networkPort: 443 }],
    ['its direction', { networkSourceIPv4: '45.155.205.233' }],
    ['the externalId of its sender', { ...host, externalId: 'another' }],
    ['what is not sent there', { ...host, malwareFamilyNames: ['x'], killChain: ['C2'] }],
  ])('that differs only in %s', (_, more) => {
    expect(entries(more)).toEqual(entries(host));
  });

  it.each<[string, Partial<Indicator>]>([
    ['another value', { networkIPv4: '45.155.205.234' }],
    ['another type', { domainName: '45.155.205.233' }],
    ['a URL in another case', { url: 'https://evil.example/A' }],
  ])('and not with %s', (_, more) => {
    const other = more.url === undefined ? host : { url: 'https://evil.example/a' };
    expect(entries(more)[0]?.externalId).not.toBe(entries(other)[0]?.externalId);
  });

  it('and has one entry for both, of the later one', () => {
    expect(entries({ ...host, severity: 5 })).toEqual(entries(host).map((one) => ({ ...one, severity: 5 })));
  });

  it('in each value that both have, and in no other', () => {
    const domain = { domainName: 'evil.example' };
    expect(entries({ ...host, ...domain })).toEqual([...entries(domain), ...entries(host)]);
  });
});

describe('what an import says', () => {
  it.each<[string, unknown, unknown]>([
    [
      'by value, in any order',
      [good(b, '2'), good(a, '1')],
      [
        ['a', 'Created', '1'],
        ['b', 'Created', '2'],
      ],
    ],
    [
      'of one that failed',
      [good(a, '1'), bad(b, 'InvalidUrl')],
      [
        ['a', 'Created', '1'],
        ['b', 'Rejected', 'indicator-refused'],
      ],
    ],
    [
      'of a tenant that is full: later there may be room',
      [good(a, '1'), bad(b, 'The maximum number of indicators was reached.')],
      [
        ['a', 'Created', '1'],
        ['b', 'Full', 'tenant-full'],
      ],
    ],
    [
      'of one, and nothing of the other',
      [good(a, '1')],
      [
        ['a', 'Created', '1'],
        ['b', 'Unsettled', 'no-answer-for-item'],
      ],
    ],
    [
      'without saying whether it failed',
      [good(a, '1'), { id: '2', indicator: value(b) }],
      [
        ['a', 'Created', '1'],
        ['b', 'Rejected', 'indicator-refused'],
      ],
    ],
  ])('is read %s', (_, items, expected) => {
    expect(brief(defender.read([a, b], answerOf(200, { value: items })))).toEqual(expected);
  });

  it.each([
    [400, 'Split'],
    [401, 'Unsettled'],
    [403, 'Unsettled'],
    [404, 'Unsettled'],
    [429, 'Unsettled'],
    [500, 'Unsettled'],
  ])('is read by its status: %i', (status, expected) => {
    const said = defender.read([a, b], answerOf(status, { error: { code: 'X', message: 'no' } }));
    expect(said._tag === 'Split' ? 'Split' : said.verdicts.map(({ _tag }) => _tag)).toEqual(
      expected === 'Split' ? 'Split' : [expected, expected],
    );
  });
});

describe('a change', () => {
  const update = (indicator: Indicator, heldAction: string | null, id = '7'): Update => ({
    id,
    indicator,
    since: null,
    heldAction,
  });
  const { updating } = defender;

  it('of the content is an import like the first', () => {
    const same = update(a, a.action);
    expect(updating?.calls([same])).toEqual([[same]]);
    expect(updating?.request([same], at).path).toBe('/indicators/import');
    expect(
      brief(
        updating?.read([same], answerOf(200, { value: [good(a, '7')] })) ??
          defender.read([], answerOf(0, null)),
      ),
    ).toEqual([['a', 'Updated', '7']]);
  });

  it.each([['block'], [null]])(
    'of the action (%s before) takes back what is there, so that it is created anew',
    (before) => {
      const changed = update(a, before, '7,8');
      expect(updating?.calls([update(b, b.action), changed])).toEqual([[update(b, b.action)], [changed]]);
      expect(updating?.request([changed], at)).toEqual({
        method: 'POST',
        path: '/indicators/BatchDelete',
        body: { IndicatorIds: ['7', '8'] },
      });
      for (const status of [204, 404])
        expect(updating?.read([changed], answerOf(status, undefined))).toMatchObject({
          verdicts: [{ _tag: 'Gone' }],
        });
    },
  );

  it('is asked for in halves where one of several is not there any more', () => {
    expect(updating?.read([update(a, null), update(b, null)], answerOf(404, undefined))).toMatchObject({
      _tag: 'Split',
    });
  });

  it('is waited for where it can’t be taken back now', () => {
    expect(updating?.read([update(a, null)], answerOf(429, undefined))).toMatchObject({
      verdicts: [{ _tag: 'Unsettled' }],
    });
  });
});

describe('the calls of a batch', () => {
  it('hold no value twice: the answer is read by value', () => {
    const twin = { ...indicatorOf('twin'), domainName: a.domainName?.toUpperCase() ?? '' };
    expect(defender.calls([a, b, twin]).map((call) => call.map(({ externalId }) => externalId))).toEqual([
      ['a', 'b'],
      ['twin'],
    ]);
  });
});
