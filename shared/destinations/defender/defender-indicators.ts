import { cut } from '../../codec/text';
import { type Indicator } from '../../indicator/indicator';
import ipaddr from 'ipaddr.js';

/** What Defender knows an indicator by: a type in its words, and one value. */
export interface DefenderValue {
  readonly type: 'FileMd5' | 'FileSha1' | 'FileSha256' | 'IpAddress' | 'DomainName' | 'Url';
  readonly value: string;
}

/** Rules that only the owner of an instance can decide. */
export interface DefenderRules {
  /** The action for a file that is to be blocked. */
  readonly fileAction: 'Block' | 'BlockAndRemediate';
  /** Whether indicators with the action `allow` go there, since they let through what others block. */
  readonly takesAllow: boolean;
}

/** One entry of an import (Microsoft's page on "import indicators"); names and words are case-sensitive there. */
export type DefenderIndicator = Readonly<Record<string, unknown>> & { readonly indicatorValue: string };

const hashTypes: ReadonlyMap<string | undefined, DefenderValue['type']> = new Map([
  ['md5', 'FileMd5'],
  ['sha1', 'FileSha1'],
  ['sha256', 'FileSha256'],
]);

/** The longest value that another vendor's app found to be taken; not documented. */
const maxValue = 800;
const maxTitle = 256;

/** Defender wants all eight groups of an IPv6 address written out. */
const address = (value: string | undefined): readonly DefenderValue[] =>
  value === undefined || !ipaddr.isValid(value)
    ? []
    : [{ type: 'IpAddress', value: ipaddr.parse(value).toNormalizedString() }];

const text = (type: DefenderValue['type'], value: string | undefined): readonly DefenderValue[] =>
  value === undefined ? [] : [{ type, value }];

const hash = ({ fileHashType, fileHashValue }: Indicator): readonly DefenderValue[] => {
  const type = hashTypes.get(fileHashType);
  return type === undefined ? [] : text(type, fileHashValue);
};

const keyOf = ({ type, value }: DefenderValue): string => `${type} ${value}`;

/** Everything in an indicator that Defender can look for, each value by itself; empty where there is nothing. */
export const defenderValuesOf = (indicator: Indicator): readonly DefenderValue[] => {
  const all = [
    ...hash(indicator),
    ...text('Url', indicator.url),
    ...text('DomainName', indicator.domainName),
    ...address(indicator.networkDestinationIPv4),
    ...address(indicator.networkDestinationIPv6),
    ...address(indicator.networkIPv4),
    ...address(indicator.networkIPv6),
    ...address(indicator.networkSourceIPv4),
    ...address(indicator.networkSourceIPv6),
  ];
  const fitting = all.filter(({ value }) => value.length <= maxValue);
  return [...new Map(fitting.map((one) => [keyOf(one), one])).values()];
};

const isFile = ({ type }: DefenderValue): boolean => type.startsWith('File');

/** Only a file may be remediated: an import refuses that word for anything else. An indicator that only watches is audited. */
const actionOf = (indicator: Indicator, value: DefenderValue, { fileAction }: DefenderRules): string => {
  const { action, passiveOnly } = indicator;
  if (action === 'allow') return 'Allowed';
  if (action !== 'block' || passiveOnly === true) return 'Audit';
  return isFile(value) ? fileAction : 'Block';
};

const severities = ['Informational', 'Low', 'Low', 'Medium', 'High', 'High'] as const;

/** Text for what Defender has no member for; analysts read it there. */
const recommendedOf = ({ tlpLevel, confidence, tags = [] }: Indicator): string =>
  [
    `TLP: ${tlpLevel}`,
    ...(confidence === undefined ? [] : [`Confidence: ${confidence}`]),
    ...(tags.length === 0 ? [] : [`Tags: ${tags.join(', ')}`]),
  ].join('\n');

const entryOf =
  (indicator: Indicator, rules: DefenderRules) =>
  (value: DefenderValue): DefenderIndicator => {
    const { threatType, description, severity, expirationDateTime, externalId } = indicator;
    const action = actionOf(indicator, value, rules);
    return {
      indicatorValue: value.value,
      indicatorType: value.type,
      action,
      title: cut(`${threatType}: ${value.value}`, maxTitle),
      description,
      ...(severity === undefined ? {} : { severity: severities[severity] }),
      expirationTime: expirationDateTime,
      ...(action === 'Audit' ? { generateAlert: true } : {}),
      recommendedActions: recommendedOf(indicator),
      application: 'Indicator Gateway',
      externalId,
    };
  };

/** One entry for each value. */
export const defenderIndicatorsOf = (
  indicator: Indicator,
  rules: DefenderRules,
): readonly DefenderIndicator[] => defenderValuesOf(indicator).map(entryOf(indicator, rules));
