import { defenderIndicator } from '../../../shared/formats/microsoft/defender-indicator';
import { intake } from '../intake';

/** The shape of MicrosoftDocs/defender-docs, defender-endpoint/api/import-ti-indicators.md and get-ti-indicators-collection.md. */
const indicator = (indicatorType: string, indicatorValue: string, action: unknown = 'Block') => ({
  indicatorType,
  indicatorValue,
  action,
  title: 'a title',
  expirationTime: '2027-01-01T00:00:00Z',
  severity: 'High',
});

const read = (payload: unknown) => intake(defenderIndicator, payload);

describe('an indicator of Defender for Endpoint', () => {
  it.each([
    ['FileSha1', 'ab'.repeat(20), 'hash'],
    ['FileSha256', 'ab'.repeat(32), 'hash'],
    ['FileMd5', 'ab'.repeat(16), 'hash'],
    ['IpAddress', '45.155.205.233', 'destination'],
    ['DomainName', 'evil-host.top', 'domain'],
    ['Url', 'https://evil-host.top/a', 'url'],
    ['Url', 'evil-host.top', 'domain'],
    ['filesha1', 'ab'.repeat(20), 'hash'],
  ])('of type %s is taken: %s', (type, value, kind) => {
    expect(read(indicator(type, value)).found).toEqual([`: ${kind} ${value}`]);
  });

  it('is known by the names of the portal’s CSV, and what is allowed stays allowed', () => {
    const rows = ['Block', 'Allow'].map((Action) => ({
      IndicatorType: 'IpAddress',
      IndicatorValue: '45.155.205.233',
      Action,
    }));
    expect(defenderIndicator.recognises(rows)).toBe(true);
    expect(read(rows)).toMatchObject({
      found: ['/0: destination 45.155.205.233'],
      left: ['/1: called-benign'],
    });
  });

  it('of a type that tiIndicator has no member for is left', () => {
    expect(read(indicator('CertificateThumbprint', 'ab'.repeat(20)))).toMatchObject({
      found: [],
      left: [': unsupported-type'],
    });
  });

  it.each([
    ['Alert', 'alert'],
    ['Audit', 'alert'],
    ['Warn', 'alert'],
    ['AlertAndBlock', 'block'],
    ['Block', 'block'],
    ['blockandremediate', 'block'],
    ['SomethingNew', undefined],
    [null, undefined],
  ])('with the action %s wants %s', (action, wanted) => {
    expect(read(indicator('DomainName', 'evil-host.top', action)).drafts[0]?.action).toBe(wanted);
  });

  it.each(['Allowed', 'allowed', 'Allow'])('that lets through what it matches is left: %s', (action) => {
    expect(read(indicator('Url', 'https://partner.example/', action))).toMatchObject({
      found: [],
      left: [': called-benign'],
    });
  });

  it('keeps when it ends and how severe it is', () => {
    expect(read(indicator('DomainName', 'evil-host.top')).drafts).toMatchObject([
      { expires: '2027-01-01T00:00:00Z', severity: { value: 'High' }, description: 'a title' },
    ]);
  });
});

describe.each([
  ['{"Indicators":[…]}', (items: readonly unknown[]) => ({ Indicators: items }), '/Indicators/0'],
  ['{"value":[…]}', (items: readonly unknown[]) => ({ '@odata.context': 'x', value: items }), '/value/0'],
  ['an array', (items: readonly unknown[]) => items, '/0'],
  ['one alone', ([item]: readonly unknown[]) => item, ''],
])('in %s', (_, wrap, place) => {
  it('is recognised and read', () => {
    const body = wrap([indicator('DomainName', 'evil-host.top')]);
    expect(defenderIndicator.recognises(body)).toBe(true);
    expect(read(body).found).toEqual([`${place}: domain evil-host.top`]);
  });
});

describe('a malformed one', () => {
  it.each([[{ indicatorType: 'Url', indicatorValue: null }], [{ indicatorType: 7.5, indicatorValue: {} }]])(
    'is refused, and the others are taken: %j',
    (broken) => {
      expect(read({ Indicators: [broken, indicator('DomainName', 'evil-host.top')] })).toMatchObject({
        found: ['/Indicators/1: domain evil-host.top'],
        left: ['/Indicators/0: indicator-invalid'],
      });
    },
  );
});
