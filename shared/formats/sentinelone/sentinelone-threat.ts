import { isNo, isYes, textOf, textsOf, type Json } from '../../codec/json-value';
import { textAtPath, textsAtPath } from '../../codec/member-path';
import { byWords, type SourceVerdict } from '../../indicator/verdict';
import { type Why } from '../kit';
import { hasMembers } from '../recognition';
import { isSignedByMicrosoft, systemFileReason, ofVictim, seen, tableFormat } from '../table';
import { analystSaid, isMarkedBenign } from './judged';

const verdictOf = (item: Json): SourceVerdict | Why => {
  const analyst = analystSaid(textAtPath(item, 'threatInfo.analystVerdict'));
  if (analyst !== 'unsaid') return analyst;
  if (isMarkedBenign(textAtPath(item, 'threatInfo.mitigationStatus'))) return 'harmless';
  const { isFileless, isValidCertificate, publisherName } = item.threatInfo as Json;
  if (isYes(isFileless) || (!isNo(isValidCertificate) && isSignedByMicrosoft(publisherName)))
    return systemFileReason;
  return byWords(
    { malicious: ['malicious'], suspicious: ['suspicious'], unsaid: ['n/a', 'undefined'] },
    textsAtPath(item, 'threatInfo.confidenceLevel'),
  );
};

/** Threats of SentinelOne's Management API (`/threats`) and its notifications: the file, by the analyst's verdict, else the agent's. */
export const sentinelOneThreat = tableFormat({
  name: 'sentinelone-threat',
  marks: ['threatinfo'],
  expects: 'a threat of SentinelOne with threatInfo and agentDetectionInfo, or {"data":[…]}',
  one: 'a threat of SentinelOne',
  items: ['data', 'value'],
  is: (item) => hasMembers(item, 'threatInfo', 'agentDetectionInfo'),
  id: 'id',
  about: (item) => ({
    description: textAtPath(item, 'threatInfo.threatName'),
    threat: ['malware', ...textsAtPath(item, 'threatInfo.classification')].reverse(),
    confidence: { value: textAtPath(item, 'threatInfo.confidenceLevel') },
    lastSeen: textAtPath(item, 'threatInfo.identifiedAt', 'threatInfo.createdAt'),
    tags: textsOf(textAtPath(item, 'threatInfo.classificationSource')),
    killChain: textsAtPath(item, 'indicators.tactics.name').slice(0, 20),
    additionalInformation: textOf(textsAtPath(item, 'indicators.description').slice(0, 20).join('; ')),
  }),
  parts: [
    {
      at: '',
      verdict: verdictOf,
      says: 'threatInfo.analystVerdict and threatInfo.confidenceLevel',
      files: [
        {
          name: 'threatInfo.filePath',
          hashes: { sha256: 'threatInfo.sha256', sha1: 'threatInfo.sha1', md5: 'threatInfo.md5' },
        },
      ],
    },
  ],
  leaves: [
    [ofVictim, 'agentDetectionInfo', 'agentRealtimeInfo'],
    [seen, 'threatInfo.originatorProcess'],
  ],
  none: 'a threat without the hash of a file',
});
