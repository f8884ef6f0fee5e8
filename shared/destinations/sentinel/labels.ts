import { type TiIndicator } from '../../codec/ti-indicator';
import { comparisonsOf } from './pattern';

type Row = readonly [member: keyof TiIndicator, word: string];

/** The word before a member's value in its label. What is looked for stands in a pattern and has no label. */
const rows: readonly Row[] = [
  ['threatType', 'threat-type'],
  ['action', 'action'],
  ['severity', 'severity'],
  ['passiveOnly', 'passive-only'],
  ['diamondModel', 'diamond-model'],
  ['malwareFamilyNames', 'malware-family'],
  ['activityGroupNames', 'activity-group'],
  ['networkDestinationPort', 'port'],
  ['networkPort', 'port'],
  ['networkSourcePort', 'source-port'],
  ['networkProtocol', 'protocol'],
  ['networkDestinationAsn', 'asn'],
  ['networkSourceAsn', 'source-asn'],
  ['userAgent', 'user-agent'],
  ['fileHashValue', 'file-hash'],
  ['fileName', 'file-name'],
  ['filePath', 'file-path'],
  ['fileSize', 'file-size'],
  ['fileType', 'file-type'],
  ['filePacker', 'file-packer'],
  ['fileMutexName', 'mutex'],
  ['fileCompileDateTime', 'file-compiled'],
  ['fileCreatedDateTime', 'file-created'],
  ['emailSubject', 'email-subject'],
  ['emailSenderName', 'email-sender-name'],
  ['emailLanguage', 'email-language'],
  ['emailEncoding', 'email-encoding'],
  ['emailXMailer', 'email-x-mailer'],
  ['lastReportedDateTime', 'last-reported'],
];

/** Only values that are there and true make a label. */
const texts = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(texts);
  return typeof value === 'string' || typeof value === 'number' || value === true ? [String(value)] : [];
};

/** The tags, and what STIX has no place for, in the words that Sentinel shows as tags: `severity:3`. */
export const labelsOf = (indicator: TiIndicator): readonly string[] => {
  const lookedFor = new Set(comparisonsOf(indicator).map(({ value }) => String(value)));
  const labels = rows.flatMap(([member, word]) =>
    texts(indicator[member])
      .filter((text) => !lookedFor.has(text))
      .map((text) => `${word}:${text}`),
  );
  return [...new Set([...(indicator.tags ?? []), ...labels])];
};
