// Over sixty lines: what intelligence matched and the process have a verdict each.
import { objectOf, type Json } from '../../codec/json-value';
import { textAtPath, textsAtPath } from '../../codec/member-path';
import { byWords, type SourceVerdict } from '../../indicator/verdict';
import { observe, type Observer, type Why } from '../kit';
import { hasMembers } from '../recognition';
import { isSignedByMicrosoft, systemFileReason, ofVictim, seen, tableFormat } from '../table';
import { analystSaid } from './judged';

const observers: ReadonlyMap<string, Observer> = new Map<string, Observer>([
  ['ipv4', observe.ip],
  ['ipv6', observe.ip],
  ['dns', observe.domain],
  ['domain', observe.domain],
  ['url', observe.url],
  ['md5', observe.hashOf('md5')],
  ['sha1', observe.hashOf('sha1')],
  ['sha256', observe.hashOf('sha256')],
]);

const analyst = (alert: Json): SourceVerdict =>
  analystSaid(textAtPath(alert, 'alertInfo.analystVerdict')?.replace(' ', '_'));

/** What threat intelligence matched is bad by its source, unless the analyst says otherwise. */
const ofIntelligence = (alert: Json): SourceVerdict =>
  analyst(alert) === 'harmless' ? 'harmless' : 'malicious';

/** The author of the rule says how to treat what it finds. */
const ofProcess = (alert: Json): SourceVerdict | Why => {
  const verdict = analyst(alert);
  if (verdict === 'harmless') return verdict;
  if (isSignedByMicrosoft(objectOf(alert.sourceProcessInfo).fileSignerIdentity)) return systemFileReason;
  if (verdict !== 'unsaid') return verdict;
  return byWords(
    { malicious: ['malicious'], suspicious: ['suspicious'], unsaid: ['undefined'] },
    textsAtPath(alert, 'ruleInfo.treatAsThreat'),
  );
};

/** Alerts of SentinelOne's STAR rules: what threat intelligence matched, and the process where its rule treats it as a threat. */
export const sentinelOneStar = tableFormat({
  name: 'sentinelone-star',
  marks: ['alertinfo'],
  expects: 'an alert of a STAR rule of SentinelOne with alertInfo and ruleInfo, or {"data":[…]}',
  one: 'an alert of a STAR rule',
  items: ['data', 'value'],
  is: (item) => hasMembers(item, 'alertInfo', 'ruleInfo'),
  id: 'alertInfo.alertId',
  about: (alert) => ({
    description: textAtPath(alert, 'ruleInfo.name'),
    additionalInformation: textAtPath(alert, 'ruleInfo.description'),
    severity: { value: textAtPath(alert, 'ruleInfo.severity') },
    lastSeen: textAtPath(alert, 'alertInfo.reportedAt', 'alertInfo.createdAt'),
    tags: textsAtPath(alert, 'alertInfo.tiIndicatorSource'),
  }),
  parts: [
    {
      at: '',
      verdict: ofIntelligence,
      says: 'alertInfo.tiIndicatorValue',
      typed: { type: 'alertInfo.tiIndicatorType', value: 'alertInfo.tiIndicatorValue', as: observers },
    },
    {
      at: '',
      verdict: ofProcess,
      says: 'alertInfo.analystVerdict and ruleInfo.treatAsThreat',
      files: [
        {
          name: 'sourceProcessInfo.filePath',
          hashes: {
            sha256: 'sourceProcessInfo.fileHashSha256',
            sha1: 'sourceProcessInfo.fileHashSha1',
            md5: 'sourceProcessInfo.fileHashMd5',
          },
        },
      ],
    },
  ],
  leaves: [
    [
      seen,
      'alertInfo.dstIp',
      'alertInfo.dnsRequest',
      'alertInfo.modulePath',
      'sourceParentProcessInfo',
      'targetProcessInfo',
    ],
    [ofVictim, 'alertInfo.srcIp', 'agentDetectionInfo', 'agentRealtimeInfo'],
  ],
  none: 'an alert that names neither a file nor what threat intelligence matched',
});
