import { itemsOf, listedIn, type Item } from '../../codec/items';
import { at } from '../../codec/json-pointer';
import { isObject, objectOf, textOf, textsOf, type Json } from '../../codec/json-value';
import {
  intakeOf,
  leave,
  refuse,
  type Draft,
  type Format,
  type Found,
  type ReadOptions,
  type Skipped,
} from '../format';

type Entry = Found | Skipped;
type About = Omit<Draft, 'observed'>;

/** `ip` of `#microsoft.graph.security.ipEvidence`. */
const kindOf = (evidence: unknown): string | undefined =>
  /^#microsoft\.graph\.security\.(\w+)Evidence$/.exec(textOf(objectOf(evidence)['@odata.type']) ?? '')?.[1];

/** In `evidence`, or as members of their own, as some connectors lay them out. */
const evidenceOf = (place: string, alert: Json): readonly Item[] => [
  ...listedIn(place, alert, 'evidence'),
  ...Object.keys(alert)
    .filter((name) => name !== 'evidence' && kindOf(alert[name]) !== undefined)
    .flatMap((name) => listedIn(place, alert, name)),
];

/** alerts_v2: typed evidence, or the type of the alert itself, beside what says which service saw it. */
const isAlert = (item: unknown): item is Json =>
  isObject(item) &&
  (item['@odata.type'] === '#microsoft.graph.security.alert' ||
    (['serviceSource', 'detectionSource', 'alertWebUrl', 'providerAlertId', 'severity'].filter((name) =>
      Object.hasOwn(item, name),
    ).length >= 2 &&
      evidenceOf('', item).some(({ item: evidence }) => kindOf(evidence) !== undefined)));

const legacyParts = ['networkConnections', 'fileStates', 'hostStates', 'userStates'] as const;

/** The retired API (v1): its vendor, perhaps flattened, and states. */
const isLegacyAlert = (item: unknown): item is Json =>
  isObject(item) &&
  Object.keys(item).some((name) => /^vendorInformation(?:$|[_.])/.test(name)) &&
  legacyParts.some((name) => Array.isArray(item[name]) || isObject(item[name]));

/** An incident; its alerts are in it where the call that got it expanded them. */
const isIncident = (item: unknown): item is Json =>
  isObject(item) &&
  (item['@odata.type'] === '#microsoft.graph.security.incident' ||
    (['incidentWebUrl', 'displayName'].every((name) => Object.hasOwn(item, name)) &&
      ['alerts', 'redirectIncidentId'].some((name) => Object.hasOwn(item, name)) &&
      !Object.hasOwn(item, 'incidentId')));

const isOurs = (item: unknown): boolean => isIncident(item) || isAlert(item) || isLegacyAlert(item);

const isBenign = (alert: Json): boolean =>
  [alert.classification, alert.feedback].some((word) =>
    /^(false|benign)Positive$|^informationalExpectedActivity$/i.test(textOf(word) ?? ''),
  );

const benign = (place: string): Skipped =>
  leave(place, 'closed-as-benign', 'the alert or incident is classified as a false positive or as expected');

const ownKinds =
  /^(device|user|mailbox|iotDevice|nic|azureResource|amazonResource|googleCloudResource|securityGroup|oauthApplication|cloudApplication|sasToken|servicePrincipal|container|containerRegistry|containerImage|activeDirectoryDomain|blob|blobContainer)$|^(?:kubernetes|gitHub)/;

const victimRoles = /^(attacked|compromised|scanned)$/;

const directionOf = (roles: readonly string[]): { readonly direction?: 'source' | 'destination' } => {
  if (roles.some((role) => role === 'destination' || role === 'commandAndControl'))
    return { direction: 'destination' };
  return roles.some((role) => role === 'source' || role === 'attacker') ? { direction: 'source' } : {};
};

/** One draft for each hash of the file. Its path is the victim's and stays out. */
const readFile = (place: string, evidence: Json, about: About): readonly Entry[] => {
  const file = objectOf(evidence.fileDetails);
  const hashes = ['sha256', 'sha1', 'md5'].flatMap((algorithm) => {
    const value = textOf(file[algorithm]);
    return value === undefined ? [] : [{ algorithm, value }];
  });
  const name = textOf(file.fileName);
  const named = name === undefined ? [] : [{ kind: 'text', member: 'fileName', value: name } as const];
  if (hashes.length === 0) return [leave(place, 'too-common', 'a file name without a hash says too little')];
  return hashes.map(({ algorithm, value }) => ({
    place: at(at(place, 'fileDetails'), algorithm),
    draft: { ...about, observed: [{ kind: 'hash', algorithm, value }, ...named], partOf: hashes[0]?.value },
  }));
};

const nothing = (place: string): Skipped => leave(place, 'no-indicator', 'evidence without its value');

