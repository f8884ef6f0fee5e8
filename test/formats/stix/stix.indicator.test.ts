import * as E from 'fp-ts/Either';
import { stix } from '../../../shared/formats/stix/stix';
import { complete } from '../../../shared/pipeline/reading/complete';
import { readProfile } from '../../../shared/profile/profile';
import {
  options,
  uuid,
  indicator,
  bundle,
  malware,
  actor,
  indicates,
  draftsOf,
  draft,
  codes,
} from './stix-objects';

describe('when an indicator says something of itself', () => {
  it('passes it on as it is', () => {
    const said = indicator({
      name: 'Bad host',
      description: 'Long text',
      external_references: [{ source_name: 'x', url: 'https://report.example/1' }, { source_name: 'y' }],
      indicator_types: ['malicious-activity'],
      labels: ['c2'],
      confidence: 80,
      valid_until: '2027-01-01T00:00:00Z',
      kill_chain_phases: [{ kill_chain_name: 'x', phase_name: 'delivery' }, null],
      object_marking_refs: ['marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da'],
    });
    expect(draft(said)).toEqual({
      observed: [{ kind: 'domain', value: 'bad.example' }],
      description: 'Bad host',
      item: 'indicator--11111111-2222-4333-8444-555555555555',
      additionalInformation: 'Long text\nhttps://report.example/1',
      threat: ['malicious-activity', 'c2'],
      severity: undefined,
      confidence: { value: 80, of: 100 },
      tlp: ['marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da'],
      expires: '2027-01-01T00:00:00Z',
      lastSeen: '2026-11-02T00:00:00Z',
      saidAt: '2026-11-02T00:00:00Z',
      revoked: false,
      tags: ['malicious-activity', 'c2'],
      malwareFamilies: [],
      activityGroups: [],
      killChain: ['delivery'],
      partOf: undefined,
    });
  });

  it('takes the description where there is no name', () => {
    expect(draft(indicator({ description: 'Short' }))).toMatchObject({
      description: 'Short',
      additionalInformation: undefined,
    });
  });

  it.each([
    [{ extensions: { 'extension-definition--ea279b3e-5c71-4632-ac08-831c66a786ba': { score: 70 } } }],
    [{ x_opencti_score: 70 }],
  ])('takes the score of OpenCTI for severity, and for confidence where that is missing: %j', (more) => {
    expect(draft(indicator(more))).toMatchObject({
      severity: { value: 70, of: 100 },
      confidence: { value: 70, of: 100 },
    });
    expect(draft(indicator({ ...more, confidence: 10 }))?.confidence).toEqual({ value: 10, of: 100 });
  });

  it('takes the markings of its parts and what the bundle says a marking is', () => {
    const id = `marking-definition--${uuid}`;
    const marking = {
      type: 'marking-definition',
      id,
      name: 'TLP:AMBER+STRICT',
      definition: { tlp: 'amber' },
    };
    const marked = indicator({
      object_marking_refs: [id],
      granular_markings: [{ marking_ref: 'marking-definition--x', selectors: ['name'] }, 7],
    });
    expect(draft(bundle(marked, marking))?.tlp).toEqual([
      id,
      'TLP:AMBER+STRICT',
      'amber',
      'marking-definition--x',
    ]);
  });

  it('becomes a whole tiIndicator', () => {
    const profile = E.getOrElseW(() => null)(readProfile(undefined));
    const intake = stix.read(bundle(indicator({ confidence: 80, indicator_types: ['phishing'] })), options);
    const [found] = intake.found;
    const completed =
      profile === null || found?._tag !== 'Draft'
        ? null
        : complete(profile, options.now, { format: 'stix', source: 'here' })(found);
    expect(completed).toMatchObject({
      right: {
        domainName: 'bad.example',
        threatType: 'Phishing',
        confidence: 80,
        description: 'stix from here',
      },
    });
  });
});

