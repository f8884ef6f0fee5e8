import { sentinelIncident } from '../../../shared/formats/microsoft/sentinel-incident';
import { sentinelTable } from '../../../shared/formats/stix/sentinel-table';
import { intake } from '../intake';

/** Columns of MicrosoftDocs/azure-reference-other, azure-monitor-ref/tables/threatintelindicators.md. */
const current = (more: object = {}) => ({
  Type: 'ThreatIntelIndicators',
  Id: 'indicator--1',
  IsActive: true,
  IsDeleted: false,
  Revoked: false,
  Confidence: 75,
  ValidUntil: '2027-01-20T10:00:00Z',
  ObservableKey: 'ipv4-addr:value',
  ObservableValue: '45.155.205.233',
  Pattern: "[ipv4-addr:value = '45.155.205.233']",
  ...more,
});

/** Columns of …/tables/threatintelligenceindicator.md. */
const legacy = (more: object = {}) => ({
  Type: 'ThreatIntelligenceIndicator',
  Action: 'alert',
  Active: true,
  ConfidenceScore: 80,
  DomainName: '',
  NetworkIP: '',
  Url: '',
  ThreatType: 'Botnet',
  TrafficLightProtocolLevel: 'Amber',
  ...more,
});

const read = (payload: unknown) => intake(sentinelTable, payload);

describe('a row of ThreatIntelIndicators', () => {
  it('is read by the STIX object in it, and the columns say the rest', () => {
    const Data = JSON.stringify({ type: 'indicator', pattern: "[domain-name:value = 'evil-host.top']" });
    const { found, drafts } = read(current({ Data }));
    expect(found).toEqual([': domain evil-host.top']);
    expect(drafts).toMatchObject([{ expires: '2027-01-20T10:00:00Z', confidence: { value: 75, of: 100 } }]);
  });

  it.each([
    [current()],
    [current({ Pattern: undefined })],
    [current({ Pattern: '', Data: '' })],
    [current({ Data: 'no JSON', Type: undefined })],
  ])('is read by its pattern or its observable: %j', (row) => {
    expect(sentinelTable.recognises(row)).toBe(true);
    expect(read(row).found).toEqual([': any 45.155.205.233']);
  });

  it('does not let a value out of its quotes', () => {
    const row = current({
      Pattern: undefined,
      ObservableKey: 'url:value',
      ObservableValue: "https://evil-host.top/a'b\\c",
    });
    expect(read(row).found).toEqual([": url https://evil-host.top/a'b\\c"]);
  });

  it.each([[{ IsActive: false }], [{ IsActive: 'False' }], [{ IsDeleted: true }], [{ Revoked: 1 }]])(
    'takes its indicator back: %j',
    (more) => {
      expect(read(current(more))).toMatchObject({ drafts: [{ revoked: true }], left: [] });
    },
  );

  it.each([
    [{ Pattern: 7 }, 'pattern-invalid'],
    [{ Data: '{"type":"indicator","pattern_type":"yara","pattern":"rule a {}"}' }, 'unsupported-pattern'],
  ])('is left or refused: %j', (more, code) => {
    expect(read(current(more))).toMatchObject({ found: [], left: [`: ${code}`] });
  });
});

describe('the marking of a row of ThreatIntelIndicators', () => {
  const Data = '{"labels":["campaign"]}';

  it.each([
    [{ Tags: '["tlp:red"]' }, ['campaign', 'tlp:red']],
    [{ Tags: 'tlp:red' }, ['campaign', 'tlp:red']],
  ])('counts in its tags, whatever the labels of the object in it are: %j', (more, tags) => {
    const [draft] = read(current({ Data, ...more })).drafts;
    expect([...(draft?.tags ?? [])].sort()).toEqual(tags);
  });

  // Where the retired table had a column for it, queries over this one read AdditionalFields.TLPLevel.
  it.each([[{ TLPLevel: 'Red' }], ['{"TLPLevel":"Red"}']])(
    'counts in its additional fields: %j',
    (AdditionalFields) => {
      expect(read(current({ Data, AdditionalFields })).drafts).toMatchObject([{ tlp: ['Red'] }]);
    },
  );
});

/** Members of Microsoft.SecurityInsights/threatIntelligence (azure-rest-api-specs, ThreatIntelligenceIndicatorProperties). */
const resource = (properties: object = {}) => ({
  id: '/subscriptions/1/providers/Microsoft.SecurityInsights/threatIntelligence/1',
  name: 'n',
  type: 'Microsoft.SecurityInsights/threatIntelligence',
  kind: 'indicator',
  properties: {
    displayName: 'a server',
    confidence: 80,
    pattern: "[url:value = 'https://evil-host.top/a']",
    patternType: 'url',
    threatTypes: ['malicious-activity'],
    threatIntelligenceTags: ['campaign'],
    killChainPhases: [{ killChainName: 'k', phaseName: 'delivery' }],
    validFrom: '2026-01-01T00:00:00Z',
    validUntil: '2027-01-20T10:00:00Z',
    ...properties,
  },
});

