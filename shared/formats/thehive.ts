// Over sixty lines: two versions of the webhook, its API, its responders, and three places of observables.
import { listedIn, textsIn } from '../codec/items';
import { at } from '../codec/json-pointer';
import { holdsObject, isYes, objectOf, textOf, textsOf, type Json } from '../codec/json-value';
import { judgingTags } from '../indicator/judgement';
import { isTlpTag } from '../indicator/tlp';
import { leave, withdraw, type Observation } from './format';
import {
  eachObject,
  fileNamed,
  format,
  observe,
  orNoIndicator,
  refuseStrangers,
  take,
  saidByItem,
  type About,
  type Entry,
  type Observer,
} from './kit';
import { allOf, hasMembers, hasOneOf } from './recognition';

/** Types of data that have a place in a tiIndicator. TheHive writes them with hyphens, Cortex without. */
const observers: ReadonlyMap<string, Observer> = new Map([
  ['ip', observe.ip],
  ['domain', observe.domain],
  ['fqdn', observe.domain],
  ['hostname', observe.domain],
  ['url', observe.url],
  ['hash', observe.hash],
  ['mail', observe.text('emailSenderAddress')],
  ['email', observe.text('emailSenderAddress')],
  ['mailsubject', observe.text('emailSubject')],
  ['useragent', observe.text('userAgent')],
  ['filename', observe.text('fileName')],
]);

const observerOf = (dataType: unknown): Observer | undefined =>
  observers.get((textOf(dataType) ?? '').toLowerCase().replace(/[^a-z]/g, ''));

/** Since TheHive 5 an observable has a PAP, and a type of its own begins with a capital (`Case`). */
const isOfFive = (observable: Json, holder: Json): boolean =>
  observable.pap !== undefined || /^[A-Z]/.test(textOf(holder._type) ?? '');

/** In TheHive 3 and 4, 3 was red. Since 5, 3 is amber+strict and red is 4. */
const tlpOf = (observable: Json, holder: Json): readonly string[] => {
  const three = isOfFive(observable, holder) ? 'amber+strict' : 'red';
  const levels = ['white', 'green', 'amber', three, 'red'];
  return [observable.tlp, holder.tlp].flatMap((tlp) => levels[Number(textOf(tlp) ?? NaN)] ?? []);
};

const severities = [undefined, 'low', 'medium', 'high', 'critical'];

/** An entry for each value of its data, and for each hash of the attached file. */
const readValues = (observable: Json, place: string, about: About): readonly Entry[] => {
  const attachment = objectOf(observable.attachment);
  const inside = at(place, 'attachment');
  const partOf = textsOf(attachment.hashes)[0];
  const taken = (where: string, observed: readonly Observation[]): Entry =>
    take(where, { ...about, partOf }, observed);
  const observer = observerOf(observable.dataType);
  return [
    ...textsIn(place, observable, 'data').map(({ place: where, text }) =>
      observer === undefined
        ? leave(where, 'unsupported-type', 'a dataType that no member of a tiIndicator stands for')
        : taken(where, [observer(text)]),
    ),
    ...textsIn(inside, attachment, 'hashes').map(({ place: where, text }) =>
      taken(where, [observe.hash(text), ...fileNamed(textOf(attachment.name))]),
    ),
    ...refuseStrangers(place, observable, 'data'),
    ...refuseStrangers(inside, attachment, 'hashes'),
  ];
};

/** Whether a case was closed as a false positive, in the words of TheHive 3, 4 and 5. */
const isFalsePositive = (holder: Json): boolean =>
  ['resolutionStatus', 'extendedStatus', 'status'].some((name) =>
    /^false ?positive$/i.test(textOf(holder[name]) ?? ''),
  );

/** What holds observables: their case or alert, and whether the message reports its end. */
interface Holder {
  readonly holder: Json;
  readonly isDeleted: boolean;
}

