// Over sixty lines: two versions of the webhook, and three places of observables.
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
import { allOf, hasOneOf } from './recognition';

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

/** In TheHive 3 and 4, 3 was red. Since 5, which knows a PAP on observables, 3 is amber+strict and red is 4. */
const tlpOf = (observable: Json): readonly string[] => {
  const three = observable.pap === undefined ? 'red' : 'amber+strict';
  const level = ['white', 'green', 'amber', three, 'red'][Number(textOf(observable.tlp) ?? NaN)];
  return level === undefined ? [] : [level];
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
    tlp: [...tlpOf(observable), ...textsOf(holder.tags).filter(isTlpTag)],
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

const readAudit = (audit: Json, place: string): readonly Entry[] => {
  const isDeleted = /^delet/i.test(textOf(audit.operation) ?? textOf(audit.action) ?? '');
  const key = holders.find((name) => holdsObject(audit[name])) ?? 'object';
  const object = objectOf(audit[key]);
  const where = at(place, key);
  if (Object.hasOwn(object, 'dataType'))
    return readObservable(object, where, { holder: objectOf(object.case ?? object.alert), isDeleted });
  const listed = ['artifacts', 'observables'].flatMap((name) => listedIn(where, object, name));
  return orNoIndicator(
    where,
    'an event about this objectType holds no observable',
    eachObject(listed, 'an observable', (one, here) =>
      readObservable(one, here, { holder: object, isDeleted }),
    ),
  );
};

/** TheHive's webhook: observables that an analyst has flagged as IOC. */
export const thehive = format({
  name: 'thehive',
  marks: ['objecttype'],
  expects: '{"operation","objectType","objectId","object":{"dataType","data","ioc",…}}',
  one: 'an object with operation, objectType and object',
  // An audit message of TheHive 3 to 5 (`operation`) or of 5's own shape (`action`).
  is: (item) => {
    const audit = objectOf(item);
    return allOf(
      typeof audit.objectType === 'string' || 'objectType',
      [audit.operation, audit.action].some((value) => typeof value === 'string') || 'operation',
      hasOneOf(item, 'objectId', 'rootId', 'requestId'),
      holders.some((name) => holdsObject(audit[name])) || 'object',
    );
  },
  read: readAudit,
});
