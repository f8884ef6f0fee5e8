// Over sixty lines: page, file and peer have a verdict each.
import { textOf, textsOf, type Json } from '../../codec/json-value';
import { textsAtPath } from '../../codec/member-path';
import { byWords, type SourceVerdict } from '../../indicator/verdict';
import { observe } from '../kit';
import { allOf, hasMembers, hasOneOf } from '../recognition';
import { ofVictim, seen, tableFormat } from '../table';
import { wildFireVerdict } from './judged';

const subtypeOf = (log: Json): string => (textOf(log.Subtype) ?? '').toLowerCase();

const network = ['command-and-control', 'malware', 'phishing', 'ransomware', 'scanning-activity'];

/** The verdict by PAN-DB's categories of bad pages; the worst of several counts. */
const ofUrl = (log: Json): SourceVerdict =>
  byWords(
    { malicious: network.slice(0, 4), suspicious: ['grayware', 'high-risk', 'compromised-website'] },
    textsAtPath(log, 'URLCategory', 'URLCategoryList').flatMap((list) => list.split(',')),
  );

const ofFile = (log: Json): SourceVerdict =>
  subtypeOf(log).includes('virus')
    ? 'malicious'
    : wildFireVerdict(textsOf(log.SourceVerdict ?? log.VerdictOfFile ?? log.ThreatCategory));

/**
 * A verdict on the peer only where the own side calls. With a DNS signature the destination is a resolver, with an exploit the
 * victim.
 */
const ofPeer = (log: Json): SourceVerdict => {
  const isOutbound = /^client to server$/i.test(textOf(log.DirectionOfAttack) ?? '');
  const isCall = /^(?:command-and-control|c2|botnet|backdoor)$/i.test(textOf(log.ThreatCategory) ?? '');
  return subtypeOf(log) === 'spyware' && isOutbound && isCall ? 'malicious' : 'unsaid';
};

const urlOf = (value: string, log: Json) => {
  if (value.includes('://') || !value.includes('/')) return observe.urlOrHost(value);
  return observe.url(`${textOf(log.DestinationPort) === '443' ? 'https' : 'http'}://${value}`);
};

/**
 * Threat logs of PAN-OS as Strata Logging Service forwards them in JSON. A template for HTTP forwarding may use the same names.
 */
export const panThreat = tableFormat({
  name: 'pan-threat',
  marks: ['logtype'],
  expects: 'a threat log of PAN-OS with LogType THREAT, Subtype and DirectionOfAttack or ThreatID',
  one: 'a threat log of PAN-OS',
  is: (item) =>
    allOf(
      hasMembers(item, 'LogType', 'Subtype'),
      hasOneOf(item, 'DirectionOfAttack', 'ThreatID', 'URLCategory'),
    ),
  about: (log) => ({
    description: textOf(log.ThreatID) ?? textOf(log.URLCategory),
    threat: textsAtPath(log, 'ThreatCategory', 'URLCategory').map((word) => word.toLowerCase()),
    severity: { value: log.VendorSeverity ?? log.Severity },
    lastSeen: log.TimeGenerated,
  }),
  parts: [
    { at: '', verdict: ofUrl, says: 'URLCategory', values: [{ at: 'URL', as: urlOf }] },
    {
      at: '',
      verdict: ofFile,
      says: 'Subtype and SourceVerdict',
      about: () => ({ threat: ['malware'] }),
      files: [{ name: 'FileName', hashes: { sha256: 'FileHash' } }],
    },
    {
      at: '',
      verdict: ofPeer,
      says: 'ThreatCategory and DirectionOfAttack',
      values: [
        {
          at: 'DestinationAddress',
          as: (value) => observe.ip(value, 'destination'),
          port: 'DestinationPort',
        },
      ],
    },
  ],
  leaves: [
    [ofVictim, 'SourceAddress', 'NATSource'],
    [seen, 'NATDestination'],
  ],
  none: 'a log without a URL, a hash or an address',
});
