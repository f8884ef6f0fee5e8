// Over sixty lines: page and file have a verdict each, and what is left is named.
import { textOf, type Json } from '../../codec/json-value';
import { textAtPath, textsAtPath } from '../../codec/member-path';
import { byWords, type SourceVerdict } from '../../indicator/verdict';
import { observe } from '../kit';
import { allOf, hasMembers, hasOneOf } from '../recognition';
import { ofVictim, seen, tableFormat } from '../table';

/** Umbrella's security categories, and its names of threats; other categories describe content (`type: content`). */
const scale = {
  malicious: [
    'malware',
    'command and control',
    'command and control callbacks',
    'phishing',
    'cryptomining',
    'ransomware',
  ],
  suspicious: ['newly seen domains', 'potentially harmful', 'dynamic dns', 'dns tunneling vpn'],
};

const verdictOf = (activity: Json): SourceVerdict =>
  byWords(
    scale,
    textsAtPath(activity, 'categories.label', 'threats.type').map((word) => word.toLowerCase()),
  );

const ofFile = (activity: Json): SourceVerdict =>
  byWords({ malicious: ['malicious'], unsaid: ['unknown'] }, textsAtPath(activity, 'amp.disposition'));

/** Activity of Cisco Umbrella's Reporting API (DNS, proxy): the domain or URL by its security categories. */
export const umbrella = tableFormat({
  name: 'umbrella',
  marks: ['externalip', 'allapplications', 'identities'],
  expects: 'activity of Cisco Umbrella with categories, verdict, identities and domain or url',
  one: 'activity of Umbrella',
  items: ['data', 'value'],
  is: (item) =>
    allOf(
      hasMembers(item, 'categories', 'identities'),
      hasOneOf(item, 'verdict', 'externalip', 'allapplications'),
    ),
  about: (activity) => ({
    description: textAtPath(activity, 'threats.label', 'categories.label'),
    threat: textsAtPath(activity, 'categories.label', 'threats.type').map((word) => word.toLowerCase()),
    lastSeen: textOf(activity.timestamp) ?? textOf(activity.date),
    tags: textsAtPath(activity, 'categories.label'),
  }),
  parts: [
    {
      at: '',
      verdict: verdictOf,
      says: 'categories and threats',
      values: [
        { at: 'domain', as: observe.domain },
        { at: 'url', as: observe.urlOrHost },
      ],
    },
    {
      at: '',
      verdict: ofFile,
      says: 'amp.disposition',
      files: [{ name: 'filename', hashes: { sha256: 'sha256' } }],
    },
  ],
  leaves: [
    [ofVictim, 'internalip', 'externalip', 'identities'],
    [seen, 'destinationip', 'referer'],
  ],
  none: 'activity without a domain, a URL or a file',
});
