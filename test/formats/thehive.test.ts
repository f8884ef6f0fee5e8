import fc from 'fast-check';
import { thehive } from '../../shared/formats/thehive';
import { anyJson, nested } from '../arbitraries/json';
import { intake, options } from './intake';

const sha256 = 'a'.repeat(63) + 'b';

const audit = (object: object, members: object = {}) => ({
  operation: 'Creation',
  objectType: 'case_artifact',
  objectId: '~1',
  object,
  ...members,
});

const observable = (members: object = {}) => ({
  _type: 'case_artifact',
  dataType: 'domain',
  data: 'evil-site.com',
  ioc: true,
  pap: 2,
  ...members,
});

const read = (payload: unknown) => intake(thehive, payload);

describe('when a payload is to be recognised', () => {
  it.each([
    ['an audit message', audit(observable()), true],
    [
      'one with an action in place of an operation',
      { ...audit({}), operation: undefined, action: 'create' },
      true,
    ],
    ['a list of them', [audit({})], true],
    ['an observable of its API', observable(), true],
    ['a list of them', [observable({ data: undefined, attachment: {} })], true],
    ['what a responder gets', { dataType: 'thehive:case_artifact', data: observable(), tlp: 2 }, true],
    ['another job of Cortex', { dataType: 'ip', data: '45.1.2.3', tlp: 2 }, false],
    ['no object', { operation: 'Creation', objectType: 'case', objectId: '~1' }, false],
    ['no id', { operation: 'Creation', objectType: 'case', object: {} }, false],
    ['a deep array', nested(5000), false],
  ])('%s: %#', (_, payload, is) => {
    expect(thehive.recognises(payload)).toBe(is);
  });
});

describe('when an observable is flagged as IOC', () => {
  it.each([
    ['ip', '45.1.2.3', 'any 45.1.2.3'],
    ['domain', '45.1.2.3', 'domain 45.1.2.3'],
    ['fqdn', 'c2.evil-site.com', 'domain c2.evil-site.com'],
    ['url', 'hxxp://evil-site[.]com/a', 'url hxxp://evil-site[.]com/a'],
    ['hash', sha256, `hash ${sha256}`],
    ['mail', 'a@evil-site.com', 'text a@evil-site.com'],
    ['mail-subject', 'Invoice', 'text Invoice'],
    ['user-agent', 'EvilBot/1', 'text EvilBot/1'],
  ])('takes a %s as it is', (dataType, data, observed) => {
    expect(read(audit(observable({ dataType, data }))).found).toEqual([`/object/data: ${observed}`]);
  });

  it.each(['registry', 'regexp', 'other', 'constructor', ''])('leaves a dataType of %j', (dataType) => {
    expect(read(audit(observable({ dataType }))).left).toEqual(['/object/data: unsupported-type']);
  });

  it('takes every hash of an attached file as a part of one', () => {
    const attachment = { name: 'a.exe', hashes: [sha256, 'c'.repeat(40)] };
    const { found, drafts } = read(audit(observable({ dataType: 'file', data: null, attachment })));
    expect(found).toEqual([
      `/object/attachment/hashes/0: hash ${sha256}, text a.exe`,
      `/object/attachment/hashes/1: hash ${'c'.repeat(40)}, text a.exe`,
    ]);
    expect(drafts.map(({ partOf }) => partOf)).toEqual([sha256, sha256]);
  });

  it('takes those in an alert', () => {
    const artifacts = [observable(), observable({ ioc: false }), 3];
    expect(read(audit({ title: 'An alert', severity: 3, artifacts }, { objectType: 'alert' }))).toMatchObject(
      {
        found: ['/object/artifacts/0/data: domain evil-site.com'],
        left: ['/object/artifacts/1: not-to-ids', '/object/artifacts/2: item-not-an-object'],
        drafts: [{ description: 'An alert', severity: { value: 'high' } }],
      },
    );
  });

  it('says what the observable says', () => {
    const members = {
      message: 'Seen in mail\nand more',
      tags: ['phishing'],
      case: { title: 'T', severity: 4 },
    };
    expect(read(audit(observable(members))).drafts).toMatchObject([
      {
        description: 'Seen in mail',
        additionalInformation: 'Seen in mail\nand more',
        tags: ['phishing'],
        threat: ['phishing'],
        severity: { value: 'critical' },
        revoked: false,
      },
    ]);
  });

  it.each([
    [0, 2, ['white']],
    [1, 2, ['green']],
    [2, 2, ['amber']],
    [3, 2, ['amber+strict']],
    [3, undefined, ['red']],
    [4, 2, ['red']],
    [5, 2, []],
    [undefined, 2, []],
  ])('reads a TLP of %j with a PAP of %j as %j', (tlp, pap, said) => {
    expect(read(audit(observable({ tlp, pap }))).drafts).toMatchObject([{ tlp: said }]);
  });

  it.each(['Delete', 'delete', 'Deletion'])('revokes it on %s', (operation) => {
    expect(read(audit(observable(), { operation })).drafts).toMatchObject([{ revoked: true }]);
  });
});

