import { hashAlgorithm } from '../codec/hash-algorithm';
import { itemsOf, listedIn, strangersIn, textsIn } from '../codec/items';
import { at } from '../codec/json-pointer';
import { isObject, objectOf, textOf, textsOf, type Json } from '../codec/json-value';
import { isTlpTag } from '../indicator/tlp';
import {
  intakeOf,
  leave,
  refuse,
  type Format,
  type Found,
  type FoundDraft,
  type Observation,
  type Skipped,
} from './format';

type Entry = Found | Skipped;

/** An audit message of TheHive 3 to 5 (`operation`) or of 5's own shape (`action`). */
const isAudit = (item: unknown): item is Json =>
  isObject(item) &&
  typeof item.objectType === 'string' &&
  [item.operation, item.action].some((value) => typeof value === 'string') &&
  ['objectId', 'rootId', 'requestId'].some((name) => Object.hasOwn(item, name)) &&
  ['object', 'details', 'context'].some((name) => isObject(item[name]));

const observationOf = (dataType: string, value: string): Observation | undefined => {
  switch (dataType.toLowerCase().replace(/[^a-z]/g, '')) {
    case 'ip':
      return { kind: 'ip', value };
    case 'domain':
    case 'fqdn':
    case 'hostname':
      return { kind: 'domain', value };
    case 'url':
      return { kind: 'url', value };
    case 'hash':
      return { kind: 'hash', algorithm: hashAlgorithm(value), value };
    case 'mail':
    case 'email':
      return { kind: 'text', member: 'emailSenderAddress', value };
    case 'mailsubject':
      return { kind: 'text', member: 'emailSubject', value };
    case 'useragent':
      return { kind: 'text', member: 'userAgent', value };
    case 'filename':
      return { kind: 'text', member: 'fileName', value };
    default:
      return undefined;
  }
};

/** 3 was red in TheHive 3 and 4; since 5, which knows a PAP on observables, it is amber+strict and red is 4. */
const tlpOf = (observable: Json): readonly string[] => {
  const three = observable.pap === undefined ? 'red' : 'amber+strict';
  const level = ['white', 'green', 'amber', three, 'red'][Number(textOf(observable.tlp) ?? NaN)];
  return level === undefined ? [] : [level];
};

const severities = [undefined, 'low', 'medium', 'high', 'critical'];

interface Part {
  readonly where: string;
  readonly observed: readonly Observation[] | undefined;
}

/** One part for each value of its data, and one for each hash of the file that is attached. */
const partsOf = (observable: Json, place: string): readonly Part[] => {
  const attachment = objectOf(observable.attachment);
  const file = textOf(attachment.name);
  const named: readonly Observation[] =
    file === undefined ? [] : [{ kind: 'text', member: 'fileName', value: file }];
  const ofFile = textsIn(at(place, 'attachment'), attachment, 'hashes').map(
    ({ place: where, text }): Part => {
      const hash: Observation = { kind: 'hash', algorithm: hashAlgorithm(text), value: text };
      return { where, observed: [hash, ...named] };
    },
  );
  const ofData = textsIn(place, observable, 'data').map(({ place: where, text }): Part => {
    const observation = observationOf(textOf(observable.dataType) ?? '', text);
    return { where, observed: observation === undefined ? undefined : [observation] };
  });
  return [...ofData, ...ofFile];
};

/** Cases that were closed as such, in the words of TheHive 3, 4 and 5. */
const isFalsePositive = (holder: Json): boolean =>
  ['resolutionStatus', 'extendedStatus', 'status'].some((name) =>
    /^false ?positive$/i.test(textOf(holder[name]) ?? ''),
  );

const readObservable = (
  observable: Json,
  place: string,
  holder: Json,
  isDeleted: boolean,
): readonly Entry[] => {
  if (observable.ioc !== true) return [leave(place, 'not-to-ids', 'it is not flagged as an IOC')];
  if (isFalsePositive(holder))
    return [leave(place, 'closed-as-benign', 'its case or alert was closed as a false positive')];
  const parts = partsOf(observable, place);
  const strange = [
    ...strangersIn(place, observable, 'data'),
    ...strangersIn(at(place, 'attachment'), objectOf(observable.attachment), 'hashes'),
  ].map((where) => refuse(where, 'indicator-invalid', 'text'));
  if (parts.length + strange.length === 0)
    return [leave(place, 'no-indicator', 'it has neither data nor hashes')];
  const message = textOf(observable.message);
  const about: Omit<FoundDraft['draft'], 'observed'> = {
    description: message?.split('\n')[0] ?? textOf(holder.title),
    additionalInformation: message,
    severity: { value: severities[Number(textOf(holder.severity) ?? NaN)] },
    tlp: [...tlpOf(observable), ...textsOf(holder.tags).filter(isTlpTag)],
    tags: textsOf(observable.tags),
    threat: textsOf(observable.tags),
    revoked: isDeleted,
    partOf: textsOf(objectOf(observable.attachment).hashes)[0],
  };
  const read = parts.map(({ where, observed }) =>
    observed === undefined
      ? leave(where, 'unsupported-type', 'a dataType that no member of a tiIndicator stands for')
      : { place: where, draft: { ...about, observed } },
  );
  return [...read, ...strange];
};

const isObservable = (value: Json): boolean => Object.hasOwn(value, 'dataType');

const readAudit = (audit: Json, place: string): readonly Entry[] => {
  const isDeleted = /^delet/i.test(textOf(audit.operation) ?? textOf(audit.action) ?? '');
  const key = ['object', 'details', 'context'].find((name) => isObject(audit[name])) ?? 'object';
  const object = objectOf(audit[key]);
  const where = at(place, key);
  if (isObservable(object))
    return readObservable(object, where, objectOf(object.case ?? object.alert), isDeleted);
  const lists = ['artifacts', 'observables'].flatMap((name) =>
    listedIn(where, object, name).flatMap(({ place: here, item: one }) =>
      isObject(one)
        ? readObservable(one, here, object, isDeleted)
        : [refuse(here, 'item-not-an-object', 'an observable')],
    ),
  );
  return lists.length === 0
    ? [leave(where, 'no-indicator', 'an event about this objectType holds no observable')]
    : lists;
};

/** TheHive's webhook: observables that an analyst has flagged as IOC. */
export const thehive: Format = {
  name: 'thehive',
  expects: '{"operation","objectType","objectId","object":{"dataType","data","ioc",…}}',
  recognises: (payload) => itemsOf(payload, isAudit).some(({ item }) => isAudit(item)),
  read: (payload) =>
    intakeOf(
      itemsOf(payload, isAudit).flatMap(({ place, item }) =>
        isAudit(item)
          ? readAudit(item, place)
          : [refuse(place, 'item-unknown', 'an object with operation, objectType and object')],
      ),
    ),
};
