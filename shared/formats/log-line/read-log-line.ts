// Over sixty lines: one verdict over the fields of all vendors.
import { at } from '../../codec/json-pointer';
import { leave, type Direction, type Observation, type Skipped } from '../format';
import { fileNamed, observe, orNoIndicator, take, type About, type Entry, type Why } from '../kit';
import { type LogLine } from './log-line';

/**
 * What a firewall's, proxy's or endpoint's log line says of a threat. `malicious`: a verdict, or a threat that was stopped.
 * `suspicious`: a threat that was let through. `policy`: stopped for no threat. `none`: plain traffic, a logon.
 */
type LineVerdict = 'malicious' | 'suspicious' | 'policy' | 'none';

/** What stands under the key or label of a field. */
interface Field {
  readonly key: string;
  readonly observed: readonly Observation[];
  readonly hash?: string;
}

/**
 * Exploits are missing, since what they were tried on is an own server. The words do not count after `anti-`, `no`, `not`,
 * `non-`.
 */
const threats =
  /(?<![\w-])(?<!\b(?:no|not|non)[ -])(?:malware|malicious|virus|spyware|trojan|ransomware|botnet|backdoor|worm|rootkit|phishing|cryptominer|command[ -]and[ -]control|c2|c&c)(?!\w)/gi;

/** Threats whose address is part of the attack. A bad file or page may lie on anybody's server. */
const network = new Set(['botnet', 'malicious', 'phishing', 'command-and-control', 'c2', 'c&c']);

const stopped =
  /(?<!\b(?:not|un|failed to|could not) ?)(?:block|den(?:y|ied)|drop|reset|quarantin|sinkhol|prevent|reject|clean|delet|remov|terminat|kill)/i;

const telling = /threat|malware|virus|categor|^cat$|signature|attack/;

const first = ({ fields }: LogLine, keys: readonly string[]): string | undefined =>
  keys.map((key) => fields.get(key)).find((value) => value !== undefined);

/** The threats that a line names, as words of the field's (`phishing`, `command-and-control`). */
export const threatsIn = (line: LogLine): readonly string[] => {
  const texts = [...line.fields].filter(([key]) => telling.test(key)).map(([, value]) => value);
  const found = [line.event, line.name, ...texts].flatMap((text) => text.match(threats) ?? []);
  return [...new Set(found.map((word) => word.toLowerCase().replaceAll(' ', '-')))];
};

const verdictOf = (line: LogLine): LineVerdict => {
  const verdicts = [...line.fields].filter(([key]) => key.endsWith('verdict')).map(([, value]) => value);
  if (verdicts.some((value) => /^(?:malicious|malware|phishing|c2)$/i.test(value))) return 'malicious';
  if (verdicts.some((value) => /^(?:benign|clean|safe)$/i.test(value))) return 'none';
  const isStopped = stopped.test(first(line, ['act', 'action', 'deviceaction', 'outcome']) ?? '');
  if (threatsIn(line).length === 0) return isStopped ? 'policy' : 'none';
  return isStopped ? 'malicious' : 'suspicious';
};