describe('when relationships say what an indicator indicates', () => {
  it('names the malware, the actors and the kind of threat', () => {
    expect(draft(bundle(indicates(malware), indicates(actor), indicator(), malware, actor))).toMatchObject({
      malwareFamilies: ['Emotet'],
      activityGroups: ['TA542'],
      threat: ['trojan', 'malware'],
    });
  });

  it.each([
    ['another kind of relationship', { ...indicates(malware), relationship_type: 'based-on' }],
    ['a target that is not there', indicates({ id: 'malware--other' })],
    ['another indicator', { ...indicates(malware), source_ref: 'indicator--other' }],
  ])('ignores %s', (_name, relationship) => {
    expect(draft(bundle(indicator(), malware, relationship))?.malwareFamilies).toEqual([]);
  });
});

describe('when somebody disputes an indicator', () => {
  const id = `indicator--${uuid}`;
  const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T00:00:00.000Z`;
  const sighting = (day: number, more: object) => ({
    type: 'sighting',
    id: `sighting--${day}`,
    ...{ created: at(day), modified: at(day), sighting_of_ref: id, ...more },
  });
  const opinion = (day: number, word: string, more: object = {}) => ({
    type: 'opinion',
    id: `opinion--${day}`,
    ...{ created: at(day), modified: at(day), object_refs: ['malware--x', id], opinion: word, ...more },
  });
  const negative = { x_opencti_negative: true };
  const extended = { 'extension-definition--ea279b3e-5c71-4632-ac08-831c66a786ba': { negative: true } };

  it.each([
    ['a negative sighting', [sighting(5, negative)], at(5)],
    ['a negative sighting, as OpenCTI extends STIX', [sighting(5, { extensions: extended })], at(5)],
    ['a negative sighting before it was changed', [sighting(1, negative)], '2026-11-02T00:00:00Z'],
    ['a negative sighting after one', [sighting(5, negative), sighting(4, {})], at(5)],
    ['a negative sighting at the time of one', [sighting(5, negative), sighting(5, {})], at(5)],
    ['disagreement', [opinion(6, 'disagree')], at(6)],
    ['strong disagreement, though it was seen', [opinion(6, 'strongly-disagree'), sighting(7, {})], at(6)],
    ['both', [opinion(6, 'strongly-disagree'), sighting(5, negative)], at(6)],
  ])('takes it back: %s', (_name, said, saidAt) => {
    expect(draft(bundle(indicator(), ...said))).toMatchObject({
      judgements: ['false-positive'],
      saidAt,
    });
  });

  it.each([
    ['a sighting', [sighting(5, {})]],
    ['a sighting after a negative one', [sighting(5, negative), sighting(6, {})]],
    ['a sighting that is not negative', [sighting(5, { x_opencti_negative: false })]],
    ['a negative sighting that was revoked', [sighting(5, { ...negative, revoked: true })]],
    ['a negative sighting of another', [sighting(5, { ...negative, sighting_of_ref: 'indicator--other' })]],
    ['an opinion that is neutral', [opinion(6, 'neutral')]],
    ['agreement after disagreement', [opinion(6, 'disagree'), opinion(7, 'strongly-agree')]],
    ['an opinion without a word', [opinion(6, '')]],
  ])('takes it: %s', (_name, said) => {
    expect(draft(bundle(indicator(), ...said))).toEqual(draft(bundle(indicator())));
  });
});

describe('when a file has several hashes', () => {
  const pattern = `[file:hashes.MD5 = '${'a'.repeat(32)}' OR file:hashes.'SHA-1' = '${'b'.repeat(40)}']`;

  it('gives each a draft, and all the id of the indicator', () => {
    const drafts = draftsOf(stix.read(indicator({ pattern }), options));
    expect(drafts.map(({ partOf }) => partOf)).toEqual([`indicator--${uuid}`, `indicator--${uuid}`]);
  });

  it('numbers several files of one indicator', () => {
    const drafts = draftsOf(stix.read(indicator({ pattern: `${pattern} OR ${pattern}` }), options));
    expect(new Set(drafts.map(({ partOf }) => partOf))).toEqual(
      new Set([`indicator--${uuid}#1`, `indicator--${uuid}#2`]),
    );
  });
});

