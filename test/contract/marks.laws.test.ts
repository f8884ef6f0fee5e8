import fc from 'fast-check';
import { formats } from '../../shared/formats';
import { markedBy } from '../../shared/formats/marks';
import { bodies } from './bodies';
import { samplePayloads } from './sample-payloads';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Shapes that no sample has. */
const rarer: readonly unknown[] = [
  { type: 'domain', indicator: 'a.example', pulse_raw: '{}', role: 'c2' },
  { rule: { level: 3 }, agent: {}, decoder: {} },
  { standard_id: 'indicator--1', pattern: "[domain-name:value = 'a.example']" },
  { Type: 'ThreatIntelligenceIndicator', Description: 'x' },
  { vendorInformation_provider: 'IPC', hostStates: [] },
  { '@odata.type': '#microsoft.graph.security.alert' },
  { incidentWebUrl: 'x', displayName: 'x', redirectIncidentId: null },
  { '@odata.type': '#microsoft.graph.tiIndicator' },
  { value: ['an id'] },
  { id: 'bundle--1' },
  { objects: [], more: false },
  { name: 'file', template_uuid: '1' },
  { classification: { type: 'c2-server' }, feed: { name: 'x' } },
  { kibana: { alert: { uuid: '1', status: 'open' } } },
  { 'threat.indicator.ip': '192.0.2.1' },
  { collection_elements: [{}] },
  { SourceSystem: 'x', STIXobjects: [] },
  ['CEF:0|a|b|c|d|e|5|', 'text'],
];

const payloads: readonly unknown[] = [
  ...rarer,
  ...Object.values(bodies),
  ...samplePayloads().map(({ payload }) => payload),
];

/** Formats that know a payload, and that its marks would not have them asked. */
const hidden = (payload: unknown): readonly string[] => {
  const asked = new Set(markedBy(formats, payload));
  return formats.filter((format) => !asked.has(format) && format.recognises(payload)).map(({ name }) => name);
};

/** Without the members of an object whose number the bits do not name, two levels deep. */
const thinned = (value: unknown, bits: number, depth = 0): unknown => {
  if (Array.isArray(value))
    return depth > 1 ? value : value.slice(0, 4).map((item) => thinned(item, bits, depth + 1));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter((_, index) => depth > 1 || ((bits >> (index % 31)) & 1) === 1);
  return Object.fromEntries(kept.map(([name, inner]) => [name, thinned(inner, bits, depth + 1)]));
};

const inCapitals = (value: unknown): unknown =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name.charAt(0).toUpperCase() + name.slice(1), inner]),
      )
    : value;

const around: readonly (readonly [string, (payload: unknown) => unknown])[] = [
  ['as it is', (payload) => payload],
  ['in a list behind something else', (payload) => [{ other: 1 }, payload]],
  ['with names in capitals', inCapitals],
  ...[
    'value',
    'data',
    'response',
    'results',
    'objects',
    'resources',
    'records',
    'alerts',
    'body',
    '1',
  ].flatMap((name): readonly (readonly [string, (payload: unknown) => unknown])[] => [
    [`in ${name}`, (payload) => ({ [name]: payload })],
    [`in a list in ${name}`, (payload) => ({ [name]: [payload] })],
  ]),
];

describe('the marks of the formats', () => {
  it.each(around)('hide none that would know a payload: %s', (_, put) => {
    const found = payloads.flatMap((payload) =>
      (isObject(payload) && Object.keys(payload).length === 1
        ? [payload, ...Object.values(payload)]
        : [payload]
      )
        .map(put)
        .flatMap(hidden),
    );
    expect(found).toEqual([]);
  });

  it('hide none that would know a part of a payload', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...payloads),
        fc.nat(),
        fc.constantFrom(...around),
        (payload, bits, [, put]) => {
          expect(hidden(put(thinned(payload, bits)))).toEqual([]);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('are looked at for shapes that are known', () => {
    expect(rarer.filter((payload) => !formats.some(({ recognises }) => recognises(payload)))).toEqual([]);
  });

  it('are given by every format, so that few are asked about a payload', () => {
    expect(formats.filter(({ marks }) => marks === undefined).map(({ name }) => name)).toEqual([]);
    const asked = Object.values(bodies).map((body) => markedBy(formats, body).length);
    expect(Math.max(...asked)).toBeLessThan(formats.length / 2);
  });
});