const aboutOf = (observable: Json, { holder, isDeleted }: Holder): About => {
  const message = textOf(observable.message);
  return {
    description: message?.split('\n')[0] ?? textOf(holder.title),
    additionalInformation: message,
    severity: { value: severities[Number(textOf(holder.severity) ?? NaN)] },
    tlp: [...tlpOf(observable, holder), ...textsOf(holder.tags).filter(isTlpTag)],
    tags: textsOf(observable.tags),
    threat: textsOf(observable.tags),
    judgements: judgingTags(textsOf(holder.tags)),
    revoked: isDeleted,
  };
};

const readObservable = (observable: Json, place: string, around: Holder): readonly Entry[] => {
  const item = observable._id ?? observable.id;
  const entries = saidByItem(item, readValues(observable, place, aboutOf(observable, around)));
  if (!isYes(observable.ioc))
    return [withdraw(leave(place, 'not-to-ids', 'it is not flagged as an IOC'), entries)];
  if (isFalsePositive(around.holder)) {
    const left = leave(place, 'closed-as-benign', 'its case or alert was closed as a false positive');
    return [withdraw(left, entries)];
  }
  return orNoIndicator(place, 'it has neither data nor hashes', entries);
};

const holders = ['object', 'details', 'context'];

/** Reads an observable, or what holds some. */
const readObject = (
  object: Json,
  where: string,
  { isDeleted = false, context = {} }: { readonly isDeleted?: boolean; readonly context?: Json } = {},
): readonly Entry[] => {
  if (Object.hasOwn(object, 'dataType'))
    return readObservable(object, where, {
      holder: objectOf(object.case ?? object.alert ?? context),
      isDeleted,
    });
  const listed = ['artifacts', 'observables'].flatMap((name) => listedIn(where, object, name));
  return orNoIndicator(
    where,
    'an event about this objectType holds no observable',
    eachObject(listed, 'an observable', (one, here) =>
      readObservable(one, here, { holder: object, isDeleted }),
    ),
  );
};

/** An observable by itself, as TheHive's API gives it. */
const isObservable = (item: unknown): boolean =>
  allOf(hasMembers(item, 'dataType', 'ioc'), hasOneOf(item, 'data', 'attachment')) === true;

/** What Cortex hands to a responder: `{"dataType":"thehive:case_artifact","data":{…}}`. */
const isForResponder = (item: unknown): boolean =>
  (textOf(objectOf(item).dataType) ?? '').startsWith('thehive:') && holdsObject(objectOf(item).data);

const readItem = (item: Json, place: string): readonly Entry[] => {
  if (isForResponder(item)) return readObject(objectOf(item.data), at(place, 'data'));
  if (isObservable(item)) return readObject(item, place);
  const isDeleted = /^delet/i.test(textOf(item.operation) ?? textOf(item.action) ?? '');
  const key = holders.find((name) => holdsObject(item[name])) ?? 'object';
  return readObject(objectOf(item[key]), at(place, key), { isDeleted, context: objectOf(item.context) });
};

/** TheHive's webhook, observables of its API, and what its responders get: observables that an analyst has flagged as IOC. */
export const thehive = format({
  name: 'thehive',
  marks: ['objecttype', 'datatype'],
  expects: '{"operation","objectType","objectId","object":{"dataType","data","ioc",…}}',
  one: 'an object with operation, objectType and object, or an observable',
  // An audit message of TheHive 3 to 5 (`operation`) or of 5's own shape (`action`).
  is: (item) => {
    const audit = objectOf(item);
    if (isForResponder(item) || isObservable(item)) return true;
    return allOf(
      typeof audit.objectType === 'string' || 'objectType',
      [audit.operation, audit.action].some((value) => typeof value === 'string') || 'operation',
      hasOneOf(item, 'objectId', 'rootId', 'requestId'),
      holders.some((name) => holdsObject(audit[name])) || 'object',
    );
  },
  read: readItem,
});
