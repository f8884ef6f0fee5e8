import { type LogLine } from './log-line';
import { hashAlgorithm } from '../../codec/hash-algorithm';

/**
 * What a firewall's, proxy's or endpoint's log line says of a threat. `malicious`: a verdict, or a threat that was stopped.
 * `suspicious`: a threat that was let through. `policy`: stopped for no threat. `none`: plain traffic, a logon.
 */
export type LogVerdict = 'malicious' | 'suspicious' | 'policy' | 'none';

/** A part of an indicator, in the words of a format's observations. */
type Part =
  | { readonly kind: 'url' | 'domain'; readonly value: string }
  | { readonly kind: 'hash'; readonly algorithm: string; readonly value: string }
  | { readonly kind: 'text'; readonly member: 'fileName'; readonly value: string }
  | {
      readonly kind: 'ip';
      readonly value: string;
      readonly direction: 'source' | 'destination';
      readonly port: string | undefined;
    };

/** What is to be taken under the key or label of a field. */
export interface Taken {
  readonly key: string;
  readonly parts: readonly Part[];
}

/** What is not, and why; the line as a whole where there is no key. */
export interface Unused {
  readonly key?: string;
  readonly code: string;
  readonly text: string;
}

/** Exploits are not among them: what they were tried on is the own server. Not after `anti-`, `no`, `not`, `non-`. */
const threats =
  /(?<![\w-])(?<!\b(?:no|not|non)[ -])(?:malware|malicious|virus|spyware|trojan|ransomware|botnet|backdoor|worm|rootkit|phishing|cryptominer|command[ -]and[ -]control|c2|c&c)(?!\w)/gi;

/** Threats of which an address is part; a file or page may lie on anybody's server. */
const network = new Set(['botnet', 'malicious', 'phishing', 'command-and-control', 'c2', 'c&c']);

const stopped =
  /(?<!\b(?:not|un|failed to|could not) ?)(?:block|den(?:y|ied)|drop|reset|quarantin|sinkhol|prevent|reject|clean|delet|remov|terminat|kill)/i;

const telling = /threat|malware|virus|categor|^cat$|signature|attack/;

const first = ({ fields }: LogLine, keys: readonly string[]): string | undefined =>
  keys.map((key) => fields.get(key)).find((value) => value !== undefined);

/** The threats that a line names, as words of the field's (`phishing`, `command-and-control`). */
export const threatsIn = (line: LogLine): readonly string[] => {
  const said = [...line.fields].filter(([key]) => telling.test(key)).map(([, value]) => value);
  const found = [line.event, line.name, ...said].flatMap((text) => text.match(threats) ?? []);
  return [...new Set(found.map((word) => word.toLowerCase().replaceAll(' ', '-')))];
};

const verdictOf = (line: LogLine): LogVerdict => {
  const verdicts = [...line.fields].filter(([key]) => key.endsWith('verdict')).map(([, value]) => value);
  if (verdicts.some((value) => /^(?:malicious|malware|phishing|c2)$/i.test(value))) return 'malicious';
  if (verdicts.some((value) => /^(?:benign|clean|safe)$/i.test(value))) return 'none';
  const isStopped = stopped.test(first(line, ['act', 'action', 'deviceaction', 'outcome']) ?? '');
  if (threatsIn(line).length === 0) return isStopped ? 'policy' : 'none';
  return isStopped ? 'malicious' : 'suspicious';
};

const content = (key: string, part: Part, ...more: readonly Part[]): Taken => ({
  key,
  parts: [part, ...more],
});

