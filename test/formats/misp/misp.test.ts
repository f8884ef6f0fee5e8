import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { abuseCh } from '../../../shared/formats/abuse-ch';
import { anomali } from '../../../shared/formats/anomali';
import { crowdstrikeIntel } from '../../../shared/formats/crowdstrike/crowdstrike-intel';
import { misp } from '../../../shared/formats/misp/misp';
import { otx } from '../../../shared/formats/otx';
import { describeSamples } from '../../samples/samples';

const options = {
  now: () => new Date('2026-11-23T12:00:00Z'),
  takeSuspicious: false,
  takeObserved: false,
  takeFreeText: false,
};

const read = (payload: unknown) => misp.read(payload, options);

const drafts = (payload: unknown) =>
  read(payload).found.map((found) => (found._tag === 'Draft' ? found.draft : undefined));

const reasons = (payload: unknown) =>
  read(payload).skipped.map(({ place, reason }) => [place, reason.code, reason.unreadable]);

type Json = Record<string, unknown>;

const attribute = (more: object = {}): Json => ({
  uuid: 'a1',
  type: 'domain',
  category: 'Network activity',
  to_ids: true,
  value: 'bad.test',
  ...more,
});

const event = (more: object = {}): Json => ({
  uuid: 'e1',
  info: 'A campaign',
  threat_level_id: '2',
  Attribute: [attribute()],
  ...more,
});

const object = (more: object = {}): Json => ({
  name: 'domain-ip',
  uuid: 'o1',
  Attribute: [attribute({ object_relation: 'domain' })],
  ...more,
});

const tagged = (...names: readonly string[]): Json => ({ Tag: names.map((name) => ({ name })) });

const draftOf = (more: object, around: object = {}) =>
  drafts(event({ Attribute: [attribute(more)], ...around }))[0];

describe('when an attribute is marked for detection', () => {
  it.each([
    ['ip-src', 'x', [{ kind: 'ip', value: 'x', direction: 'source' }]],
    ['ip-dst', 'x', [{ kind: 'ip', value: 'x', direction: 'destination' }]],
    ['ip-src|port', 'x|80', [{ kind: 'ip', value: 'x', direction: 'source', port: '80' }]],
    ['ip-dst|port', 'x|80', [{ kind: 'ip', value: 'x', direction: 'destination', port: '80' }]],
    ['domain', 'x', [{ kind: 'domain', value: 'x' }]],
    ['hostname', 'x', [{ kind: 'domain', value: 'x' }]],
    [
      'hostname|port',
      'x|80',
      [
        { kind: 'domain', value: 'x' },
        { kind: 'number', member: 'networkPort', value: '80' },
      ],
    ],
    [
      'domain|ip',
      'x|y',
      [
        { kind: 'domain', value: 'x' },
        { kind: 'ip', value: 'y' },
      ],
    ],
    ['url', 'x', [{ kind: 'url', value: 'x' }]],
    ['uri', 'x', [{ kind: 'url', value: 'x' }]],
    ['md5', 'x', [{ kind: 'hash', algorithm: 'md5', value: 'x' }]],
    ['sha1', 'x', [{ kind: 'hash', algorithm: 'sha1', value: 'x' }]],
    ['sha256', 'x', [{ kind: 'hash', algorithm: 'sha256', value: 'x' }]],
    ['authentihash', 'x', [{ kind: 'hash', algorithm: 'authentihash', value: 'x' }]],
    ['ssdeep', 'x', [{ kind: 'hash', algorithm: 'ssdeep', value: 'x' }]],
    [
      'filename|sha256',
      'a|b.exe|x',
      [
        { kind: 'text', member: 'fileName', value: 'a|b.exe' },
        { kind: 'hash', algorithm: 'sha256', value: 'x' },
      ],
    ],
    [
      'malware-sample',
      'a.exe|x',
      [
        { kind: 'text', member: 'fileName', value: 'a.exe' },
        { kind: 'hash', algorithm: 'md5', value: 'x' },
      ],
    ],
    ['email-src', 'x', [{ kind: 'text', member: 'emailSenderAddress', value: 'x' }]],
    ['email-dst', 'x', [{ kind: 'text', member: 'emailRecipient', value: 'x' }]],
    ['email-subject', 'x', [{ kind: 'text', member: 'emailSubject', value: 'x' }]],
    ['email-x-mailer', 'x', [{ kind: 'text', member: 'emailXMailer', value: 'x' }]],
    ['email-src-display-name', 'x', [{ kind: 'text', member: 'emailSenderName', value: 'x' }]],
    ['filename', 'x', [{ kind: 'text', member: 'fileName', value: 'x' }]],
    ['mutex', 'x', [{ kind: 'text', member: 'fileMutexName', value: 'x' }]],
    ['user-agent', 'x', [{ kind: 'text', member: 'userAgent', value: 'x' }]],
    ['port', '4444', [{ kind: 'number', member: 'networkPort', value: '4444' }]],
    ['size-in-bytes', '7', [{ kind: 'number', member: 'fileSize', value: '7' }]],
    ['mime-type', 'text/x-sh', [{ kind: 'text', member: 'fileType', value: 'text/x-sh' }]],
    ['AS', 'AS64500', [{ kind: 'number', member: 'networkSourceAsn', value: 'AS64500' }]],
  ])('takes the type %s', (type, value, observed) => {
    expect(draftOf({ type, value })?.observed).toEqual(observed);
  });

  it.each([
    'regkey|value',
    'sha512',
    'filename|imphash',
    'text',
    'btc',
    'yara',
    'attachment',
    'ip',
    'a|',
    'valueOf',
  ])('leaves the type %s, for which tiIndicator has no place', (type) => {
    expect(reasons(event({ Attribute: [attribute({ type, value: 'x|y' })] }))).toEqual([
      ['/Attribute/0', 'unsupported-type', false],
    ]);
  });

  it.each([[true], [1], ['1'], ['true']])('takes to_ids: %p as set', (to_ids) => {
    expect(draftOf({ to_ids })).toBeDefined();
  });

  it('keeps no malware, wherever it stands', () => {
    const sample = attribute({
      type: 'malware-sample',
      value: 'a.exe|x',
      data: 'TVqQAAMAAAA',
      malware_binary: 'TVqQ',
    });
    expect(
      JSON.stringify(read(event({ Attribute: [sample, attribute({ data: 'TVqQAAMAAAA' })] }))),
    ).not.toContain('TVq');
  });
});

