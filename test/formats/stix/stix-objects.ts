import { stix } from '../../../shared/formats/stix/stix';
import { type Draft, type Intake, type ReadOptions } from '../../../shared/formats/format';

export const options: ReadOptions = {
  now: () => new Date('2026-11-23T12:00:00Z'),
  takeSuspicious: false,
  takeObserved: false,
  takeFreeText: false,
};

export const uuid = '11111111-2222-4333-8444-555555555555';

export const indicator = (
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> => ({
  type: 'indicator',
  spec_version: '2.1',
  id: `indicator--${uuid}`,
  created: '2026-11-01T00:00:00Z',
  modified: '2026-11-02T00:00:00Z',
  pattern: "[domain-name:value = 'bad.example']",
  pattern_type: 'stix',
  valid_from: '2026-11-01T00:00:00Z',
  ...more,
});

export const bundle = (...objects: readonly unknown[]): Readonly<Record<string, unknown>> => ({
  type: 'bundle',
  id: `bundle--${uuid}`,
  objects,
});

export const malware = { type: 'malware', id: `malware--${uuid}`, name: 'Emotet', malware_types: ['trojan'] };
export const actor = { type: 'intrusion-set', id: `intrusion-set--${uuid}`, name: 'TA542' };
export const indicates = (target: { readonly id: string }) => ({
  type: 'relationship',
  id: `relationship--${target.id}`,
  relationship_type: 'indicates',
  source_ref: `indicator--${uuid}`,
  target_ref: target.id,
});
export const address = { type: 'ipv4-addr', id: `ipv4-addr--${uuid}`, value: '198.51.100.7' };

export const draftsOf = ({ found }: Intake): readonly Draft[] =>
  found.flatMap((one) => (one._tag === 'Draft' ? [one.draft] : []));

export const draft = (payload: unknown): Draft | undefined => draftsOf(stix.read(payload, options))[0];

export const codes = (
  payload: unknown,
  more: Partial<ReadOptions> = {},
): readonly (readonly [string, string])[] =>
  stix
    .read(payload, { ...options, ...more })
    .skipped.map(({ place, reason }) => [place, reason.code] as const);
