import { itemsOf } from '../codec/items';
import { at } from '../codec/json-pointer';
import { isObject, objectOf, textOf, textsOf, type Json } from '../codec/json-value';
import { abuseScore, isScanReport, scanVerdict, type ScanVerdict } from '../indicator/scan-report';
import { intakeOf, leave, refuse, type Format, type Found, type Observation, type Skipped } from './format';

/** The last part of a path of either kind; the folders are the victim's. */
const nameOf = (path: string | undefined): string | undefined => path?.split(/[/\\]/).at(-1);

/** Levels of Wazuh's rules run from 0 to 16 (rules classification in its manual). */
const highestLevel = 16;

/** What an integration was asked about, under the names that VirusTotal's, AbuseIPDB's and others' scripts give it. */
const subjects: readonly (readonly [name: string, observe: (value: string) => Observation])[] = [
  ['sha256', (value) => ({ kind: 'hash', algorithm: 'sha256', value })],
  ['sha1', (value) => ({ kind: 'hash', algorithm: 'sha1', value })],
  ['md5', (value) => ({ kind: 'hash', algorithm: 'md5', value })],
  ['srcip', (value) => ({ kind: 'ip', value, direction: 'source' })],
  ['src_ip', (value) => ({ kind: 'ip', value, direction: 'source' })],
  ['dstip', (value) => ({ kind: 'ip', value, direction: 'destination' })],
  ['dst_ip', (value) => ({ kind: 'ip', value, direction: 'destination' })],
  ['ip', (value) => ({ kind: 'ip', value })],
  ['domain', (value) => ({ kind: 'domain', value })],
  ['hostname', (value) => ({ kind: 'domain', value })],
  ['url', (value) => ({ kind: 'url', value })],
];

const whyNot: ReadonlyMap<ScanVerdict, readonly [code: string, text: string]> = new Map<
  ScanVerdict,
  readonly [code: string, text: string]
>([
  ['suspicious', ['verdict-not-malicious', 'the service that was asked calls it no more than suspicious']],
  ['clean', ['verdict-not-malicious', 'the service that was asked does not call it malicious']],
  ['harmless', ['called-benign', 'the service that was asked calls it benign, or has it on a white list']],
  [
    'unsaid',
    ['observed-only', 'the report says nothing that is known to be a verdict; a mapping can read it'],
  ],
]);

/** What a service said that Wazuh asked about something in an alert (VirusTotal, AbuseIPDB, …): all are read alike. */
const readReport = (
  alert: Json,
  report: Json,
  inside: string,
  takeSuspicious: boolean,
): readonly (Found | Skipped)[] => {
  const rule = objectOf(alert.rule);
  const source = objectOf(report.source);
  const things = subjects.flatMap(([name, observe]) => {
    const value = textOf(source[name]);
    return value === undefined
      ? []
      : [{ observation: observe(value), place: at(at(inside, 'source'), name) }];
  });
  const link =
    textOf(report.permalink) === undefined
      ? []
      : [leave(at(inside, 'permalink'), 'link', 'a link to the report, no indicator')];
  const said = scanVerdict(report);
  const verdict = said === 'suspicious' && takeSuspicious ? 'malicious' : said;
  const reason = whyNot.get(verdict);
  if (things.length === 0)
    return [leave(inside, 'no-indicator', 'a report that does not say what it is about'), ...link];
  if (reason !== undefined) return [...things.map(({ place }) => leave(place, ...reason)), ...link];
  const fileName = textOf(nameOf(textOf(source.file)));
  const score = abuseScore(report);
  const hashes = things.filter(({ observation }) => observation.kind === 'hash');
  const [first] = hashes.length > 1 ? hashes : [];
  return [
    ...things.map(({ observation, place }): Found => {
      const isFile = observation.kind === 'hash';
      const name: readonly Observation[] =
        isFile && fileName !== undefined ? [{ kind: 'text', member: 'fileName', value: fileName }] : [];
      return {
        place,
        draft: {
          observed: [observation, ...name],
          description: textOf(rule.description),
          threat: isFile ? ['malware'] : [],
          severity: { value: rule.level, of: highestLevel },
          confidence: score === undefined ? undefined : { value: score, of: 100 },
          lastSeen: alert.timestamp,
          tags: textsOf(rule.groups),
          killChain: textsOf(objectOf(rule.mitre).tactic),
          partOf: isFile && first?.observation.kind === 'hash' ? first.observation.value : undefined,
        },
      };
    }),
    ...link,
  ];
};

const readReports = (alert: Json, place: string, takeSuspicious: boolean): readonly (Found | Skipped)[] =>
  Object.entries(objectOf(alert.data)).flatMap(([name, report]) =>
    isScanReport(report) ? readReport(alert, report, at(at(place, 'data'), name), takeSuspicious) : [],
  );

/** What an alert may hold besides: an address in a log, and the hashes that file integrity monitoring takes of any file. */
const observed = [
  ['data', /^(?:src_?ip|dst_?ip|dest_?ip|url|hostname|md5|sha1|sha256)$/],
  ['syscheck', /^(?:md5|sha1|sha256)_(?:before|after)$/],
] as const;

const leaveRest = (alert: Json, place: string): readonly Skipped[] => [
  ...observed.flatMap(([member, names]) =>
    Object.entries(objectOf(alert[member]))
      .filter(([name, value]) => names.test(name) && textsOf(value).length > 0)
      .map(([name]) =>
        leave(at(at(place, member), name), 'observed-only', 'seen in a log or on a disk, without a verdict'),
      ),
  ),
  ...(textOf(objectOf(alert.agent).ip) === undefined
    ? []
    : [leave(at(at(place, 'agent'), 'ip'), 'own-asset', 'the host that the agent runs on')]),
];

const isAlert = (item: unknown): item is Json =>
  isObject(item) &&
  textOf(objectOf(item.rule).level) !== undefined &&
  isObject(item.agent) &&
  (isObject(item.manager) || isObject(item.decoder));

const readItem = (place: string, item: unknown, takeSuspicious: boolean): readonly (Found | Skipped)[] => {
  if (!isObject(item)) return [refuse(place, 'item-not-an-object', 'a Wazuh alert')];
  const entries = [...readReports(item, place, takeSuspicious), ...leaveRest(item, place)];
  const isAnswered = entries.some(
    (entry) => !('reason' in entry) || !['own-asset', 'link'].includes(entry.reason.code),
  );
  return isAnswered
    ? entries
    : [...entries, leave(place, 'no-indicator', 'the alert holds no observable with a verdict')];
};

/**
 * Wazuh's alerts as its integrator sends them. Only the verdict of a service that it asked counts (VirusTotal, AbuseIPDB, …);
 * an address in a log has none.
 */
export const wazuh: Format = {
  name: 'wazuh',
  expects: 'a Wazuh alert: rule.level with agent and manager',
  recognises: (payload) => itemsOf(payload, isAlert).some(({ item }) => isAlert(item)),
  read: (payload, { takeSuspicious }) =>
    intakeOf(itemsOf(payload, isAlert).flatMap(({ place, item }) => readItem(place, item, takeSuspicious))),
};
