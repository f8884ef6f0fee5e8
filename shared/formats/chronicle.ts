import { at } from '../codec/json-pointer';
import { arrayOf, isObject, objectOf, textOf, textsOf, type Json } from '../codec/json-value';
import { detectionsOf, member, nounsIn, verdictOf, type Noun } from '../codec/udm';
import {
  intakeOf,
  leave,
  refuse,
  type Draft,
  type Format,
  type Found,
  type Observation,
  type ReadOptions,
  type Skipped,
} from './format';

type Entry = Found | Skipped;

const isDetection = (item: unknown): item is Json =>
  isObject(item) &&
  (Array.isArray(member(item, 'collectionElements').value) ||
    arrayOf(item.detection).some(
      (rule) => isObject(rule) && typeof member(rule, 'ruleId').value === 'string',
    ));

const isThreat = (result: Json, { takeSuspicious }: ReadOptions): boolean => {
  const verdict = verdictOf(result);
  return verdict === 'malicious' || (takeSuspicious && verdict === 'suspicious');
};

/** What a verdict is about; `isRemote` where its address and name are the other side's, not those of an own host. */
interface Subject extends Noun {
  readonly isRemote: boolean;
}

type About = Omit<Draft, 'observed'>;

const one = (place: string, about: About, observation: Observation): Found => ({
  place,
  draft: { ...about, observed: [observation] },
});

/** The hashes, URLs, addresses and names of a noun; with a file, address and name are those of the host it lies on. */
const readNoun = ({ place, noun, isRemote }: Subject, about: About): readonly Entry[] => {
  const file = objectOf(noun.file ?? objectOf(noun.process).file);
  const where = isObject(noun.file) ? at(place, 'file') : `${place}/process/file`;
  const hashes = ['sha256', 'sha1', 'md5'].flatMap((name) => {
    const value = textOf(file[name]);
    return value === undefined ? [] : [{ name, value }];
  });
  const whole: About = { ...about, partOf: hashes[0]?.value };
  const files = hashes.map(({ name, value }) =>
    one(at(where, name), whole, { kind: 'hash', algorithm: name, value }),
  );
  const urls = textsOf(noun.url).map((value) => one(at(place, 'url'), about, { kind: 'url', value }));
  const ips = textsOf(noun.ip).map((value, index) => ({ place: at(at(place, 'ip'), index), value }));
  const names = [
    { place: at(place, 'hostname'), value: textOf(noun.hostname) },
    { place: `${place}/domain/name`, value: textOf(objectOf(noun.domain).name) },
  ].flatMap(({ place: name, value }) => (value === undefined ? [] : [{ place: name, value }]));
  const hosts =
    hashes.length > 0 || !isRemote
      ? [...ips, ...names].map((host) =>
          leave(host.place, 'own-asset', 'the host that was attacked, or that the file lies on'),
        )
      : [
          ...ips.map((ip) => one(ip.place, about, { kind: 'ip', value: ip.value, direction: 'destination' })),
          ...names.map((name) => one(name.place, about, { kind: 'domain', value: name.value })),
        ];
  return [...files, ...urls, ...hosts];
};

/** A verdict on software says nothing of the host; the target of inbound traffic or mail is what was attacked. */
const isTargetRemote = (event: Json, result: Json): boolean => {
  const network = objectOf(event.network);
  const words = textsOf(result.category);
  return (
    textOf(network.direction) !== 'INBOUND' &&
    !isObject(network.email) &&
    (words.length === 0 || words.some((word) => !word.startsWith('SOFTWARE_')))
  );
};

/** What an event says happened to whom; with names that were asked for, the target is the resolver. */
const subjectsOf = (event: Json, result: Json, place: string): readonly Subject[] => {
  const asked = arrayOf(objectOf(objectOf(event.network).dns).questions).map((question, index) => ({
    place: at(`${place}/network/dns/questions`, index),
    noun: { hostname: objectOf(question).name },
    isRemote: true,
  }));
  if (asked.length > 0) return asked;
  const isRemote = isTargetRemote(event, result);
  const nouns = [...nounsIn(event, 'target', place), ...nounsIn(event, 'about', place)];
  return nouns.map((noun) => ({ ...noun, isRemote }));
};

