import { maxItems } from '../../../shared/pipeline/reading/item-limit';
import { readAtOnce } from '../read-at-once';
import { formats } from '../../../shared/formats';
import { leave, type Format } from '../../../shared/formats/format';
import { inMemoryWorld } from '../in-memory-environment';
import { eventWith, tiIndicatorJson } from '../planned';

const { environment } = inMemoryWorld([]);

const read = (body: unknown, formats = environment.formats) =>
  readAtOnce({ ...environment, formats })(eventWith(body));

const gridEvent = (data: unknown) => ({
  id: 'grid-1',
  topic: 'a-topic',
  eventType: 'Contoso.Security',
  eventTime: '2026-11-23T11:00:00Z',
  dataVersion: '1',
  data,
});

describe('where something in an event came from', () => {
  it('is what the envelope says, with the place in the body as it arrived', () => {
    const { found } = read([gridEvent({ value: [tiIndicatorJson('a.example')] })]);
    expect(found.map(({ provenance }) => provenance)).toEqual([
      {
        eventId: 'grid-1',
        intakeId: 'intake-1',
        source: 'a-topic',
        eventType: 'Contoso.Security',
        eventTime: '2026-11-23T11:00:00Z',
        format: 'tiIndicator',
        place: '/0/data/value/0',
        receivedAt: '2026-11-23T12:00:00.000Z',
      },
    ]);
  });

  it('is what the channel says where there is no envelope', () => {
    const { found } = read(tiIndicatorJson('a.example'));
    expect(found[0]?.provenance).toMatchObject({ eventId: 'event-1', source: 'a-sender', place: '' });
  });

  it('is cut where a sender gives endless names', () => {
    const { found } = read({ ...gridEvent(tiIndicatorJson('a.example')), id: 'x'.repeat(1000) });
    expect(found[0]?.provenance.eventId).toBe(`${'x'.repeat(255)}…`);
  });
});

describe('what is wrong in an event', () => {
  it('has pointers into the body as it arrived', () => {
    const { left } = read([gridEvent([tiIndicatorJson('a.example', { severity: 9 })])]);
    expect(left.map(({ provenance, reason }) => [provenance.place, reason.violations])).toEqual([
      ['/0/data/0', [{ pointer: '/0/data/0/severity', expected: expect.any(String) as string }]],
    ]);
  });

  it('is also an envelope that holds nothing', () => {
    const { found, left } = read([gridEvent(null), gridEvent(tiIndicatorJson('a.example'))]);
    expect(found).toHaveLength(1);
    expect(left).toMatchObject([
      {
        provenance: { place: '/0/data', eventId: 'grid-1', format: null },
        reason: { code: 'envelope-empty', unreadable: true, violations: [{ pointer: '/0/data' }] },
      },
    ]);
  });
});

describe('a list with nothing in it, of a sender that names its format', () => {
  const readAs = (body: unknown) => readAtOnce(environment)({ ...eventWith(body), format: 'tiIndicator' });

  it.each([
    ['under the usual member', { value: [] }, ''],
    ['as the data of an event', gridEvent([]), '/data'],
    ['in the data of an event', gridEvent({ value: [] }), '/data'],
  ])('is said to be empty, and is no fault: %s', (_, body, place) => {
    expect(readAs(body)).toMatchObject({
      found: [],
      left: [{ provenance: { place }, reason: { code: 'envelope-empty', unreadable: false } }],
    });
  });

  it('is told beside what others hold', () => {
    const { found, left } = readAs([gridEvent([]), gridEvent(tiIndicatorJson('a.example'))]);
    expect([found.length, left.map(({ reason }) => reason.code)]).toEqual([1, ['envelope-empty']]);
  });
});

describe('the format of a payload', () => {
  const named = (name: string, recognises: boolean): Format => ({
    name,
    expects: `the shape of ${name}`,
    recognises: () => recognises,
    read: () => ({
      found: [],
      skipped: [leave('', 'benign', 'nothing bad')],
    }),
  });

  it('is the first that recognises it', () => {
    const { left } = read({}, [named('a', false), named('b', true), named('c', true)]);
    expect(left.map(({ provenance }) => provenance.format)).toEqual(['b']);
  });

  it('is none where none does, and the reason lists what was tried', () => {
    const { left } = read({}, [named('a', false), named('b', false)]);
    expect(left).toMatchObject([
      {
        provenance: { format: null },
        reason: {
          code: 'format-unknown',
          text: expect.stringMatching(/^an event of a known format; a mapping .*; tried a, b$/) as string,
        },
      },
    ]);
  });
});