describe('an indicator of Sentinel’s REST API', () => {
  it('is read by its pattern, with what it says of it', () => {
    const payload = { value: [resource()], nextLink: 'l' };
    expect(sentinelTable.recognises(payload)).toBe(true);
    expect(read(payload)).toMatchObject({
      found: ['/value/0: url https://evil-host.top/a'],
      left: [],
      drafts: [
        {
          description: 'a server',
          confidence: { value: 80, of: 100 },
          expires: '2027-01-20T10:00:00Z',
          tags: ['malicious-activity', 'campaign'],
          killChain: ['delivery'],
        },
      ],
    });
  });

  it('is read by the object in it', () => {
    const data = { type: 'indicator', id: 'indicator--1', pattern: "[domain-name:value = 'evil-host.top']" };
    expect(read(resource({ data })).found).toEqual([': domain evil-host.top']);
  });

  it('is taken back where it is revoked', () => {
    expect(read(resource({ revoked: true })).drafts).toMatchObject([{ revoked: true }]);
  });

  it('is no incident', () => {
    expect(sentinelIncident.recognises(resource())).toBe(false);
  });
});

describe('a row of ThreatIntelligenceIndicator', () => {
  it.each([
    [{ DomainName: 'evil-host.top' }, 'domain evil-host.top'],
    [{ Url: 'https://evil-host.top/a' }, 'url https://evil-host.top/a'],
    [{ NetworkIP: '45.155.205.233' }, 'any 45.155.205.233'],
    [
      { NetworkDestinationIP: '45.155.205.233', NetworkDestinationPort: 443 },
      'destination 45.155.205.233, number 443',
    ],
    [{ NetworkSourceIP: '45.155.205.233' }, 'source 45.155.205.233'],
    [{ NetworkCidrBlock: '45.155.205.0/24' }, 'any 45.155.205.0/24'],
    [{ FileHashType: 'sha256', FileHashValue: 'ab'.repeat(32) }, `hash ${'ab'.repeat(32)}`],
    [{ FileHashValue: 'ab'.repeat(16), FileName: 'a.exe' }, `hash ${'ab'.repeat(16)}, text a.exe`],
    [{ EmailSenderAddress: 'a@evil-host.top' }, 'text a@evil-host.top'],
  ])('is taken by its columns: %j', (columns, found) => {
    expect(read(legacy(columns)).found).toEqual([`: ${found}`]);
  });

  it('says what it says of the indicator', () => {
    const [draft] = read(
      legacy({
        DomainName: 'evil-host.top',
        Action: 'Block',
        ThreatSeverity: 3,
        Tags: '["a","b"]',
        MalwareNames: 'Loader, Bot',
        ExpirationDateTime: '2027-01-01T00:00:00Z',
        KillChainC2: true,
        KillChainActions: false,
      }),
    ).drafts;
    expect(draft).toMatchObject({
      action: 'block',
      threat: ['Botnet'],
      tlp: ['Amber'],
      severity: { value: 3, of: 5 },
      confidence: { value: 80, of: 100 },
      tags: ['a', 'b'],
      malwareFamilies: ['Loader', 'Bot'],
      killChain: ['C2'],
      expires: '2027-01-01T00:00:00Z',
      revoked: false,
    });
  });

  it.each([
    ['NetworkDestinationIPv4', '45.155.205.233', 'destination 45.155.205.233'],
    ['NetworkSourceIPv6', '2a02:cf40:1::5', 'source 2a02:cf40:1::5'],
    ['NetworkIPv4', '45.155.205.233', 'any 45.155.205.233'],
    ['DomainName', 'evil-host.top', 'domain evil-host.top'],
  ])('may be a tiIndicator that PowerShell wrote: %s', (column, value, found) => {
    const row = {
      ...{ Action: 'block', TargetProduct: 'Azure Sentinel', ThreatType: 'C2', TlpLevel: 'amber' },
      ...{ ExpirationDateTime: '2027-01-01T00:00:00Z', Confidence: 80, Severity: 4, KillChain: ['C2'] },
      ...{ MalwareFamilyNames: ['Bot'], IsActive: false, AdditionalProperties: {}, [column]: value },
    };
    expect(sentinelTable.recognises(row)).toBe(true);
    expect(read(row)).toMatchObject({
      found: [`: ${found}`],
      drafts: [
        {
          ...{ action: 'block', threat: ['C2'], tlp: ['amber'], expires: '2027-01-01T00:00:00Z' },
          ...{ confidence: { value: 80, of: 100 }, severity: { value: 4, of: 5 }, killChain: ['C2'] },
          ...{ malwareFamilies: ['Bot'], revoked: true },
        },
      ],
    });
  });

  it('that is not active is revoked, and -1 is no confidence', () => {
    const [draft] = read(
      legacy({ Url: 'https://evil-host.top', Active: 'false', ConfidenceScore: -1 }),
    ).drafts;
    expect(draft).toMatchObject({ revoked: true, confidence: undefined });
  });

  it.each([
    [{}, 'no-indicator'],
    [{ Action: 'allow', DomainName: 'partner.example' }, 'called-benign'],
  ])('says why nothing comes of it: %j', (columns, code) => {
    expect(read(legacy(columns))).toMatchObject({ found: [], left: [`: ${code}`] });
  });
});

it('is recognised by what a query left of its columns', () => {
  const row = { DomainName: 'evil-host.top', ThreatType: 'Botnet', ExpirationDateTime: '2027-01-01' };
  expect(sentinelTable.recognises([row])).toBe(true);
  expect(read([row]).found).toEqual(['/0: domain evil-host.top']);
});

describe('a list of rows of both', () => {
  it('is read row by row, and what is none is refused', () => {
    expect(
      read({ value: [legacy({ DomainName: 'evil-host.top' }), current(), 'text', { a: 1 }] }),
    ).toMatchObject({
      found: ['/value/1: any 45.155.205.233', '/value/0: domain evil-host.top'],
      left: ['/value/2: item-unknown', '/value/3: item-unknown'],
    });
  });
});