describe('when an attribute cannot be taken', () => {
  it.each([
    ['a link', { type: 'link', to_ids: true }, 'link', false],
    ['to_ids false', { to_ids: false }, 'not-to-ids', false],
    ['to_ids "0"', { to_ids: '0' }, 'not-to-ids', false],
    ['no to_ids', { to_ids: undefined }, 'not-to-ids', false],
    ['no value', { value: ' ' }, 'indicator-invalid', true],
    ['no type', { type: {} }, 'indicator-invalid', true],
    ['half a pair', { type: 'ip-dst|port', value: '198.51.100.7' }, 'indicator-invalid', true],
    ['half a pair with its bar', { type: 'filename|md5', value: '|x' }, 'indicator-invalid', true],
  ])('says why: %s', (_, more, code, unreadable) => {
    const payload = event({ Attribute: [attribute(more)] });
    expect(drafts(payload)).toEqual([]);
    expect(reasons(payload)).toEqual([['/Attribute/0', code, unreadable]]);
  });

  it('leaves proposals and what is no attribute', () => {
    expect(reasons(event({ ShadowAttribute: [attribute()], Attribute: ['x'] }))).toEqual([
      ['/Attribute/0', 'item-not-an-object', true],
      ['/ShadowAttribute/0', 'observed-only', false],
    ]);
  });

  it('says that an event has no attribute', () => {
    expect(reasons({ Event: event({ Attribute: [] }) })).toEqual([['', 'no-indicator', false]]);
  });
});