describe('a format that the event names', () => {
  const readAs = (format: string, body: unknown) =>
    readAtOnce({ ...environment, formats })({
      ...eventWith(body),
      format,
    });

  it.each([
    ['mips', 'did you mean misp?'],
    ['STIX2', 'did you mean stix?'],
    ['kibana', 'did you mean kibana-case?'],
    ['crowdstrike', 'did you mean crowdstrike-ioc or crowdstrike-intel or crowdstrike-alert?'],
  ])('that does not exist, %s, is answered with those that were meant', (name, hint) => {
    const body = { sid: '1', results_link: 'https://x.example', search_name: 'a', result: {} };
    expect(readAs(name, body).left).toMatchObject([
      { provenance: { format: null }, reason: { code: 'format-unknown', unreadable: true } },
    ]);
    expect(readAs(name, body).left[0]?.reason.text).toContain(hint);
  });

  it('that is not the body’s is answered with what it would read, and the one that recognises it', () => {
    const { left } = readAs('graylog', { offense_source: '45.155.205.233', offense_type: 0, magnitude: 1 });
    expect(left).toMatchObject([
      {
        provenance: { format: 'graylog', place: '' },
        reason: {
          code: 'body-invalid',
          text: 'a body of the format that is named, graylog: a Graylog notification: event_definition_id, event and backlog; did you mean qradar, which recognises it?',
          unreadable: true,
        },
      },
    ]);
  });

  it('that is not the body’s, which none recognises, is refused all the same', () => {
    expect(readAs('splunk', { hello: 'world' }).left).toMatchObject([
      { reason: { code: 'body-invalid', text: expect.not.stringContaining('did you mean') as string } },
    ]);
  });

  it('says what to change in a body that it cannot read and none recognises', () => {
    const { left } = readAs('tiIndicator', { url: 'https://evil-host.top/a', score: 1 });
    expect(left[0]?.reason).toMatchObject({ code: 'indicator-invalid' });
    expect(left[0]?.reason.violations.map(({ pointer }) => pointer)).toContain('/score');
  });

  it('keeps the judgement of a source on what it would not have recognised', () => {
    const alert = { data: { virustotal: { malicious: 0, source: { md5: 'ab'.repeat(16) } } } };
    expect(readAs('wazuh', alert).left).toMatchObject([{ reason: { code: 'verdict-not-malicious' } }]);
  });

  it('speaks for each payload of a batch by itself', () => {
    const offense = { offense_source: '45.155.205.233', offense_type: 0, magnitude: 1 };
    const envelope = (data: unknown) => ({ specversion: '1.0', id: '1', source: 's', type: 't', data });
    const { found, left } = readAs('qradar', [envelope(offense), envelope({ hello: 'world' })]);
    expect(found).toHaveLength(1);
    expect(left).toMatchObject([{ provenance: { place: '/1/data' }, reason: { code: 'item-unknown' } }]);
  });
});

describe('an event of very many items', () => {
  const items = (count: number): readonly unknown[] => [
    tiIndicatorJson('a.example'),
    ...Array.from({ length: count - 1 }, () => 1),
  ];

  it('is read up to the limit', () => {
    const { found, left } = read(items(maxItems));
    expect([found.length, left.length]).toEqual([1, maxItems - 1]);
  });

  const unread: Format = {
    name: 'unread',
    expects: 'nothing: it is never asked',
    recognises: () => {
      throw new Error('asked');
    },
    read: () => {
      throw new Error('read');
    },
  };
  const members = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${index}`, 1]));
  const empties = (count: number) => Array.from({ length: count }, () => ({}));

  it.each<[string, unknown]>([
    ['330,000 empty objects', empties(330_000)],
    ['as many in a list of lists', Array.from({ length: 330 }, () => empties(1000))],
    ['as many below a member', { value: [{ tags: empties(330_000) }] }],
    ['10,001 members', members(maxItems + 1)],
    ['as many in an envelope', gridEvent(empties(330_000))],
    ['as many in text in an envelope', gridEvent(JSON.stringify(empties(330_000)))],
    ['10,001 envelopes', Array.from({ length: maxItems + 1 }, () => gridEvent([1]))],
  ])('is counted before it is read: %s', (_, body) => {
    expect(read(body, [unread]).left.map(({ reason }) => reason.code)).toEqual(['too-many-items']);
  });

  it('may have lists and members of its own', () => {
    const tagged = {
      ...tiIndicatorJson('a.example'),
      tags: Array.from({ length: 500 }, (_, tag) => `t${tag}`),
    };
    const { found } = read(Array.from({ length: 100 }, () => tagged));

    expect(found).toHaveLength(1);
  });

  it('is left as a whole above it, with one reason', () => {
    expect(read(items(maxItems + 1))).toMatchObject({
      found: [],
      left: [
        { provenance: { place: '', format: null }, reason: { code: 'too-many-items', unreadable: true } },
      ],
    });
  });
});
