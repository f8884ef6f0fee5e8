// Over sixty lines: two spellings of one alert.
import { at } from '../../codec/json-pointer';
import { commaSeparated, isObject, objectOf, textOf, textsOf, unpacked } from '../../codec/json-value';
import { type Json } from '../../codec/json-value';
import { leave } from '../format';
import { format, type About, type Entry } from '../kit';
import { lacking } from '../recognition';
import { entityReader } from './entity';
import { eachHashOf, entityKinds, readEntityAlert } from './entity-alert';
import { hashOf, withMissingText } from './entity-kinds';
import { membersOf, textIn } from './members';

const alertType = /^Microsoft\.Security\/locations\/alerts(?:\/|$)/i;

/** The alert as its REST API writes it. */
const isAlert = (item: unknown): item is Json =>
  isObject(item) && isObject(item.properties) && alertType.test(textOf(item.type) ?? '');

/** An entry of the Activity Log names its kind in objects of `value` and `localizedValue`, or in text. */
const isLogEntry = (item: unknown): boolean =>
  isObject(item) &&
  Object.hasOwn(item, 'operationName') &&
  [item.operationName, item.resourceType].some((value) =>
    alertType.test(textOf(objectOf(value).value ?? value) ?? ''),
  );

const readHash = withMissingText('a hash without algorithm or value', hashOf('value'));

/** A hash outside a file comes without a file name. */
const readEntity = entityReader('an entity', {
  ...entityKinds,
  filehash: (hash, about, missing) => readHash({ ...hash, fileName: undefined }, about, missing),
  file: eachHashOf(readHash, ({ members }) => textIn(members, 'value')),
});

const aboutOf = (alert: Json): About => ({
  description: textOf(alert.alertDisplayName),
  additionalInformation: textOf(alert.description),
  severity: { value: alert.severity },
  killChain: commaSeparated(alert.intent),
  tags: textsOf(alert.techniques),
  lastSeen: alert.endTimeUtc,
});

const readAlert = (place: string, alert: Json): readonly Entry[] => {
  const properties = objectOf(alert.properties);
  const members = membersOf(at(place, 'properties'), properties);
  return readEntityAlert(readEntity, { place, members, about: aboutOf(properties) });
};

/** An entry of the Activity Log may hold the alert as an object or as JSON text. */
const readLogEntry = (place: string, entry: Json): Entry | readonly Entry[] => {
  const name = ['properties', 'data', 'alert'].find((member) => isAlert(unpacked(entry[member])));
  return name === undefined
    ? leave(place, 'no-indicator', 'an Activity Log entry without entities; export the alert itself')
    : readAlert(at(place, name), objectOf(unpacked(entry[name])));
};

/** An alert of Defender for Cloud as its REST API and workflow automation write it, or its entry in the Activity Log. */
export const defenderForCloud = format({
  name: 'defender-for-cloud',
  marks: ['properties', 'operationname'],
  expects: 'an alert of type Microsoft.Security/Locations/alerts, or its Activity Log entry',
  one: 'an alert of Defender for Cloud',
  is: (item) =>
    isAlert(item) ||
    isLogEntry(item) || [
      alertType.test(textOf(objectOf(item).type) ?? '') ||
        'type or operationName Microsoft.Security/…/alerts',
      lacking(item, 'properties'),
      lacking(objectOf(item).properties, 'alertDisplayName'),
    ],
  read: (item, place) => (isAlert(item) ? readAlert(place, item) : readLogEntry(place, item)),
});
