// Over sixty lines: a table of IBM's numbers.
import { at } from '../codec/json-pointer';
import { textOf, textsOf, type Json } from '../codec/json-value';
import { leave, withdraw } from './format';
import { format, observe, take, type Entry } from './kit';
import { allOf, hasMembers, hasOneOf } from './recognition';

/** Types of offense by number (IBM's list), which say what `offense_source` is. */
const sourceAddress = [0, 10];
const destinationAddress = [1, 11];

/** Closing reasons: non-issue; false positive, tuned; policy violation. Numbers above are a deployment's own. */
const benignReasons = [1, 2, 3];

/** Whether the source lies in the deployment's network hierarchy; the network `other` is the outside world. */
const isOwnNetwork = (offense: Json): boolean => {
  const network = textOf(offense.source_network);
  // IBM's own names for the private ranges do not count; the guard gives a more exact reason for those.
  return network !== undefined && !/^(?:other$|Net-10-172-192\b)/i.test(network);
};

const numberOf = (value: unknown): number => Number(textOf(value) ?? NaN);

const readOpen = (offense: Json, where: string): Entry => {
  const source = textOf(offense.offense_source);
  const type = numberOf(offense.offense_type);
  if (destinationAddress.includes(type))
    return leave(where, 'own-asset', 'an offense by destination address names what was attacked');
  if (!sourceAddress.includes(type))
    return leave(
      where,
      'unsupported-type',
      'an offense that is not by source address (offense_type 0 or 10): a user, host, port, rule or event',
    );
  if (source === undefined) return leave(where, 'no-indicator', 'the offense names no source');
  if (isOwnNetwork(offense))
    return leave(where, 'own-asset', 'its source_network is one of the own network hierarchy');
  return take(
    where,
    {
      description: textOf(offense.description)?.replace(/\s+/g, ' '),
      severity: { value: offense.severity, of: 10 },
      confidence: { value: offense.credibility, of: 10 },
      lastSeen: offense.last_updated_time,
      tags: textsOf(offense.categories),
      item: textOf(offense.id),
    },
    observe.ip(source, 'source'),
  );
};

/** A closing reason by its number, or by IBM's words where a script has looked them up. */
const isBenign = (offense: Json): boolean =>
  benignReasons.includes(numberOf(offense.closing_reason_id)) ||
  /^(?:non-issue|false-positive|policy violation)/i.test(textOf(offense.closing_reason) ?? '');

const readOffense = (offense: Json, place: string): Entry => {
  const where = at(place, 'offense_source');
  const read = readOpen(offense, where);
  const isClosed = textOf(offense.status)?.toUpperCase() === 'CLOSED';
  return isClosed && isBenign(offense)
    ? withdraw(leave(where, 'closed-as-benign', 'the offense was closed as no threat'), [read])
    : read;
};

/** QRadar offenses as its API answers them: the source address by which an offense is indexed. */
export const qradar = format({
  name: 'qradar',
  marks: ['offense_source'],
  expects: 'an offense: {"offense_source","offense_type","magnitude",…}',
  one: 'an offense with offense_source and offense_type',
  is: (item) =>
    allOf(
      hasMembers(item, 'offense_source', 'offense_type'),
      hasOneOf(item, 'magnitude', 'credibility', 'start_time', 'last_updated_time'),
    ),
  read: readOffense,
});
