import { cut } from '../../codec/text';
import { type Indicator } from '../../indicator/indicator';
import { labelsOf } from './labels';
import { nameBasedUuid } from './name-based-uuid';
import { comparisonsOf, patternOf, type StixComparison } from './pattern';

/** An indicator of STIX 2.1, as the upload API takes it. */
export type StixIndicator = Readonly<Record<string, unknown>> & { readonly id: string };

/** Ids of the TLP 1.0 markings that the standard fixes; `unknown` has none. */
const markings: ReadonlyMap<string, string> = new Map([
  ['white', 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9'],
  ['green', 'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da'],
  ['amber', 'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82'],
  ['red', 'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed'],
]);

const phases: ReadonlyMap<string, string> = new Map([
  ['Reconnaissance', 'reconnaissance'],
  ['Weaponization', 'weaponization'],
  ['Delivery', 'delivery'],
  ['Exploitation', 'exploitation'],
  ['Installation', 'installation'],
  ['C2', 'command-and-control'],
  ['Actions', 'actions-on-objectives'],
]);

/** Words of the standard's vocabulary; the first is Sentinel's column ThreatType. The word of the indicator is a label as well. */
const indicatorTypes: ReadonlyMap<string, string> = new Map([
  ['Botnet', 'malicious-activity'],
  ['C2', 'malicious-activity'],
  ['CryptoMining', 'anomalous-activity'],
  ['DDoS', 'malicious-activity'],
  ['Darknet', 'anonymization'],
  ['MaliciousUrl', 'malicious-activity'],
  ['Malware', 'malicious-activity'],
  ['Phishing', 'malicious-activity'],
  ['Proxy', 'anonymization'],
  ['PUA', 'anomalous-activity'],
  ['WatchList', 'unknown'],
]);

const maxName = 256;

const descriptionOf = ({ description, additionalInformation, knownFalsePositives }: Indicator): string =>
  [
    description,
    ...(additionalInformation === undefined ? [] : [additionalInformation]),
    ...(knownFalsePositives === undefined ? [] : [`Known false positives: ${knownFalsePositives}`]),
  ].join('\n');

/** What an object says besides its indicator. Times are ISO 8601, UTC. */
export interface Version {
  /** Since when the destination holds it. */
  readonly created: string;
  /** When this is sent. */
  readonly modified: string;
  /** The type with which it first came: with another, Sentinel was seen to make a second row. */
  readonly threatType: string;
  /** A revoked id stays revoked, so each generation has ids of its own. */
  readonly generation: number;
}

/**
 * The same id wherever it is made. In generation 0 it does not name the generation, so that ids of earlier versions stay valid.
 */
const idOf = (externalId: string, { path, value }: StixComparison, generation: number): string =>
  `indicator--${nameBasedUuid(JSON.stringify([externalId, path, value, ...(generation === 0 ? [] : [generation])]))}`;

const objectOf =
  (indicator: Indicator, source: string, { created, modified, generation, ...first }: Version) =>
  (comparison: StixComparison): StixIndicator => {
    const { externalId, threatType, confidence, tlpLevel, killChain = [], isActive } = indicator;
    const marking = markings.get(tlpLevel);
    return {
      type: 'indicator',
      spec_version: '2.1',
      id: idOf(externalId, comparison, generation),
      created,
      modified,
      name: cut(`${threatType}: ${comparison.value}`, maxName),
      description: descriptionOf(indicator),
      indicator_types: [indicatorTypes.get(first.threatType) ?? 'unknown'],
      pattern: patternOf(comparison),
      pattern_type: 'stix',
      valid_from: created,
      valid_until: indicator.expirationDateTime,
      labels: labelsOf(indicator),
      ...(confidence === undefined ? {} : { confidence }),
      ...(killChain.length === 0
        ? {}
        : {
            kill_chain_phases: killChain.map((phase) => ({
              kill_chain_name: 'lockheed-martin-cyber-kill-chain',
              phase_name: phases.get(phase) ?? phase.toLowerCase(),
            })),
          }),
      ...(marking === undefined ? {} : { object_marking_refs: [marking] }),
      ...(isActive === false ? { revoked: true } : {}),
      external_references: [{ source_name: source, external_id: externalId }],
    };
  };

/** One object for each thing to look for: a pattern with two matches nothing in Sentinel. */
export const stixObjectsOf = (
  indicator: Indicator,
  source: string,
  version: Version,
): readonly StixIndicator[] => comparisonsOf(indicator).map(objectOf(indicator, source, version));

/** Ids depend on neither the source nor the time. */
export const stixIdsOf = (indicator: Indicator, generation: number): readonly string[] =>
  comparisonsOf(indicator).map((comparison) => idOf(indicator.externalId, comparison, generation));
