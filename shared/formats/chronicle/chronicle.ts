// Over sixty lines: who is the victim depends on each verdict and the direction of its event.
import { listedIn, textsIn } from '../../codec/items';
import { at } from '../../codec/json-pointer';
import { holdsObject, objectOf, textOf, textsOf, type Json } from '../../codec/json-value';
import { leave, withdraw, type ReadOptions } from '../format';
import {
  eachObject,
  fileHashes,
  format,
  observe,
  orNoIndicator,
  refuseStrangers,
  take,
  type About,
  type Entry,
} from '../kit';
import { lacking } from '../recognition';
import { detectionsOf, isDetection, isDisproved, isThreat, member, nounsIn, partsIn, type Noun } from './udm';

/** The places that hold something else where an object, or a list of objects, should be. */
const strangeParts = (object: Json, names: readonly string[], place: string): readonly Entry[] =>
  eachObject(
    names.flatMap((name) => partsIn(object, name, place)),
    'an object of the Unified Data Model',
    () => [],
  );

/** What a verdict is about. `isRemote`: its address and name are those of the other side, not of an own host. */
interface Subject extends Noun {
  readonly isRemote: boolean;
  /** The member that its name stands in. */
  readonly nameIn: 'hostname' | 'name';
}

/** The hashes, URLs, addresses and names of a noun. Beside a file, address and name belong to the host that the file lies on. */
const readNoun = ({ place, noun, isRemote, nameIn }: Subject, about: About): readonly Entry[] => {
  const file = objectOf(noun.file ?? objectOf(noun.process).file);
  const inFile = holdsObject(noun.file) ? at(place, 'file') : `${place}/process/file`;
  const files = fileHashes(inFile, about, { file, names: ['sha256', 'sha1', 'md5'] });
  const ips = textsIn(place, noun, 'ip');
  const names = [
    ...textsIn(place, noun, nameIn),
    ...textsIn(at(place, 'domain'), objectOf(noun.domain), 'name'),
  ];
  const hosts =
    files.length > 0 || !isRemote
      ? [...ips, ...names].map((host) =>
          leave(host.place, 'own-asset', 'the host that was attacked, or that the file lies on'),
        )
      : [
          ...ips.map((ip) => take(ip.place, about, observe.ip(ip.text, 'destination'))),
          ...names.map((name) => take(name.place, about, observe.domain(name.text))),
        ];
  return [
    ...files,
    ...textsIn(place, noun, 'url').map((url) => take(url.place, about, observe.url(url.text))),
    ...hosts,
    ...refuseStrangers(place, noun, 'url', 'ip', nameIn),
  ];
};

/**
 * Whether the target is the other side. A verdict on software says nothing about the host, and the target of inbound traffic or
 * mail is the victim.
 */
const isTargetRemote = (event: Json, result: Json): boolean => {
  const network = objectOf(event.network);
  const words = textsOf(result.category);
  return (
    textOf(network.direction) !== 'INBOUND' &&
    !holdsObject(network.email) &&
    (words.length === 0 || words.some((word) => !word.startsWith('SOFTWARE_')))
  );
};