describe('when an event says something of its attributes', () => {
  it('passes it on', () => {
    expect(draftOf({ comment: 'second stage', timestamp: '1700000000', last_seen: null })).toEqual({
      observed: [{ kind: 'domain', value: 'bad.test' }],
      description: 'A campaign',
      additionalInformation: 'second stage\nNetwork activity\nMISP event e1',
      threat: ['Network activity'],
      severity: { value: 'medium' },
      confidence: undefined,
      tlp: [],
      lastSeen: '1700000000',
      saidAt: '1700000000',
      item: 'a1',
      tags: [],
      malwareFamilies: [],
      activityGroups: [],
      killChain: [],
      partOf: undefined,
      revoked: false,
    });
  });

  it.each([
    ['1', { value: 'high' }],
    [3, { value: 'low' }],
    ['4', undefined],
    [undefined, undefined],
  ])('reads the threat level %p as %j', (threat_level_id, severity) => {
    expect(draftOf({}, { threat_level_id })?.severity).toEqual(severity);
  });

  it.each([
    ['of the event', {}, ['tlp:amber'], ['amber']],
    ['of the attribute and of the event', tagged('tlp:green'), ['tlp:red'], ['green', 'red']],
    ['the strictest of one level', tagged('tlp:clear', 'TLP:RED'), [], ['red']],
    [
      'of the event where the attribute has no level',
      tagged('tlp:ex:chr', 'amber'),
      ['tlp:green'],
      ['green'],
    ],
    ['none', {}, [], []],
  ])('takes the TLP %s', (_, own, ofEvent, tlp) => {
    expect(draftOf(own, tagged(...ofEvent))?.tlp).toEqual(tlp);
  });

  it.each([
    ['misp:confidence-level="usually-confident"', 75],
    ['misp:confidence-level="unconfident"', 0],
    ['admiralty-scale:information-credibility="1"', 100],
    ['admiralty-scale:information-credibility="6"', undefined],
    ['estimative-language:likelihood-probability="likely"', 67],
    ['osint:certainty="93"', 93],
    ['osint:certainty="sure"', undefined],
    ['toString:constructor="x"', undefined],
  ])('reads the confidence of %s as %p', (tag, value) => {
    const confidence = value === undefined ? undefined : { value, of: 100 };
    expect(draftOf({}, tagged(tag))?.confidence).toEqual(confidence);
    expect(draftOf(tagged(tag), tagged('osint:certainty="1"'))?.confidence).toEqual(
      confidence ?? { value: 1, of: 100 },
    );
  });

  it('tells families, actors, phases and tags apart', () => {
    const tags = tagged(
      'misp-galaxy:malpedia="Alpha"',
      'misp-galaxy:tool="Beta"',
      'misp-galaxy:threat-actor="Some Bear"',
      'misp-galaxy:mitre-attack-pattern="Screen Capture - T1113"',
      'kill-chain:Delivery',
      'ecsirt:malicious-code="ransomware"',
      'Some feed',
    );
    const Galaxy = [
      {
        GalaxyCluster: [
          { tag_name: 'misp-galaxy:banker="Gamma"' },
          {
            tag_name: 'misp-galaxy:malpedia="Alpha"',
            meta: { kill_chain: ['mitre-attack:mac:persistence'] },
          },
        ],
      },
    ];
    expect(draftOf({}, { ...tags, Galaxy })).toMatchObject({
      malwareFamilies: ['Alpha', 'Beta', 'Gamma'],
      activityGroups: ['Some Bear'],
      killChain: ['Delivery', 'persistence'],
      threat: ['ransomware', 'Network activity'],
      tags: [
        'misp-galaxy:mitre-attack-pattern="Screen Capture - T1113"',
        'ecsirt:malicious-code="ransomware"',
        'Some feed',
      ],
    });
  });

  it('passes on so many tags, of such a length, but every TLP counts', () => {
    const many = Array.from({ length: 200 }, (_, index) => `${'x'.repeat(1000)}${index}`);
    const numbered = Array.from({ length: 200 }, (_, index) => `n${index}`);
    expect(draftOf({}, tagged(...many))?.tags).toEqual(['x'.repeat(200)]);
    expect(draftOf({}, tagged(...numbered, 'tlp:red'))).toMatchObject({
      tlp: ['red'],
      tags: numbered.slice(0, 50),
    });
  });

  it('keeps what is no level as a tag, and a judgement before what is cut off', () => {
    const numbered = Array.from({ length: 200 }, (_, index) => `n${index}`);
    expect(draftOf({}, tagged('tlp:ex:chr'))).toMatchObject({ tlp: [], tags: ['tlp:ex:chr'] });
    expect(draftOf({}, tagged(...numbered, 'false-positive:risk="high"'))?.tags?.[0]).toBe(
      'false-positive:risk="high"',
    );
  });

  it.each([
    [[{ warninglist_name: 'public resolvers', warninglist_category: 'false_positive' }], ['false-positive']],
    [[{ warninglist_name: 'public resolvers' }], ['false-positive']],
    [[{ warninglist_name: 'ranges of a host', warninglist_category: 'known' }], undefined],
    [[], undefined],
  ])('heeds hits in warning lists: %j', (warnings, judgements) => {
    expect(draftOf({ warnings })?.judgements).toEqual(judgements);
  });

  const [seen, later] = ['1764000000', '1764000001'];

  it.each([
    ['a false positive', [{ type: '1', date_sighting: seen }], { judgements: ['false-positive'] }],
    ['a number, alone', { type: 1, date_sighting: 1_764_000_000 }, { judgements: ['false-positive'] }],
    [
      'a false positive of the moment it was seen',
      ['1', '0'].map((type) => ({ type, date_sighting: seen })),
      { judgements: ['false-positive'] },
    ],
    [
      'seen after it was called a false positive',
      [
        { type: '0', date_sighting: later },
        { type: '1', date_sighting: seen },
      ],
      { judgements: undefined, saidAt: '2025-11-24T16:00:01.000Z' },
    ],
    ['its end', [{ type: '2', date_sighting: seen }], { expires: '2025-11-24T16:00:00.000Z', saidAt: '5' }],
    ['none', [], { judgements: undefined, saidAt: '5' }],
  ])('heeds the newest sighting: %s', (_, sightings, draft) => {
    expect(draftOf({ timestamp: '5', Sighting: sightings })).toMatchObject(draft);
  });

  it.each([
    [[{ score: 1, base_score: 80, decayed: true }], '5'],
    [{ decayed: '1' }, '5'],
    [[{ decayed: true }, { decayed: false }], undefined],
    [[], undefined],
  ])('is at its end where the score of every decaying model is used up: %j', (decay_score, expires) => {
    expect(draftOf({ timestamp: '5', decay_score })?.expires).toBe(expires);
  });

  it('reads tags that come with their link', () => {
    const own = { AttributeTag: [{ Tag: { name: 'own' } }] };
    expect(draftOf(own, { EventTag: [{ Tag: { name: 'wide' } }] })?.tags).toEqual(['own', 'wide']);
    expect(draftOf({ Tag: [{ Tag: { name: 'tlp:red' } }] })?.tlp).toEqual(['red']);
  });

  it.each([
    [{ deleted: true }, {}],
    [{ deleted: '1' }, {}],
    [{}, { deleted: true }],
  ])('takes what is deleted as revoked: attribute %j, event %j', (own, around) => {
    expect(draftOf(own, around)?.revoked).toBe(true);
  });
});

