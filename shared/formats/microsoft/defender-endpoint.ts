import { itemsOf, listedIn, type Item } from '../../codec/items';
import { at } from '../../codec/json-pointer';
import { isObject, objectOf, oneOrMany, textOf, textsOf, type Json } from '../../codec/json-value';
import {
  intakeOf,
  leave,
  refuse,
  type Draft,
  type Format,
  type Found,
  type Observation,
  type Skipped,
} from '../format';

type Entry = Found | Skipped;
type Reason = readonly [code: string, text: string];
type About = Omit<Draft, 'observed'>;

/** Names of this API's alert that Graph's does not have. */
const telling = ['machineId', 'alertCreationTime', 'investigationState', 'aadTenantId', 'computerDnsName'];

const isAlert = (item: unknown): item is Json =>
  isObject(item) &&
  telling.filter((name) => Object.hasOwn(item, name)).length >= 2 &&
  (Array.isArray(item.evidence) ||
    oneOrMany(item.evidence).some(isObject) ||
    textOf(item.detectionSource) !== undefined);

const word = (value: unknown): string => (textOf(value) ?? '').toLowerCase();

const benign =
  /^(falsepositive|benignpositive|informational,?\s?expectedactivity|informationalexpectedactivity)$/;
const harmless = /^(notmalicious|clean|securitytesting|lineofbusinessapplication|confirmed(user)?activity)$/;

/** Evidence has no verdict, so the alert's standing decides; undefined where its evidence may be taken. */
const standing = (alert: Json): Reason | undefined => {
  if (benign.test(word(alert.classification)) || harmless.test(word(alert.determination)))
    return ['closed-as-benign', 'the alert is classified as a false positive or as expected'];
  const open = word(alert.status) !== 'resolved' && /^(low|medium|high)$/.test(word(alert.severity));
  return open || word(alert.classification) === 'truepositive'
    ? undefined
    : ['verdict-not-malicious', 'the alert is no true positive, nor open as low, medium or high'];
};

const found = (place: string, about: About, observed: readonly Observation[], partOf?: string): Found => ({
  place,
  draft: { ...about, observed, partOf },
});

/** One draft for each hash of the file. Its path is the victim's and stays out. */
const readFile = (place: string, file: Json, about: About): readonly Entry[] => {
  const hashes = ['sha256', 'sha1', 'md5'].flatMap((algorithm) => {
    const value = textOf(file[algorithm]);
    return value === undefined ? [] : [{ algorithm, value }];
  });
  const name = textOf(file.fileName);
  const named = name === undefined ? [] : [{ kind: 'text', member: 'fileName', value: name } as const];
  return hashes.length === 0
    ? [leave(place, 'too-common', 'a file name without a hash says too little')]
    : hashes.map(({ algorithm, value }) =>
        found(at(place, algorithm), about, [{ kind: 'hash', algorithm, value }, ...named], hashes[0]?.value),
      );
};

const readEvidence =
  (about: About) =>
  ({ place, item }: Item): readonly Entry[] => {
    if (!isObject(item)) return [refuse(place, 'item-not-an-object', 'an evidence object')];
    const [ip, url] = [textOf(item.ipAddress), textOf(item.url)];
    const nothing = leave(place, 'no-indicator', 'evidence without its value');
    switch (word(item.entityType)) {
      case 'ip':
        return [ip === undefined ? nothing : found(place, about, [{ kind: 'ip', value: ip }])];
      case 'url':
        return [url === undefined ? nothing : found(place, about, [{ kind: 'url', value: url }])];
      case 'file':
        return readFile(place, item, about);
      case 'process':
        return [leave(place, 'observed-only', 'what ran; its program may be part of the system')];
      case 'user':
      case 'mailbox':
      case 'machine':
      case 'device':
        return [leave(place, 'own-asset', 'an asset of yours, not a threat')];
      default:
        return [leave(place, 'unsupported-type', 'evidence that no tiIndicator can express')];
    }
  };

/** Most categories are tactics; these are not. */
const isTactic = (category: string): boolean =>
  !/malware|ransom|software|suspicious|none|general/i.test(category);

const aboutOf = (alert: Json): About => ({
  description: textOf(alert.title),
  additionalInformation: textOf(alert.description),
  severity: { value: alert.severity },
  threat: textsOf(alert.category),
  killChain: textsOf(alert.category).filter(isTactic),
  tags: textsOf(alert.mitreTechniques),
  malwareFamilies: textsOf(alert.threatFamilyName),
  lastSeen: alert.lastEventTime,
});

const readAlert = ({ place, item: alert }: Item): readonly Entry[] => {
  if (!isAlert(alert)) return [refuse(place, 'item-unknown', 'an alert of Defender for Endpoint')];
  const reason = standing(alert);
  if (reason !== undefined) return [leave(place, ...reason)];
  const evidence = listedIn(place, alert, 'evidence');
  if (evidence.length === 0)
    return [leave(place, 'no-indicator', 'an alert without evidence; ask the API to expand it')];
  const computer = textOf(objectOf(alert).computerDnsName);
  return [
    ...evidence.flatMap(readEvidence(aboutOf(alert))),
    ...(computer === undefined
      ? []
      : [leave(at(place, 'computerDnsName'), 'own-asset', 'an asset of yours, not a threat')]),
  ];
};

/** An alert of Defender for Endpoint's own API. */
export const defenderEndpoint: Format = {
  name: 'defender-endpoint',
  expects: 'an alert of the Defender for Endpoint API with evidence[].entityType',
  recognises: (payload) => itemsOf(payload, isAlert).some(({ item }) => isAlert(item)),
  read: (payload) => intakeOf(itemsOf(payload, isAlert).flatMap(readAlert)),
};
