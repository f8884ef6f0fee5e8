// Over sixty lines: page, file and peer have a verdict each.
import { textOf, textsOf, type Json } from '../../codec/json-value';
import { type SourceVerdict } from '../../indicator/verdict';
import { joinTexts, observe, type Why } from '../kit';
import { textMark } from '../marks';
import { allOf, hasMembers, hasOneOf } from '../recognition';
import { ofVictim, seen, tableFormat } from '../table';
import { logsIn } from './fortigate-line';

const word = (log: Json, name: string): string => (textOf(log[name]) ?? '').toLowerCase();

/** FortiGuard's categories of bad pages; the remaining ones concern content or policy. */
const badCategory = /malicious|phishing|spam urls|botnet|command and control|malware/;

const isStopped = (log: Json): boolean =>
  /^(?:block|drop|deny|denied|reset|redirect|quarantine)/.test(word(log, 'action'));

/** What was let through counts only as suspicious, as in CEF. */
const judged = (log: Json, isBad: boolean): SourceVerdict =>
  !isBad ? 'clean' : isStopped(log) ? 'malicious' : 'suspicious';

const ofPage = (log: Json): SourceVerdict | Why => {
  if (word(log, 'subtype') === 'virus') return judged(log, word(log, 'virus') !== '');
  if (!/webfilter|dns/.test(word(log, 'subtype'))) return seen;
  return judged(log, badCategory.test(`${word(log, 'catdesc')} ${word(log, 'botnetdomain') && 'botnet'}`));
};

const ofFile = (log: Json): SourceVerdict =>
  judged(log, word(log, 'subtype') === 'virus' && word(log, 'virus') !== '');

/**
 * A verdict on the peer only where the own side called a botnet's server. Anything else that a signature names is an attack on
 * somebody.
 */
const ofPeer = (log: Json): SourceVerdict | Why =>
  word(log, 'eventtype') === 'botnet' && word(log, 'direction') !== 'incoming' ? judged(log, true) : seen;

const isOfBotnet = (log: Json): boolean =>
  word(log, 'eventtype') === 'botnet' || ['botnetdomain', 'botnetip'].some((name) => word(log, name) !== '');

/** Most telling first. */
const threatOf = (log: Json): string => {
  if (word(log, 'subtype') === 'virus') return 'malware';
  if (isOfBotnet(log)) return 'c2';
  return word(log, 'catdesc').includes('phish') ? 'phishing' : 'malicious-url';
};

/** A URL with a path is one page, perhaps on an innocent server. Without a path, the category is that of the host. */
const pageOf = (host: string, log: Json) => {
  const path = textOf(log.url) ?? '/';
  if (path.includes('://')) return observe.url(path);
  const isSecure = word(log, 'service') === 'https' || word(log, 'dstport') === '443';
  return path === '/' ? observe.domain(host) : observe.url(`${isSecure ? 'https' : 'http'}://${host}${path}`);
};

/** FortiGate's logs in FortiOS' own `key=value`, bare or inside JSON, or as objects: what FortiGuard calls bad and was stopped. */
export const fortiGate = tableFormat({
  name: 'fortigate',
  marks: [
    textMark,
    'logid',
    'message',
    'raw',
    '_raw',
    'rawevent',
    'msg',
    'log',
    'line',
    'event',
    'text',
    'original',
  ],
  expects:
    'logs of FortiGate: date=… time=… logid=… type=… subtype=…, as text, in message or raw, or as objects',
  one: 'a log of FortiGate',
  items: logsIn,
  is: (item) => allOf(hasMembers(item, 'logid', 'type'), hasOneOf(item, 'subtype', 'devid', 'vd')),
  about: (log) => ({
    description: joinTexts(': ', 'FortiGate', log.catdesc ?? log.virus ?? log.attack ?? log.msg),
    threat: [threatOf(log)],
    severity: { value: log.severity ?? log.crlevel ?? log.level },
    // The time of the device, whose zone stands beside it in newer versions, as does the moment itself.
    lastSeen: log.eventtime ?? joinTexts(' ', log.date, log.time, log.tz),
    malwareFamilies: textsOf(log.virus),
  }),
  parts: [
    {
      at: '',
      verdict: ofPage,
      says: 'catdesc',
      values: [
        { at: 'hostname', as: pageOf },
        { at: 'qname', as: observe.domain },
      ],
    },
    {
      at: '',
      verdict: ofFile,
      says: 'virus',
      files: [{ name: 'filename', hashes: { sha256: 'analyticscksum' } }],
    },
    {
      at: '',
      verdict: ofPeer,
      says: 'eventtype',
      values: [{ at: 'dstip', as: (value) => observe.ip(value, 'destination'), port: 'dstport' }],
    },
  ],
  leaves: [[ofVictim, 'srcip', 'devname', 'user']],
  none: 'a log without a page, a file or an address',
});
