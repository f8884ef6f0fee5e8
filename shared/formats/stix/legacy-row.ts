// Over sixty lines: a table of columns.
import { type Item } from '../../codec/items';
import {
  commaSeparated,
  isNo,
  isYes,
  objectOf,
  textOf,
  textsOf,
  unpacked,
  type Json,
} from '../../codec/json-value';
import { leave, withdraw, type NumberMember, type Observation, type TextMember } from '../format';
import { observe, take, type About, type Entry } from '../kit';

/** Columns with an address or a network, and the end of a connection that each stands for. */
const addresses = [
  { end: 'Network', direction: undefined },
  { end: 'NetworkSource', direction: 'source' },
  { end: 'NetworkDestination', direction: 'destination' },
] as const;

/** The table does not tell IPv4 from IPv6; PowerShell, which begins the names of a tiIndicator with a capital, does. */
const addressEndings = ['IP', 'IPv4', 'IPv6', 'CidrBlock'];

/** Columns named like a tiIndicator's member, except for the first letter. */
const texts: readonly TextMember[] = [
  ...(['emailRecipient', 'emailSenderAddress', 'emailSenderName', 'emailSourceDomain'] as const),
  ...(['emailSourceIpAddress', 'emailSubject', 'emailXMailer', 'fileMutexName'] as const),
  ...(['fileName', 'filePath', 'fileType', 'userAgent'] as const),
];

const numbers: readonly NumberMember[] = [
  ...(['networkDestinationAsn', 'networkDestinationPort', 'networkPort', 'networkProtocol'] as const),
  ...(['networkSourceAsn', 'networkSourcePort', 'fileSize'] as const),
];

const columnOf = (member: string): string => member.charAt(0).toUpperCase() + member.slice(1);

const observedIn = (row: Json): readonly Observation[] => {
  const read = (column: string, observer: (value: string) => Observation): readonly Observation[] => {
    const value = textOf(row[column]);
    return value === undefined ? [] : [observer(value)];
  };
  return [
    ...addresses.flatMap(({ end, direction }) =>
      addressEndings.flatMap((ending) => read(`${end}${ending}`, (value) => observe.ip(value, direction))),
    ),
    ...read('DomainName', observe.domain),
    ...read('Url', observe.url),
    ...read(
      'FileHashValue',
      textOf(row.FileHashType) === undefined ? observe.hash : observe.hashOf(String(row.FileHashType)),
    ),
    ...texts.flatMap((member) => read(columnOf(member), observe.text(member))),
    ...numbers.flatMap((member) => read(columnOf(member), (value) => ({ kind: 'number', member, value }))),
  ];
};

const killChain = ['Actions', 'C2', 'Delivery', 'Exploitation', 'Reconnaissance', 'Weaponization'];

const actionOf = (row: Json): 'alert' | 'block' | undefined => {
  const word = textOf(row.Action)?.toLowerCase();
  return word === 'alert' || word === 'block' ? word : undefined;
};

const score = (value: unknown, of: number): About['severity'] =>
  Number(textOf(value) ?? NaN) >= 0 ? { value, of } : undefined;

const aboutOf = (row: Json): About => ({
  action: actionOf(row),
  description: textOf(row.Description),
  additionalInformation: textOf(row.AdditionalInformation),
  threat: textsOf(row.ThreatType),
  severity: score(row.ThreatSeverity ?? row.Severity, 5),
  confidence: score(row.ConfidenceScore ?? row.Confidence, 100),
  tlp: [...textsOf(row.TrafficLightProtocolLevel), ...textsOf(row.TlpLevel)],
  expires: row.ExpirationDateTime,
  lastSeen: row.TimeGenerated ?? row.LastReportedDateTime,
  tags: commaSeparated(unpacked(row.Tags)),
  malwareFamilies: commaSeparated(unpacked(row.MalwareNames ?? row.MalwareFamilyNames)),
  activityGroups: commaSeparated(unpacked(row.ActivityGroupNames)),
  killChain: [...killChain.filter((phase) => isYes(row[`KillChain${phase}`])), ...textsOf(row.KillChain)],
  revoked: isNo(row.Active) || isNo(row.IsActive),
});

/** A row of the retired table ThreatIntelligenceIndicator: a tiIndicator in columns. PowerShell's SDK writes one much like it. */
export const readLegacyRow = ({ place, item }: Item): Entry => {
  const row = objectOf(item);
  const observed = observedIn(row);
  const read =
    observed.length === 0
      ? leave(place, 'no-indicator', 'a row without an observable')
      : take(place, aboutOf(row), observed);
  return textOf(row.Action)?.toLowerCase() === 'allow'
    ? withdraw(leave(place, 'called-benign', 'an indicator that lets through what it matches (Action)'), [
        read,
      ])
    : read;
};