/** The sender on the envelope; who is named in the mail may be forged, and the rest shared. */
const readMail = (place: string, mail: Json, about: About): readonly Entry[] => {
  const senders = ['p1Sender', 'p2Sender'].flatMap((name) => {
    const value = textOf(objectOf(mail[name]).emailAddress);
    return value === undefined ? [] : [{ where: at(at(place, name), 'emailAddress'), value }];
  });
  const [sender] = senders;
  if (sender === undefined) return [nothing(place)];
  const others = [
    ...senders.filter(({ value }) => value !== sender.value).map(({ where }) => where),
    ...['senderIp', 'urls'].filter((name) => textsOf(mail[name]).length > 0).map((name) => at(place, name)),
  ];
  return [
    {
      place: sender.where,
      draft: { ...about, observed: [{ kind: 'text', member: 'emailSenderAddress', value: sender.value }] },
    },
    ...others.map((where) => leave(where, 'observed-only', 'part of a mail, which may be forged or shared')),
  ];
};

const readEvidence =
  (about: About, { takeSuspicious }: ReadOptions) =>
  ({ place, item: evidence }: Item): readonly Entry[] => {
    const kind = kindOf(evidence);
    if (!isObject(evidence) || kind === undefined)
      return [refuse(place, 'item-unknown', 'evidence with its @odata.type')];
    const roles = textsOf(evidence.roles);
    if (ownKinds.test(kind)) return [leave(place, 'own-asset', 'an asset of yours, not a threat')];
    if (roles.some((role) => victimRoles.test(role)))
      return [leave(place, 'own-asset', 'what was attacked, not what attacked')];
    const verdict = (textOf(evidence.verdict) ?? '').toLowerCase();
    if (verdict !== 'malicious' && !(takeSuspicious && verdict === 'suspicious'))
      return [leave(place, 'verdict-not-malicious', 'the verdict on it is not malicious')];
    const c2 = roles.includes('commandAndControl') ? ['c2'] : [];
    const told = { ...about, threat: [...c2, ...(about.threat ?? [])] };
    const [ip, url] = [textOf(evidence.ipAddress), textOf(evidence.url)];
    switch (kind) {
      case 'ip':
        return ip === undefined
          ? [nothing(place)]
          : [{ place, draft: { ...told, observed: [{ kind: 'ip', value: ip, ...directionOf(roles) }] } }];
      case 'url':
        return url === undefined
          ? [nothing(place)]
          : [{ place, draft: { ...told, observed: [{ kind: 'url', value: url }] } }];
      case 'file':
        return readFile(place, evidence, told);
      case 'analyzedMessage':
        return readMail(place, evidence, told);
      case 'process':
        return [
          leave(place, 'observed-only', 'the verdict is on what ran; its program may be part of the system'),
        ];
      default:
        return [leave(place, 'unsupported-type', 'evidence that no tiIndicator can express')];
    }
  };

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
  activityGroups: textsOf(alert.actorDisplayName),
  lastSeen: alert.lastActivityDateTime,
});

/** v1 has no verdict on anything, and does not say which end of a connection is yours. */
const readLegacy = (place: string, alert: Json): readonly Entry[] => {
  if (isBenign(alert)) return [benign(place)];
  const left = legacyParts.flatMap((name) =>
    listedIn(place, alert, name).map(({ place: where }) =>
      name === 'hostStates' || name === 'userStates'
        ? leave(where, 'own-asset', 'an asset of yours, not a threat')
        : leave(where, 'observed-only', 'the legacy alert has no verdict on it; send the alert of alerts_v2'),
    ),
  );
  return left.length > 0 ? left : [leave(place, 'no-indicator', 'a legacy alert without states')];
};

const readAlert =
  (options: ReadOptions) =>
  ({ place, item: alert }: Item): readonly Entry[] => {
    if (isLegacyAlert(alert) && !isAlert(alert)) return readLegacy(place, alert);
    if (!isAlert(alert)) return [refuse(place, 'item-unknown', 'an alert of Microsoft Graph')];
    if (isBenign(alert)) return [benign(place)];
    const evidence = evidenceOf(place, alert);
    return evidence.length === 0
      ? [leave(place, 'no-indicator', 'an alert without evidence')]
      : evidence.flatMap(readEvidence(aboutOf(alert), options));
  };

/** Each alert of an incident as if it came alone. */
const readItem =
  (options: ReadOptions) =>
  (one: Item): readonly Entry[] => {
    const { place, item } = one;
    if (!isIncident(item)) return readAlert(options)(one);
    if (isBenign(item)) return [benign(place)];
    const alerts = listedIn(place, item, 'alerts');
    return alerts.length === 0
      ? [leave(place, 'no-indicator', 'an incident without its alerts; ask Graph to expand them')]
      : alerts.flatMap(readAlert(options));
  };

/** What Microsoft Graph's security API gives: alerts_v2, incidents with them, or the retired v1 that stored playbooks still send. */
export const graphAlert: Format = {
  name: 'graph-alert',
  expects: 'an alert of Microsoft Graph (alerts_v2, or v1), an incident with its alerts, or a list of them',
  recognises: (payload) => itemsOf(payload, isOurs).some(({ item }) => isOurs(item)),
  read: (payload, options) => intakeOf(itemsOf(payload, isOurs).flatMap(readItem(options))),
};