/** The URLs of a line. Proxies and firewalls leave out the scheme, which the port tells. A host alone is a domain. */
const urlIn = (line: LogLine): readonly Field[] => {
  const key = ['request', 'requesturl', 'url'].find((name) => line.fields.has(name)) ?? '';
  const value = line.fields.get(key) ?? '';
  if (/^[a-z][\w+.*-]*(?:\[?:\]?)\/\//i.test(value)) return [{ key, observed: [observe.url(value)] }];
  const [, host, path] = /^([^\s/?#]+\.[^\s/?#.]{2,})([/?#]\S*)?$/.exec(value) ?? [];
  if (host === undefined) return [];
  if (path === undefined || path === '/') return [{ key, observed: [observe.domain(host)] }];
  const scheme = first(line, ['dpt', 'dstport']) === '443' ? 'https' : 'http';
  return [{ key, observed: [observe.url(`${scheme}://${value}`)] }];
};

const hashKey = /^(?:panos)?(?:file|malware)?[ _-]?(?:hash|md5|sha-?1|sha-?256)(?:[ _-]?hash)?$/;

const hashesIn = (line: LogLine): readonly Field[] => {
  const name = fileNamed(first(line, ['fname', 'filename']));
  return [...line.fields]
    .filter(([key, value]) => hashKey.test(key) && !/^(?:0|-|none|n\/a|unknown)$/i.test(value))
    .map(([key, value]) => ({ key, hash: value, observed: [observe.hash(value), ...name] }));
};

const ends = {
  source: ['src', 'source ipv6 address', 'shost'],
  destination: ['dst', 'destination ipv6 address', 'dhost', 'destinationdnsdomain'],
} as const;

const endsIn = (line: LogLine, direction: Direction): readonly Field[] =>
  ends[direction].flatMap((key): readonly Field[] => {
    const value = line.fields.get(key);
    if (value === undefined) return [];
    if (/host$|domain$/.test(key)) return [{ key, observed: [observe.domain(value)] }];
    const port = direction === 'destination' ? first(line, ['dpt', 'dstport']) : undefined;
    return [{ key, observed: [{ kind: 'ip', value, direction, port }] }];
  });

/** The end that is the stranger's, by CEF's `deviceDirection` (0 in, 1 out) or in words; undefined where it is not said. */
const strangerIn = (line: LogLine): Direction | undefined => {
  const direction = first(line, ['devicedirection', 'direction']) ?? '';
  if (/^(?:1|out\w*)$/i.test(direction)) return 'destination';
  return /^(?:0|in\w*)$/i.test(direction) ? 'source' : undefined;
};

/** The first hash ties the hashes of a file together. */
const takeFields = (fields: readonly Field[], place: string, about: About): readonly Entry[] => {
  const file = fields.find(({ hash }) => hash !== undefined)?.hash;
  return fields.map(({ key, observed, hash }) =>
    take(at(place, key), { ...about, partOf: hash === undefined ? undefined : file }, observed),
  );
};

const leaveFields = (fields: readonly Field[], place: string, why: Why): readonly Skipped[] =>
  fields.map(({ key }) => leave(at(place, key), ...why));

const whyNone: Readonly<Record<Exclude<LineVerdict, 'malicious'>, Why>> = {
  none: ['observed-only', 'a line that calls nothing a threat'],
  policy: ['verdict-not-malicious', 'stopped by a rule, not called a threat'],
  suspicious: ['verdict-not-malicious', 'called a threat, but nothing was stopped'],
};

const seen: Why = [
  'observed-only',
  'an end of the connection; the line does not say that the threat is there',
];
const own: Why = ['own-asset', 'the own end of the connection'];

/** What to take of a line, and what to leave. */
export const readLogLine = (
  line: LogLine,
  place: string,
  { about, takeSuspicious }: { readonly about: About; readonly takeSuspicious: boolean },
): readonly Entry[] => {
  const verdict = verdictOf(line);
  if (verdict !== 'malicious' && !(verdict === 'suspicious' && takeSuspicious))
    return [leave(place, ...whyNone[verdict])];
  const files = [...urlIn(line), ...hashesIn(line)];
  const stranger = strangerIn(line);
  const theirs = endsIn(line, stranger ?? 'destination');
  const ours = endsIn(line, stranger === 'source' ? 'destination' : 'source');
  const isAddressBad = stranger !== undefined && threatsIn(line).some((word) => network.has(word));
  return orNoIndicator(place, 'a threat without a URL, a hash or an address', [
    ...takeFields(isAddressBad ? [...files, ...theirs] : files, place, about),
    ...leaveFields(isAddressBad ? [] : theirs, place, seen),
    ...leaveFields(ours, place, stranger === undefined ? seen : own),
  ]);
};
