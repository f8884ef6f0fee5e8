import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as E from 'fp-ts/Either';
import { parseJson } from '../../shared/codec/json';
import { open } from '../../shared/envelopes/open';
import { cef } from '../../shared/formats/log-line/cef';
import { chronicle } from '../../shared/formats/chronicle/chronicle';
import { crowdstrikeStream } from '../../shared/formats/crowdstrike/crowdstrike-stream';
import { leef } from '../../shared/formats/log-line/leef';
import { ocsf } from '../../shared/formats/ocsf/ocsf';
import { qradar } from '../../shared/formats/qradar';
import { thehive } from '../../shared/formats/thehive';
import { describeSamples } from '../samples/samples';

const formats = [crowdstrikeStream, ocsf, thehive, qradar, chronicle, cef, leef];

const options = {
  now: () => new Date('2026-11-23T12:00:00.000Z'),
  takeSuspicious: false,
  takeObserved: false,
  takeFreeText: false,
};

const channel = { eventId: '1', source: 'test', type: null, time: null };

/** JSON as it is, a line of JSON each, or else the text. */
const bodiesOf = (text: string): readonly unknown[] => {
  const whole = parseJson(text);
  if (E.isRight(whole)) return [whole.right];
  const lines = E.traverseArray(parseJson)(text.trim().split('\n'));
  return E.isRight(lines) ? lines.right : [text];
};

/** File, format, found, and how often each code was given. */
const expected: readonly (readonly [string, string, number, Readonly<Record<string, number>>])[] = [
  ['cef-leef/cef-cybereason-malop.txt', 'cef', 0, { 'observed-only': 1 }],
  ['cef-leef/cef-pan-threat.txt', 'cef', 0, { 'observed-only': 2 }],
  ['cef-leef/cef-pan-url.txt', 'cef', 0, { 'verdict-not-malicious': 1 }],
  ['cef-leef/leef-cyberark-logon.txt', 'leef', 0, { 'observed-only': 1 }],
  ['chronicle/list-detections-email.json', 'chronicle', 0, { link: 1, 'verdict-not-malicious': 1 }],
  [
    'crowdstrike/eventstream-detection-summary-event1.json',
    'crowdstrike-stream',
    4,
    { 'own-asset': 1, link: 1 },
  ],
  [
    'crowdstrike/eventstream-detection-summary-event5.json',
    'crowdstrike-stream',
    1,
    { 'observed-only': 13, 'own-asset': 1, link: 1 },
  ],
  [
    'ocsf/detection-finding-1.json',
    'ocsf',
    0,
    { 'verdict-not-malicious': 1, 'unsupported-type': 1, link: 1 },
  ],
  ['ocsf/security-finding-1.json', 'ocsf', 0, { 'unsupported-type': 8 }],
  ['qradar/offense-private-source.json', 'qradar', 1, {}],
  ['thehive/webhook-observable-created.json', 'thehive', 0, { 'not-to-ids': 1 }],
];

describeSamples('the samples of every format', (folder) => {
  const files = (folder === '' ? [] : readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    .filter((name) => /[\\/].*\.(?:json|ndjson|txt|adoc)$/.test(name))
    .map((name) => name.replaceAll('\\', '/'))
    .sort();

  const payloads = (name: string): readonly unknown[] =>
    bodiesOf(readFileSync(path.join(folder, name), 'utf8')).flatMap((body) => [
      body,
      ...open(body, {}, channel).opened.map(({ payload }) => payload),
    ]);

  it('are claimed by the format they are of, and by no other of these', () => {
    const claims = files.flatMap((name) =>
      formats
        .filter(({ recognises }) => payloads(name).some(recognises))
        .map((format) => `${name} ${format.name}`),
    );
    expect(claims).toEqual(expected.map(([name, format]) => `${name} ${format}`));
  });

  it.each(expected)('%s, read as %s, gives %d and leaves the rest with %j', (name, format, found, codes) => {
    const reader = formats.find((one) => one.name === format);
    const [payload] = payloads(name);
    const intake = reader?.read(payload, options);
    const counts = new Map<string, number>();
    intake?.skipped.forEach(({ reason }) => counts.set(reason.code, (counts.get(reason.code) ?? 0) + 1));
    expect(intake?.found).toHaveLength(found);
    expect(Object.fromEntries(counts)).toEqual(codes);
    expect(intake?.skipped.filter(({ reason }) => reason.unreadable)).toEqual([]);
  });
});
