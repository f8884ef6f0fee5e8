// Over sixty lines: reports of many integrations in one alert.
import { at } from '../codec/json-pointer';
import { holdsObject, isObject, isYes, objectOf, textOf, textsOf, type Json } from '../codec/json-value';
import { abuseScore, isScanReport, scanVerdict } from '../indicator/scan-report';
import { type SourceVerdict } from '../indicator/verdict';
import { attributeObservers } from './attribute-type';
import { leave, type Observation, type ReadOptions, type Skipped } from './format';
import {
  fileNamed,
  fileNameOf,
  format,
  leaveNamed,
  observe,
  take,
  takeTyped,
  type About,
  type Entry,
  type Observer,
  type Why,
} from './kit';
import { allOf } from './recognition';

/** Levels of Wazuh's rules run from 0 to 16 (rules classification in its manual). */
const highestLevel = 16;

/** What an integration was asked about, under the names used by the scripts for VirusTotal, AbuseIPDB and others. */
const subjects: readonly (readonly [name: string, observer: Observer])[] = [
  ['sha256', observe.hashOf('sha256')],
  ['sha1', observe.hashOf('sha1')],
  ['md5', observe.hashOf('md5')],
  ['srcip', (value) => observe.ip(value, 'source')],
  ['src_ip', (value) => observe.ip(value, 'source')],
  ['dstip', (value) => observe.ip(value, 'destination')],
  ['dst_ip', (value) => observe.ip(value, 'destination')],
  ['ip', observe.ip],
  ['domain', observe.domain],
  ['hostname', observe.domain],
  ['url', observe.url],
];

const whyNot: ReadonlyMap<SourceVerdict, Why> = new Map<SourceVerdict, Why>([
  ['suspicious', ['verdict-not-malicious', 'the service that was asked calls it no more than suspicious']],
  ['clean', ['verdict-not-malicious', 'the service that was asked does not call it malicious']],
  ['harmless', ['called-benign', 'the service that was asked calls it benign, or has it on a white list']],
  [
    'unsaid',
    ['observed-only', 'the report says nothing that is known to be a verdict; a mapping can read it'],
  ],
]);

const subjectsIn = (source: Json, place: string) =>
  subjects.flatMap(([name, observer]) => {
    const value = textOf(source[name]);
    return value === undefined ? [] : [{ place: at(place, name), observation: observer(value) }];
  });

const isHash = ({ kind }: Observation): boolean => kind === 'hash';

const aboutOf = (alert: Json, report: Json): About => {
  const rule = objectOf(alert.rule);
  const score = abuseScore(report);
  return {
    description: textOf(rule.description),
    threat: [],
    severity: { value: rule.level, of: highestLevel },
    confidence: score === undefined ? undefined : { value: score, of: 100 },
    lastSeen: alert.timestamp,
    tags: textsOf(rule.groups),
    killChain: textsOf(objectOf(rule.mitre).tactic),
  };
};

/**
 * Reads what a service said when Wazuh asked about something in an alert (VirusTotal, AbuseIPDB, …). All services are read
 * alike.
 */
const readReport = (
  alert: Json,
  place: string,
  { report, takeSuspicious }: { readonly report: Json; readonly takeSuspicious: boolean },
): readonly Entry[] => {
  const source = objectOf(report.source);
  const things = subjectsIn(source, at(place, 'source'));
  if (things.length === 0)
    return [leave(place, 'no-indicator', 'a report that does not say what it is about')];
  const verdict = scanVerdict(report);
  const why = whyNot.get(verdict === 'suspicious' && takeSuspicious ? 'malicious' : verdict);
  if (why !== undefined) return things.map((thing) => leave(thing.place, ...why));
  const about = aboutOf(alert, report);
  const hashes = things.flatMap(({ observation }) =>
    isHash(observation) ? [String(observation.value)] : [],
  );
  const partOf = hashes.length > 1 ? hashes[0] : undefined;
  const file = fileNamed(fileNameOf(source.file));
  return things.map(({ observation, place: where }) =>
    isHash(observation)
      ? take(where, { ...about, threat: ['malware'], partOf }, [observation, ...file])
      : take(where, about, observation),
  );
};