describe('when an observable comes without an audit message', () => {
  const found = 'domain evil-site.com';

  it.each([
    ['alone', observable(), `/data: ${found}`],
    ['in a list', [observable()], `/0/data: ${found}`],
    ['for a responder', { dataType: 'thehive:case_artifact', data: observable() }, `/data/data: ${found}`],
  ])('takes it %s', (_, payload, taken) => {
    expect(read(payload)).toMatchObject({ found: [taken], left: [] });
  });

  it('leaves it where nobody flagged it', () => {
    expect(read([observable({ ioc: false })]).left).toEqual(['/0: not-to-ids']);
  });
});

describe('when the case or alert around an observable has a TLP', () => {
  const tlpOf = (payload: unknown) =>
    thehive.read(payload, options).found.map((one) => (one._tag === 'Draft' ? one.draft.tlp : undefined));
  const old = observable({ pap: undefined, tlp: 1 });

  it.each([
    ['3 of an alert of TheHive 4', audit({ _type: 'alert', tlp: 3, artifacts: [old] }), ['green', 'red']],
    [
      '3 of an alert of TheHive 5',
      audit({ _type: 'Alert', tlp: 3, artifacts: [old] }),
      ['green', 'amber+strict'],
    ],
    ['4 of an alert', audit({ tlp: 4, observables: [observable({ tlp: 2 })] }), ['amber', 'red']],
    ['4 of a case', audit(observable({ case: { tlp: 4 } })), ['red']],
    ['4 of the context', audit(observable(), { context: { _type: 'Case', tlp: 4 } }), ['red']],
    ['9 of the context', audit(observable(), { context: { tlp: 9 } }), []],
  ])('heeds %s', (_, payload, tlp) => {
    expect(tlpOf(payload)).toEqual([tlp]);
  });

  it('heeds that the case in the context was closed as a false positive', () => {
    const context = { _type: 'Case', status: 'FalsePositive' };
    expect(read(audit(observable(), { context })).left).toEqual(['/object: closed-as-benign']);
  });
});

describe('when there is nothing to take', () => {
  it.each([
    ['an observable without the flag', audit(observable({ ioc: false })), '/object: not-to-ids'],
    ['a flag in other words', audit(observable({ ioc: 'perhaps' })), '/object: not-to-ids'],
    ['a task', audit({ title: 'T' }, { objectType: 'case_task' }), '/object: no-indicator'],
    ['an observable without data', audit(observable({ data: null })), '/object: no-indicator'],
    [
      'a case closed as a false positive',
      audit(observable({ case: { resolutionStatus: 'FalsePositive' } })),
      '/object: closed-as-benign',
    ],
    ['something else in a list', [audit(observable({ ioc: false })), 5].slice(1), '/0: item-unknown'],
  ])('says why for %s', (_, payload, left) => {
    expect(read(payload)).toMatchObject({ found: [], left: [left] });
  });
});

describe('for any JSON', () => {
  it('answers every audit message', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (json, other) => {
        const payload = audit(observable({ data: json, dataType: other, attachment: json, tags: other }));
        const { found, skipped } = thehive.read([payload, json], options);
        expect(found.length + skipped.length).toBeGreaterThanOrEqual(2);
      }),
    );
  });
});
