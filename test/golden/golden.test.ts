import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as E from 'fp-ts/Either';
import { whyFailed } from '../../local/simulator/defender/import-rules';
import { deserialise } from '../../local/simulator/contract';
import { createRefusal } from '../../local/simulator/rules';
import { tiIndicatorCodec } from '../../shared/codec/ti-indicator';
import { readBack } from '../destinations/read-back';
import { faultsByStix } from '../destinations/stix-schema';
import { startOfTime } from '../pipeline/in-memory-environment';
import { events, filesOf, folderOf, goldenOf, type EventName, type GoldenOutcome } from './of-event';
import { type Api, type Call } from './standing-gateway';

type Json = Readonly<Record<string, unknown>>;

const now = (): Date => new Date(startOfTime);

const read = (name: EventName, file: string): unknown =>
  JSON.parse(readFileSync(path.join(folderOf(name), file), 'utf8'));

const callsIn = (name: EventName, api: string): readonly Call[] =>
  read(name, `${api}.json`) as readonly Call[];

/** What the calls in a golden file bring. */
const broughtBy = (calls: readonly Call[], member: string): readonly (readonly Json[])[] =>
  calls.map(({ body }) => {
    const { [member]: list = [body as Json] } = body as Readonly<Record<string, readonly Json[]>>;
    return list;
  });

const observables = [
  'domainName',
  'url',
  'fileHashValue',
  'networkIPv4',
  'networkIPv6',
  'networkDestinationIPv4',
  'emailSenderAddress',
];

const observablesIn = (item: Json): readonly unknown[] => observables.flatMap((member) => item[member] ?? []);

const contracts: Readonly<Record<Api, (calls: readonly Call[]) => readonly unknown[]>> = {
  graph: (calls) =>
    broughtBy(calls, 'value').flatMap((items) => [
      ...(items.length > 100 ? ['more than 100'] : []),
      ...items.flatMap((item) => {
        const undeclared = new Set<string>();
        const decoded = tiIndicatorCodec(now).decode(item);
        return [
          deserialise(item, '', undeclared),
          createRefusal(item, now().getTime()),
          ...undeclared,
          E.isRight(decoded) ? undefined : 'is no tiIndicator by the codec',
        ].filter((fault) => fault !== undefined);
      }),
    ]),
  sentinel: (calls) =>
    broughtBy(calls, 'stixobjects').flatMap((objects) => [
      ...(objects.length > 100 ? ['more than 100'] : []),
      ...objects.flatMap(faultsByStix),
      ...objects
        .filter(({ pattern }) => readBack(pattern) === null)
        .map(({ pattern }) => `not one comparison: ${String(pattern)}`),
    ]),
  defender: (calls) =>
    broughtBy(calls, 'Indicators').flatMap((entries) => [
      ...(entries.length > 500 ? ['more than 500'] : []),
      ...entries.map((entry) => whyFailed(entry, now().getTime())).filter((fault) => fault !== undefined),
      ...(new Set(entries.map(({ indicatorValue }) => indicatorValue)).size < entries.length
        ? ['a value twice']
        : []),
    ]),
};

describe.each(events)('the event %s to a gateway with all three kinds', (name) => {
  it('comes to what its golden files hold (npm run golden renews them)', async () => {
    const came = filesOf(await goldenOf(name));
    const golden = Object.fromEntries(Object.keys(came).map((file) => [file, read(name, file)]));
    expect(came).toEqual(golden);
  });

  it.each(Object.entries(contracts))('has a body for %s that is valid by its contract', (api, faultsIn) => {
    const calls = callsIn(name, api);
    expect(calls.length).toBeGreaterThan(0);
    expect(faultsIn(calls)).toEqual([]);
  });

  it('has an outcome at each instance for each of its indicators, and a code for what was left', () => {
    const outcomes = read(name, 'outcomes.json') as readonly GoldenOutcome[];
    const [found, left] = [true, false].map((isFound) =>
      outcomes.filter(({ observable }) => (observable !== null) === isFound),
    );
    expect(found?.length).toBeGreaterThan(0);
    expect(new Set(found?.map(({ said }) => Object.keys(said).sort().join()))).toEqual(
      new Set(['defender,graph,sentinel']),
    );
    expect(left?.map(({ said }) => said.none).join()).toMatch(/^(?:skipped [a-z-]+(?:,|$))*$/);
  });
});

describe.each(events)('the patterns for Sentinel of the event %s', (name) => {
  it('look for exactly what Graph was told of it', () => {
    const members = broughtBy(callsIn(name, 'graph'), 'value').flat().flatMap(observablesIn);
    const values = broughtBy(callsIn(name, 'sentinel'), 'stixobjects')
      .flat()
      .map(({ pattern }) => readBack(pattern)?.value);
    expect(values.sort()).toEqual(members.sort());
  });
});

describe('the contract of STIX 2.1', () => {
  const object = {
    type: 'indicator',
    spec_version: '2.1',
    id: 'indicator--2ed6657d-e927-568b-95e1-2665a8aea6a2',
    created: '2026-11-01T12:00:00.000Z',
    modified: '2026-11-01T12:00:00.000Z',
    pattern: "[domain-name:value = 'evil.example']",
    pattern_type: 'stix',
    valid_from: '2026-11-01T12:00:00.000Z',
  };

  it('takes what the standard asks for', () => {
    expect(faultsByStix(object)).toEqual([]);
  });

  it.each<[string, Json]>([
    ['an id of another type', { id: 'malware--2ed6657d-e927-568b-95e1-2665a8aea6a2' }],
    ['an id that is no UUID', { id: 'indicator--1' }],
    ['a moment with an offset', { created: '2026-11-01T12:00:00+01:00' }],
    ['a change before it was made', { modified: '2026-10-01T12:00:00.000Z' }],
    ['an end before the beginning', { valid_until: '2026-10-01T12:00:00.000Z' }],
    ['an end at the beginning', { valid_until: '2026-11-01T12:00:00.000Z' }],
    ['a list that is empty', { labels: [] }],
    ['a confidence above 100', { confidence: 101 }],
    ['a phase without a chain', { kill_chain_phases: [{ phase_name: 'delivery' }] }],
    ['a reference that says nothing', { external_references: [{ source_name: 'x' }] }],
    ['a marking that is no marking', { object_marking_refs: ['TLP:RED'] }],
    ['a member that the standard does not have', { severity: 3 }],
    ['no pattern', { pattern: undefined }],
  ])('finds %s', (_, more) => {
    const changed: unknown = JSON.parse(JSON.stringify({ ...object, ...more }));
    expect(faultsByStix(changed).length).toBeGreaterThan(0);
  });
});
