// Over sixty lines: a table of where things stand, and what is left.
import { textOf, type Json } from '../codec/json-value';
import { type SourceVerdict } from '../indicator/verdict';
import { joinTexts, observe, type Why } from './kit';
import { allOf, hasAtLeast, hasMembers } from './recognition';
import { tableFormat } from './table';

const victim: Why = [
  'own-asset',
  'the host that the report is about: infected, vulnerable or open, not who did it',
];

/** A report on malware names its control server or its page beside the infected host. */
const ofServer = (): SourceVerdict => 'malicious';

const ofFile = (row: Json): SourceVerdict =>
  (textOf(row.infection) ?? textOf(row.family)) ? 'malicious' : 'unsaid';

/**
 * Rows of Shadowserver's reports (API, or CSV turned into JSON): control servers and malware. The reported host is never taken.
 */
export const shadowserver = tableFormat({
  name: 'shadowserver',
  marks: ['naics', 'infection', 'sector', 'hostname_source'],
  expects:
    'rows of a report of Shadowserver with timestamp, ip, tag and two of infection, naics, sector, asn, geo',
  one: 'a row of a report of Shadowserver',
  is: (item) =>
    allOf(
      hasMembers(item, 'timestamp', 'ip', 'tag'),
      hasAtLeast(1, item, ['naics', 'infection', 'sector', 'hostname_source']),
      hasAtLeast(1, item, ['asn', 'geo']),
    ),
  about: (row) => ({
    description: joinTexts(', ', 'Shadowserver', row.tag, row.infection),
    threat: ['c2'],
    severity: { value: row.severity },
    lastSeen: row.timestamp,
    malwareFamilies: [textOf(row.infection) ?? textOf(row.family)].flatMap((name) => name ?? []),
  }),
  parts: [
    {
      at: '',
      verdict: ofServer,
      says: 'cc_ip',
      values: [
        { at: 'cc_ip', as: (value) => observe.ip(value, 'destination'), port: 'cc_port' },
        { at: 'cc_dns', as: observe.domain },
        { at: 'cc_url', as: observe.url },
      ],
    },
    {
      at: '',
      verdict: ofFile,
      says: 'infection',
      about: () => ({ threat: ['malware'] }),
      files: [{ hashes: { sha256: 'sha256', sha1: 'sha1', md5: 'md5' } }],
    },
  ],
  leaves: [
    [victim, 'ip', 'hostname'],
    [
      ['observed-only', 'the other end; of a sinkhole it is Shadowserver’s own'],
      'dst_ip',
      'http_host',
      'http_referer',
    ],
  ],
  none: 'a row without a host',
});