const aboutOf = (event: Json, result: Json, rule: string | undefined): About => ({
  description: rule ?? textOf(result.summary),
  additionalInformation: textOf(result.description),
  threat: textsOf(result.category).map((word) =>
    word === 'SOFTWARE_MALICIOUS'
      ? 'malware'
      : word
          .replace(/^(?:MAIL|NETWORK)_/, '')
          .replaceAll('_', '-')
          .toLowerCase(),
  ),
  severity: { value: textOf(result.severity) },
  confidence: { value: textOf(result.confidence)?.replace(/_CONFIDENCE$/, '') },
  lastSeen: member(objectOf(event.metadata), 'eventTimestamp').value,
  malwareFamilies: textsOf(member(result, 'threatName').value),
});

/** A threat is what its result is about, if it says; the first that does not say is about the event's target. */
const readThreats = (
  event: Json,
  place: string,
  rule: string | undefined,
  threats: readonly Noun[],
): readonly Entry[] => {
  const told = threats.map((result) => ({
    result: result.noun,
    said: nounsIn(result.noun, 'about', result.place),
  }));
  const silent = told.find(({ said }) => said.length === 0)?.result;
  const subjects = silent === undefined ? [] : subjectsOf(event, silent, place);
  return [
    ...told.flatMap(({ result, said }) =>
      said.flatMap((noun) => readNoun({ ...noun, isRemote: true }, aboutOf(event, result, rule))),
    ),
    ...subjects.flatMap((subject) => readNoun(subject, aboutOf(event, silent ?? {}, rule))),
  ];
};

const readEvent = (
  event: Json,
  place: string,
  rule: string | undefined,
  options: ReadOptions,
): readonly Entry[] => {
  const results = nounsIn(event, 'securityResult', place);
  const threats = results.filter(({ noun }) => isThreat(noun, options));
  if (threats.length === 0)
    return [leave(place, 'verdict-not-malicious', 'no security result of the event calls anything a threat')];
  const taken = readThreats(event, place, rule, threats);
  const victims = ['principal', 'src', 'observer', 'intermediary'].flatMap((name) =>
    nounsIn(event, name, place).map((noun) =>
      leave(noun.place, 'own-asset', 'who was attacked, or who saw it'),
    ),
  );
  return taken.length + victims.length === 0
    ? [leave(place, 'no-indicator', 'the verdict names neither a target nor what it is about')]
    : [...taken, ...victims];
};

const readDetection = (item: Json, place: string, options: ReadOptions): readonly Entry[] => {
  const rules = arrayOf(item.detection).map(objectOf);
  const links = rules.flatMap((rule, index) => {
    const { value, place: where } = member(rule, 'urlBackToProduct', at(at(place, 'detection'), index));
    return textOf(value) === undefined ? [] : [leave(where, 'link', 'the page of the detection')];
  });
  const name = rules.map((rule) => textOf(member(rule, 'ruleName').value)).find((text) => text !== undefined);
  const events = nounsIn(item, 'collectionElements', place).flatMap((element) =>
    nounsIn(element.noun, 'references', element.place).flatMap((reference) =>
      isObject(reference.noun.event)
        ? readEvent(reference.noun.event, at(reference.place, 'event'), name, options)
        : [leave(reference.place, 'no-indicator', 'a reference to something that is no event')],
    ),
  );
  const none = leave(place, 'no-indicator', 'the detection refers to no event');
  return [...links, ...(events.length === 0 ? [none] : events)];
};

/** Google SecOps (Chronicle) detections: what a threat verdict in their events is about; the principal is the victim. */
export const chronicle: Format = {
  name: 'chronicle',
  expects: '{"detections":[{"detection":[{"ruleId"}],"collectionElements":[…]}]}',
  recognises: (payload) => detectionsOf(payload).some(({ item }) => isDetection(item)),
  read: (payload, options) =>
    intakeOf(
      detectionsOf(payload).flatMap(({ place, item }) =>
        isDetection(item)
          ? readDetection(item, place, options)
          : [refuse(place, 'item-unknown', 'a detection with collectionElements')],
      ),
    ),
};