describe('when attributes belong together', () => {
  const file = (attributes: readonly Json[], more: object = {}): Json =>
    event({ Attribute: [], Object: [{ name: 'file', uuid: 'o1', Attribute: attributes, ...more }] });
  const md5 = attribute({ type: 'md5', value: 'm' });
  const sha1 = attribute({ type: 'sha1', value: 's' });
  const name = attribute({ type: 'filename', value: 'a.exe' });
  const fileName = { kind: 'text', member: 'fileName', value: 'a.exe' };

  it('gives the hashes of one object one file', () => {
    expect(drafts(file([md5, sha1])).map((draft) => draft?.partOf)).toEqual(['o1', 'o1']);
  });

  it('puts the only name of a file beside each of its hashes', () => {
    expect(drafts(file([name, md5, sha1])).map((draft) => draft?.observed)).toEqual([
      [{ kind: 'hash', algorithm: 'md5', value: 'm' }, fileName],
      [{ kind: 'hash', algorithm: 'sha1', value: 's' }, fileName],
    ]);
    expect(read(file([name, md5, sha1])).found.map(({ place }) => place)).toEqual([
      '/Object/0/Attribute/1',
      '/Object/0/Attribute/2',
    ]);
  });

  it.each([
    ['two names', [name, attribute({ type: 'filename', value: 'b.exe' }), md5], 3],
    ['no hash', [name], 1],
    ['a name longer than a path may be', [attribute({ type: 'filename', value: 'x'.repeat(1001) }), md5], 2],
    ['no hash that is marked', [name, { ...md5, to_ids: false }], 1],
    ['a name that is not marked', [{ ...name, to_ids: false }, md5], 1],
  ])('lets a name stand alone where there is %s', (_, attributes, found) => {
    expect(drafts(file(attributes))).toHaveLength(found);
    expect(read(file(attributes)).found.length + read(file(attributes)).skipped.length).toBe(
      attributes.length,
    );
  });

  it('gives composites of one name in one event one file', () => {
    const pair = (type: string) => attribute({ type, value: 'a.exe|x' });
    const payload = event({ Attribute: [pair('filename|md5'), pair('malware-sample'), attribute()] });
    expect(drafts(payload).map((draft) => draft?.partOf)).toEqual(['e1/a.exe', 'e1/a.exe', undefined]);
  });

  it('takes all of a deleted object as revoked', () => {
    expect(drafts(file([md5], { deleted: true }))[0]?.revoked).toBe(true);
  });
});

