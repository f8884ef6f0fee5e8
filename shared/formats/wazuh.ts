import { itemsOf } from '../codec/items';
import { at } from '../codec/json-pointer';
import { isObject, objectOf, textOf, textsOf, type Json } from '../codec/json-value';
import { intakeOf, leave, refuse, type Format, type Found, type Skipped } from './format';

const isPositive = (value: unknown): boolean => Number(textOf(value) ?? 0) > 0;

/** The last part of a path of either kind; the folders are the victim's. */
const nameOf = (path: string | undefined): string | undefined => path?.split(/[/\\]/).at(-1);

/** Levels of Wazuh's rules run from 0 to 16 (rules classification in its manual). */
const highestLevel = 16;

const algorithms = ['sha256', 'sha1', 'md5'] as const;

/** The file that Wazuh asked VirusTotal about: one draft a hash, where an engine called it malicious. */
const readVirusTotal = (alert: Json, place: string): readonly (Found | Skipped)[] => {
  const report = objectOf(objectOf(alert.data).virustotal);
  const rule = objectOf(alert.rule);
  const inside = at(at(place, 'data'), 'virustotal');
  const source = objectOf(report.source);
  const hashes = algorithms.flatMap((algorithm) => {
    const value = textOf(source[algorithm]);
    return value === undefined ? [] : [{ algorithm, value, place: at(at(inside, 'source'), algorithm) }];
  });
  const link =
    textOf(report.permalink) === undefined
      ? []
      : [leave(at(inside, 'permalink'), 'link', 'a link to the report, no indicator')];
  if (!isPositive(report.malicious))
    return [
      ...hashes.map((hash) =>
        leave(hash.place, 'verdict-not-malicious', 'no engine calls the file malicious'),
      ),
      ...link,
    ];
  const fileName = textOf(nameOf(textOf(source.file)));
  return [
    ...hashes.map(({ algorithm, value, place: found }) => ({
      place: found,
      draft: {
        observed: [
          { kind: 'hash', algorithm, value } as const,
          ...(fileName === undefined ? [] : [{ kind: 'text', member: 'fileName', value: fileName } as const]),
        ],
        description: textOf(rule.description),
        threat: ['malware'],
        severity: { value: rule.level, of: highestLevel },
        lastSeen: alert.timestamp,
        tags: textsOf(rule.groups),
        killChain: textsOf(objectOf(rule.mitre).tactic),
        partOf: hashes.length > 1 ? hashes[0]?.value : undefined,
      },
    })),
    ...link,
  ];
};

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

const readItem = (place: string, item: unknown): readonly (Found | Skipped)[] => {
  if (!isObject(item)) return [refuse(place, 'item-not-an-object', 'a Wazuh alert')];
  const entries = [...readVirusTotal(item, place), ...leaveRest(item, place)];
  const isAnswered = entries.some(
    (entry) => !('reason' in entry) || !['own-asset', 'link'].includes(entry.reason.code),
  );
  return isAnswered
    ? entries
    : [...entries, leave(place, 'no-indicator', 'the alert holds no observable with a verdict')];
};

/** Wazuh's alerts as its integrator sends them. Only VirusTotal's verdict on a file counts; an address in a log has none. */
export const wazuh: Format = {
  name: 'wazuh',
  expects: 'a Wazuh alert: rule.level with agent and manager',
  recognises: (payload) => itemsOf(payload, isAlert).some(({ item }) => isAlert(item)),
  read: (payload) => intakeOf(itemsOf(payload, isAlert).flatMap(({ place, item }) => readItem(place, item))),
};