/** A URL; proxies and firewalls leave the scheme out, which the port tells. A host alone is a domain. */
const urlIn = (line: LogLine): readonly Taken[] => {
  const key = ['request', 'requesturl', 'url'].find((name) => line.fields.has(name)) ?? '';
  const value = line.fields.get(key) ?? '';
  if (/^[a-z][\w+.*-]*(?:\[?:\]?)\/\//i.test(value)) return [content(key, { kind: 'url', value })];
  const [, host, path] = /^([^\s/?#]+\.[^\s/?#.]{2,})([/?#]\S*)?$/.exec(value) ?? [];
  if (host === undefined) return [];
  if (path === undefined || path === '/') return [content(key, { kind: 'domain', value: host })];
  const scheme = first(line, ['dpt', 'dstport']) === '443' ? 'https' : 'http';
  return [content(key, { kind: 'url', value: `${scheme}://${value}` })];
};

const hashKey = /^(?:panos)?(?:file|malware)?[ _-]?(?:hash|md5|sha-?1|sha-?256)(?:[ _-]?hash)?$/;

const hashesIn = (line: LogLine): readonly Taken[] => {
  const name = first(line, ['fname', 'filename']);
  const named: readonly Part[] =
    name === undefined ? [] : [{ kind: 'text', member: 'fileName', value: name }];
  return [...line.fields]
    .filter(([key, value]) => hashKey.test(key) && !/^(?:0|-|none|n\/a|unknown)$/i.test(value))
    .map(([key, value]) => content(key, { kind: 'hash', value, algorithm: hashAlgorithm(value) }, ...named));
};

const ends = {
  source: ['src', 'source ipv6 address', 'shost'],
  destination: ['dst', 'destination ipv6 address', 'dhost', 'destinationdnsdomain'],
} as const;

const endsIn = (line: LogLine, direction: keyof typeof ends): readonly Taken[] =>
  ends[direction].flatMap((key): readonly Taken[] => {
    const value = line.fields.get(key);
    if (value === undefined) return [];
    if (/host$|domain$/.test(key)) return [content(key, { kind: 'domain', value })];
    const port = direction === 'destination' ? first(line, ['dpt', 'dstport']) : undefined;
    return [content(key, { kind: 'ip', value, direction, port })];
  });

/** Which end is the stranger's, in CEF's `deviceDirection` (0 in, 1 out) or in words; undefined where it is not said. */
const strangerIn = (line: LogLine): keyof typeof ends | undefined => {
  const direction = first(line, ['devicedirection', 'direction']) ?? '';
  if (/^(?:1|out\w*)$/i.test(direction)) return 'destination';
  return /^(?:0|in\w*)$/i.test(direction) ? 'source' : undefined;
};

const unused = (ofThem: readonly Taken[], code: string, text: string): readonly Unused[] =>
  ofThem.map(({ key }) => ({ key, code, text }));

const whyNone: Readonly<Record<LogVerdict, readonly [string, string]>> = {
  none: ['observed-only', 'a line that calls nothing a threat'],
  policy: ['verdict-not-malicious', 'stopped by a rule, not called a threat'],
  suspicious: ['verdict-not-malicious', 'called a threat, but nothing was stopped'],
  malicious: ['no-indicator', 'a threat without a URL, a hash or an address'],
};

const seen = 'an end of the connection; the line does not say that the threat is there';

/** What to take of a line, and what of it is left. */
export const readLog = (
  line: LogLine,
  takeSuspicious: boolean,
): { readonly taken: readonly Taken[]; readonly left: readonly Unused[] } => {
  const verdict = verdictOf(line);
  const [code, text] = whyNone[verdict];
  const isTaken = verdict === 'malicious' || (verdict === 'suspicious' && takeSuspicious);
  if (!isTaken) return { taken: [], left: [{ code, text }] };
  const files = [...urlIn(line), ...hashesIn(line)];
  const stranger = strangerIn(line);
  const theirs = endsIn(line, stranger ?? 'destination');
  const ours = endsIn(line, stranger === 'source' ? 'destination' : 'source');
  const isAddressBad = stranger !== undefined && threatsIn(line).some((word) => network.has(word));
  const taken = isAddressBad ? [...files, ...theirs] : files;
  const left = [
    ...unused(isAddressBad ? [] : theirs, 'observed-only', seen),
    ...(stranger === undefined
      ? unused(ours, 'observed-only', seen)
      : unused(ours, 'own-asset', 'the own end of the connection')),
  ];
  return {
    taken,
    left: taken.length + left.length === 0 ? [{ code: 'no-indicator', text: whyNone.malicious[1] }] : left,
  };
};