/** The subjects that an event names. Where names were looked up, the target is the resolver. */
const subjectsOf = (event: Json, result: Json, place: string): readonly Subject[] => {
  const asked = listedIn(`${place}/network/dns`, objectOf(objectOf(event.network).dns), 'questions').map(
    ({ place: where, item }) =>
      ({ place: where, noun: objectOf(item), isRemote: true, nameIn: 'name' }) as const,
  );
  if (asked.length > 0) return asked;
  const isRemote = isTargetRemote(event, result);
  const nouns = [...nounsIn(event, 'target', place), ...nounsIn(event, 'about', place)];
  return nouns.map((noun) => ({ ...noun, isRemote, nameIn: 'hostname' }));
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

/**
 * Reads the threats of an event. A threat is about what its result names; the first result that names nothing is about the
 * event's target.
 */
const readThreats = (
  event: Json,
  place: string,
  { rule, threats }: { readonly rule: string | undefined; readonly threats: readonly Noun[] },
): readonly Entry[] => {
  const told = threats.map((result) => ({
    result: result.noun,
    nouns: nounsIn(result.noun, 'about', result.place),
  }));
  const silent = told.find(({ nouns }) => nouns.length === 0)?.result;
  const subjects = silent === undefined ? [] : subjectsOf(event, silent, place);
  return [
    ...told.flatMap(({ result, nouns }) =>
      nouns.flatMap((noun) =>
        readNoun({ ...noun, isRemote: true, nameIn: 'hostname' }, aboutOf(event, result, rule)),
      ),
    ),
    ...subjects.flatMap((subject) => readNoun(subject, aboutOf(event, silent ?? {}, rule))),
  ];
};

const victims = ['principal', 'src', 'observer', 'intermediary'];

export const readEvent = (
  event: Json,
  place: string,
  { rule, options }: { readonly rule: string | undefined; readonly options: ReadOptions },
): readonly Entry[] => {
  const results = nounsIn(event, 'securityResult', place);
  const threats = results.filter(({ noun }) => isThreat(noun, options));
  const strangers = [
    ...strangeParts(event, ['securityResult', 'target', 'about', ...victims], place),
    ...strangeParts(objectOf(objectOf(event.network).dns), ['questions'], `${place}/network/dns`),
    ...threats.flatMap((result) => strangeParts(result.noun, ['about'], result.place)),
  ];
  if (threats.length === 0)
    return [
      leave(place, 'verdict-not-malicious', 'no security result of the event calls anything a threat'),
      ...strangers,
    ];
  return orNoIndicator(place, 'the verdict names neither a target nor what it is about', [
    ...readThreats(event, place, { rule, threats }),
    ...victims
      .flatMap((name) => nounsIn(event, name, place))
      .map((noun) => leave(noun.place, 'own-asset', 'who was attacked, or who saw it')),
    ...strangers,
  ]);
};

const readDetection = (item: Json, place: string, options: ReadOptions): readonly Entry[] => {
  const rules = nounsIn(item, 'detection', place);
  const links = rules.flatMap(({ noun, place: rule }) => {
    const { value, place: where } = member(noun, 'urlBackToProduct', rule);
    return textOf(value) === undefined ? [] : [leave(where, 'link', 'the page of the detection')];
  });
  const name = rules
    .map(({ noun }) => textOf(member(noun, 'ruleName').value))
    .find((text) => text !== undefined);
  const elements = nounsIn(item, 'collectionElements', place);
  const references = elements.flatMap(({ noun, place: where }) => nounsIn(noun, 'references', where));
  const events = orNoIndicator(place, 'the detection refers to no event', [
    ...references.flatMap((reference) =>
      holdsObject(reference.noun.event)
        ? readEvent(objectOf(reference.noun.event), at(reference.place, 'event'), { rule: name, options })
        : [leave(reference.place, 'no-indicator', 'a reference to something that is no event')],
    ),
    ...strangeParts(item, ['detection', 'collectionElements'], place),
    ...elements.flatMap(({ noun, place: where }) => strangeParts(noun, ['references'], where)),
  ]);
  return isDisproved(objectOf(member(item, 'feedbackSummary').value))
    ? [withdraw(leave(place, 'closed-as-benign', 'an analyst says that it is no threat'), events), ...links]
    : [...links, ...events];
};

/** Google SecOps (Chronicle) detections: what a threat verdict in their events is about. The principal is the victim. */
export const chronicle = format({
  name: 'chronicle',
  marks: ['detections', 'detection', 'collectionelements', 'collection_elements'],
  expects: '{"detections":[{"detection":[{"ruleId"}],"collectionElements":[…]}]}',
  one: 'a detection with collectionElements',
  items: detectionsOf,
  is: (item) =>
    isDetection(item) || [lacking(item, 'detection'), 'collectionElements, or a ruleId in detection'],
  read: readDetection,
});