describe('when an indicator is revoked', () => {
  it.each([
    [{ revoked: true }],
    [{ revoked: 'True' }],
    [{ revoked: true, valid_from: '2030-11-24T00:00:00Z' }],
  ])('is taken back, from when that was said: %j', (more) => {
    const payload = indicator({ ...more, modified: '2026-11-03T00:00:00Z' });
    expect(stix.read(payload, options)).toMatchObject({
      found: [{ draft: { revoked: true, saidAt: '2026-11-03T00:00:00Z' } }],
      skipped: [],
    });
  });
});

describe('when an indicator is left', () => {
  it.each([
    ['revoked', indicator({ revoked: true, pattern: undefined })],
    ['revoked', indicator({ revoked: true, pattern_type: 'yara' })],
    ['not-yet-valid', indicator({ valid_from: '2026-11-24T00:00:00Z' })],
    ['unsupported-pattern', indicator({ pattern_type: 'yara', pattern: 'rule x {}' })],
    ['unsupported-pattern', indicator({ pattern: "[domain-name:value LIKE 'a%']" })],
    ['pattern-invalid', indicator({ pattern: 'domain-name' })],
    ['pattern-invalid', indicator({ pattern: undefined })],
    ['pattern-invalid', indicator({ pattern: ['x'] })],
  ])('the code is %s', (code, payload) => {
    expect(stix.read(payload, options).found).toEqual([]);
    expect(codes(payload)).toEqual([['', code]]);
  });

  it('says where the pattern goes wrong', () => {
    const { skipped } = stix.read(bundle(indicator({ pattern: "[domain-name:value = 'x" })), options);
    expect(skipped[0]?.reason).toMatchObject({
      unreadable: true,
      violations: [
        { pointer: '/objects/0/pattern', expected: expect.stringContaining('at character 22') as string },
      ],
    });
  });

  it('says once that alternatives cannot be said', () => {
    const pattern = `[${Array.from({ length: 100 }, () => "domain-name:value LIKE 'x%'").join(' OR ')}]`;
    expect(codes(indicator({ pattern }))).toEqual([['', 'unsupported-pattern']]);
  });

  it('takes the latest of several versions', () => {
    const later = indicator({ modified: '2026-11-03T00:00:00Z', revoked: true });
    const payload = bundle(indicator(), later, indicator());
    expect(codes(payload)).toEqual([
      ['/objects/0', 'superseded'],
      ['/objects/2', 'superseded'],
    ]);
    expect(stix.read(payload, options).found).toMatchObject([
      { place: '/objects/1', draft: { revoked: true, saidAt: '2026-11-03T00:00:00Z' } },
    ]);
  });

  it('keeps its neighbours', () => {
    const { found, skipped } = stix.read(bundle(7, indicator(), {}, { type: 'alert' }), options);
    expect(found.map(({ place }) => place)).toEqual(['/objects/1']);
    expect(skipped.map(({ place, reason }) => [place, reason.code])).toEqual([
      ['/objects/0', 'item-not-an-object'],
      ['/objects/2', 'unsupported-type'],
      ['/objects/3', 'unsupported-type'],
    ]);
  });
});

it('takes the level of a marking of TLP 2.0 that has an id of its own', () => {
  const id = `marking-definition--${uuid}`;
  const tlp = { extension_type: 'property-extension', tlp_2_0: 'red' };
  const marking = { type: 'marking-definition', id, extensions: { 'extension-definition--1': tlp } };

  expect(draft(bundle(indicator({ object_marking_refs: [id] }), marking))?.tlp).toEqual([id, 'red']);
});