const onlyKnown: Why = [
  'verdict-not-malicious',
  'MISP has it, and the report does not say that it is to be detected (to_ids): as no more than suspicious',
];

/** A hit of a custom-misp script: the value is in MISP, which also keeps things that are no indicators. */
const readHit = (
  alert: Json,
  place: string,
  { report, takeSuspicious }: { readonly report: Json; readonly takeSuspicious: boolean },
): readonly Entry[] => {
  if (textOf(report.value) === undefined)
    return [leave(place, 'no-indicator', 'a report that does not say what it is about')];
  const where = at(place, 'value');
  const entry = takeTyped(where, aboutOf(alert, report), {
    observers: attributeObservers,
    type: report.type,
    value: report.value,
    expected: 'a value of MISP with its type',
  });
  const isTaken = takeSuspicious || isYes(report.to_ids);
  return [entry._tag === 'Skipped' || isTaken ? entry : leave(where, ...onlyKnown)];
};

const isHit = (name: string, report: unknown): report is Json =>
  name === 'misp' && isObject(report) && (report.value !== undefined || report.type !== undefined);

const linkToReport: Why = ['link', 'a link to the report, no indicator'];

const readReports = (alert: Json, place: string, takeSuspicious: boolean): readonly Entry[] =>
  Object.entries(objectOf(alert.data)).flatMap(([name, value]) => {
    const report = holdsObject(value) ? objectOf(value) : value;
    const where = at(at(place, 'data'), name);
    if (isHit(name, report)) return readHit(alert, where, { report, takeSuspicious });
    if (!isScanReport(report)) return [];
    return [
      ...readReport(alert, where, { report, takeSuspicious }),
      ...leaveNamed(where, report, { names: ['permalink'], why: linkToReport }),
    ];
  });

/** What else an alert may hold: an address in a log, and the hashes that file integrity monitoring takes of any file. */
const observed = [
  ['data', /^(?:src_?ip|dst_?ip|dest_?ip|url|hostname|md5|sha1|sha256)$/],
  ['syscheck', /^(?:md5|sha1|sha256)_(?:before|after)$/],
] as const;

const leaveRest = (alert: Json, place: string): readonly Skipped[] => [
  ...observed.flatMap(([member, names]) =>
    Object.entries(objectOf(alert[member]))
      .filter(([name, value]) => names.test(name) && textsOf(value).length > 0)
      .map(([name]) =>
        leave(
          at(at(place, member), name),
          'observed-only',
          'seen in a log or on a disk; no verdict of VirusTotal, AbuseIPDB, MISP or another integration in it',
        ),
      ),
  ),
  ...leaveNamed(at(place, 'agent'), objectOf(alert.agent), {
    names: ['ip'],
    why: ['own-asset', 'the host that the agent runs on'],
  }),
];

const readAlert = (alert: Json, place: string, { takeSuspicious }: ReadOptions): readonly Entry[] => {
  const entries = [...readReports(alert, place, takeSuspicious), ...leaveRest(alert, place)];
  const isAnswered = entries.some(
    (entry) => entry._tag !== 'Skipped' || !['own-asset', 'link'].includes(entry.reason.code),
  );
  return isAnswered
    ? entries
    : [...entries, leave(place, 'no-indicator', 'the alert holds no observable with a verdict')];
};

/**
 * Wazuh's alerts as its integrator sends them. Only the verdict of a service that it asked counts (VirusTotal, AbuseIPDB, …);
 * an address in a log has none.
 */
export const wazuh = format({
  name: 'wazuh',
  marks: ['rule'],
  expects: 'a Wazuh alert: rule.level with agent and manager',
  one: 'a Wazuh alert',
  is: (item) => {
    const { rule, agent, manager, decoder } = objectOf(item);
    return allOf(
      textOf(objectOf(rule).level) !== undefined || 'rule.level',
      holdsObject(agent) || 'agent',
      holdsObject(manager) || holdsObject(decoder) || 'manager',
    );
  },
  anyObject: true,
  read: readAlert,
});