describe('when events and attributes come in their wrappings', () => {
  it.each([
    ['an event', { Event: event() }, '/Event/Attribute/0', 'A campaign'],
    ['a bare event', event(), '/Attribute/0', 'A campaign'],
    ['a response', { response: [{ Event: event() }] }, '/response/0/Event/Attribute/0', 'A campaign'],
    ['an array', [{ Event: event() }], '/0/Event/Attribute/0', 'A campaign'],
    ['a value', { value: [{ Event: event() }] }, '/value/0/Event/Attribute/0', 'A campaign'],
    [
      'attributes beside their event',
      { Event: event({ Attribute: undefined }), Attribute: [attribute()] },
      '/Attribute/0',
      'A campaign',
    ],
    ['attributes', { Attribute: [attribute()] }, '/Attribute/0', undefined],
    ['found attributes', { response: { Attribute: [attribute()] } }, '/response/Attribute/0', undefined],
    [
      'found attributes with their event',
      { response: { Attribute: [attribute({ Event: event() })] } },
      '/response/Attribute/0',
      'A campaign',
    ],
    ['one attribute', attribute(), '', undefined],
    [
      'one attribute with its event',
      attribute({ Event: { uuid: 'e1', info: 'A campaign' } }),
      '',
      'A campaign',
    ],
    ['one attribute wrapped', { Attribute: attribute() }, '/Attribute', undefined],
    ['the one attribute found', { response: { Attribute: attribute() } }, '/response/Attribute', undefined],
    ['the one event found', { response: { Event: event() } }, '/response/Event/Attribute/0', 'A campaign'],
    [
      'an event with one attribute',
      { Event: event({ Attribute: attribute() }) },
      '/Event/Attribute',
      'A campaign',
    ],
    ['an event in a list', { Event: [event()] }, '/Event/0/Attribute/0', 'A campaign'],
    ['what a workflow sends on', { data: { Event: event() } }, '/data/Event/Attribute/0', 'A campaign'],
    [
      'an attribute as it is published, with its event and what was done',
      { Attribute: attribute(), Event: event({ Attribute: undefined }), action: 'add' },
      '/Attribute',
      'A campaign',
    ],
    ['one object wrapped', { Object: object() }, '/Object/Attribute/0', undefined],
    ['objects', { Object: [object()] }, '/Object/0/Attribute/0', undefined],
    ['an object by itself', object(), '/Attribute/0', undefined],
    ['objects in a list', [object({ Attribute: attribute() })], '/0/Attribute', undefined],
    [
      'objects that were found',
      { response: [{ Object: object() }] },
      '/response/0/Object/Attribute/0',
      undefined,
    ],
    [
      'an object that was found, with its event',
      { response: { Object: object({ Event: { uuid: 'e1', info: 'A campaign' } }) } },
      '/response/Object/Attribute/0',
      'A campaign',
    ],
    [
      'an event without a name, with one object',
      { Event: { Object: object({ Attribute: attribute() }) } },
      '/Event/Object/Attribute',
      undefined,
    ],
  ])('reads %s', (_, payload, place, description) => {
    expect(misp.recognises(payload)).toBe(true);
    expect(read(payload).found.map((found) => found.place)).toEqual([place]);
    expect(drafts(payload)[0]?.description).toBe(description);
  });

  it('says that a search found nothing', () => {
    const payload = { response: { Attribute: [] } };
    expect(misp.recognises(payload)).toBe(true);
    expect(reasons(payload)).toEqual([['/response', 'no-indicator', false]]);
  });

  it('does not take what was published as deleted', () => {
    const published = { Attribute: attribute(), Event: event({ Attribute: undefined }), action: 'delete' };
    expect(drafts(published)[0]?.revoked).toBe(true);
  });

  it('reads one tag, and a tag that is only its name', () => {
    const one = event({ Tag: { name: 'tlp:red' }, Attribute: attribute({ Tag: 'sample' }) });
    expect(drafts(one)[0]).toMatchObject({ tlp: ['red'], tags: ['sample'] });
  });

  it('says what stands in the place of attributes and objects and is none', () => {
    expect(reasons(event({ Attribute: 'x', Object: ['y', { name: 'z', Attribute: [] }] }))).toEqual([
      ['/Attribute', 'item-not-an-object', true],
      ['/Object/0', 'item-not-an-object', true],
      ['/Object/1', 'no-indicator', false],
    ]);
  });

  it('refuses what stands beside events and is none', () => {
    expect(reasons([{ Event: event() }, { id: 1 }, 'x'])).toEqual([
      ['/1', 'indicator-invalid', true],
      ['/2', 'indicator-invalid', true],
    ]);
  });
});

describe('when something else comes in', () => {
  it.each([
    ['a type with a value', { type: 'domain', value: 'bad.test' }],
    ['an event of another kind', { Event: { name: 'x' } }],
    ['a response', { response: [] }],
    ['attributes of another kind', { Attribute: [{ Name: 'x' }] }],
    ['nothing', null],
  ])('does not claim it: %s', (_, payload) => {
    expect(misp.recognises(payload)).toBe(false);
  });

  it('never throws', () => {
    const any = fc.jsonValue();
    const wild = fc.record({
      uuid: fc.string(),
      type: any,
      value: any,
      to_ids: fc.constant(true),
      Tag: any,
      Event: any,
    });
    const holder = fc.record({
      info: fc.string(),
      uuid: fc.string(),
      Attribute: fc.array(wild),
      Object: any,
      Galaxy: any,
    });
    fc.assert(
      fc.property(fc.oneof(any, wild, holder, fc.array(holder)), (payload) => {
        const { found, skipped } = read(payload);
        expect(found.length + skipped.length).toBeGreaterThan(0);
        expect(typeof misp.recognises(payload)).toBe('boolean');
      }),
    );
  });
});

describeSamples('MISP samples', (folder) => {
  const sample = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));

  it.each([
    ['attribute-with-nested-event', 0, { link: 1 }],
    ['eset-cloudmensis-response-wrapper', 9, { 'not-to-ids': 11, 'unsupported-type': 2 }],
    ['eset-sshdoor-kessel', 0, { 'not-to-ids': 8 }],
    ['eset-turla-crutch', 0, { 'not-to-ids': 19, link: 1 }],
    ['intelmq-bare-attribute', 0, { 'not-to-ids': 1 }],
    ['intelmq-bare-event-no-wrapper', 0, { 'not-to-ids': 2 }],
    ['misp-modules-event', 0, { 'not-to-ids': 3 }],
    ['osint-cerber-event', 5, { 'not-to-ids': 8 }],
    ['osint-sunorcal-event', 54, { link: 15, 'not-to-ids': 6 }],
    ['osint-xorist-event', 4, { link: 2, 'not-to-ids': 2, 'unsupported-type': 1 }],
    ['pymisp-existing-event-unwrapped', 68, { link: 1, 'not-to-ids': 38 }],
    ['ursnif-sighting-event', 5, {}],
  ])('%s holds %d indicators', (name, found, left) => {
    const payload = sample(`misp/${name}.json`);
    const codes = reasons(payload).map(([, code]) => code);
    expect(misp.recognises(payload)).toBe(true);
    expect(drafts(payload)).toHaveLength(found);
    expect(
      Object.fromEntries(Object.keys(left).map((code) => [code, codes.filter((one) => one === code).length])),
    ).toEqual(left);
    expect(codes).toHaveLength(Object.values(left).reduce((sum, count) => sum + count, 0));
  });

  it('links the name and the hashes of a file that its event spreads over three attributes', () => {
    const parts = drafts(sample('misp/osint-cerber-event.json')).flatMap((draft) => draft?.partOf ?? []);
    expect(parts).toHaveLength(3);
    expect(new Set(parts).size).toBe(1);
  });

  it.each([
    ['misp', misp, ['misp/']],
    ['otx', otx, ['otx/']],
    ['abuse-ch', abuseCh, ['abusech/']],
    ['anomali', anomali, ['anomali/']],
    ['crowdstrike-intel', crowdstrikeIntel, ['crowdstrike/intel-indicator.json']],
  ])('%s claims its own samples and no other', (name, format, own) => {
    expect(format.name).toBe(name);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.json'),
    );
    const claimed = files.filter((file) => format.recognises(sample(file)));
    const mine = files.filter((file) => own.some((start) => file.startsWith(start)));
    expect(mine.length).toBeGreaterThan(0);
    expect(claimed).toEqual(mine);
  });
});
