// Over sixty lines: a row has columns for every kind of entity, and is streamed or queried.
import { at } from '../../codec/json-pointer';
import { isObject, isYes, objectOf, textOf, textsOf, unpacked, type Json } from '../../codec/json-value';
import { leave, type Direction, type ReadOptions } from '../format';
import { format, leaveNamed, observe, type About, type Entry, type Why } from '../kit';
import { allOf, hasMembers, hasOneOf } from '../recognition';
import { entityReader, type ReadEntity } from './entity';
import { condemnedProcess, fileOf, readMail, withMissingText, valueOf } from './entity-kinds';
import { lastVerdict, notCondemned } from './evidence';
import { membersOf, bareWord, valueIn } from './members';
import { whyOfRole } from './role';

/** Takes what a column holds at the column's own place. */
const atColumn =
  (name: string, read: ReadEntity): ReadEntity =>
  (row, about, missing) =>
    read({ ...row, place: row.members.get(name)?.place ?? row.place }, about, missing);

/** The additional fields may be JSON text, so a sender in them is taken at the place of that text. */
const readFields: ReadEntity = (row, about, missing) => {
  const { place = row.place, value } = row.members.get('additionalfields') ?? {};
  const members = membersOf(place, objectOf(unpacked(value)));
  return [readMail({ ...row, members }, about, missing)]
    .flat()
    .map((entry) => (entry._tag === 'Draft' ? { ...entry, place } : entry));
};

const readEvidence = entityReader('evidence', {
  ip: atColumn('remoteip', valueOf('remoteip', observe.ip)),
  url: atColumn('remoteurl', valueOf('remoteurl', observe.urlOrHost)),
  file: fileOf(),
  mailmessage: withMissingText('a mail without an address of its sender', readFields),
  process: condemnedProcess,
});

const reasonOf = (row: Json, options: ReadOptions): Why | undefined => {
  const more = membersOf('', objectOf(unpacked(row.AdditionalFields)));
  return bareWord(row.EvidenceRole) === 'impacted' || isYes(valueIn(more, 'asset'))
    ? ['own-asset', 'what was hit, not what hit it']
    : (whyOfRole(more) ?? notCondemned(lastVerdict(more), options));
};

const directionOf = (row: Json): Direction | undefined =>
  (['source', 'destination'] as const).find((end) => end === bareWord(row.EvidenceDirection));

const aboutOf = (row: Json): About => ({
  description: textOf(row.Title),
  severity: { value: row.Severity },
  killChain: textsOf(unpacked(row.Categories)),
  tags: textsOf(unpacked(row.AttackTechniques)),
  malwareFamilies: textsOf(row.ThreatFamily),
  lastSeen: row.Timestamp,
});

/** A row as a query gives it: advanced hunting, or the table of that name in Log Analytics. */
const readRow = (place: string, row: Json, options: ReadOptions): readonly Entry[] => {
  const entity = {
    place,
    item: row,
    kind: bareWord(row.EntityType),
    members: membersOf(place, row),
    reason: reasonOf(row, options),
    direction: directionOf(row),
  };
  const yours: Why = ['own-asset', 'an address of yours, not a threat'];
  return [
    readEvidence(entity, aboutOf(row)),
    leaveNamed(place, row, { names: ['LocalIP'], why: yours }),
  ].flat();
};

/** What is said of a streamed row as a whole holds for its record. */
const readStreamed = (place: string, record: Json, options: ReadOptions): readonly Entry[] => {
  const inside = at(place, 'properties');
  return readRow(inside, objectOf(record.properties), options).map((entry) =>
    entry.place === inside ? { ...entry, place } : entry,
  );
};

const isRow = (item: unknown): boolean =>
  allOf(
    hasMembers(item, 'EntityType', 'EvidenceRole'),
    hasOneOf(item, 'AlertId', 'ServiceSource', 'DetectionSource'),
  ) === true;

const readRecord = (record: Json, place: string, options: ReadOptions): Entry | readonly Entry[] => {
  if (isRow(record)) return readRow(place, record, options);
  switch (record.category) {
    case 'AdvancedHunting-AlertEvidence':
      return readStreamed(place, record, options);
    case 'AdvancedHunting-AlertInfo':
      return leave(place, 'no-indicator', 'an alert without its evidence; stream AlertEvidence too');
    default:
      return leave(place, 'telemetry', 'it tells what happened, not what is bad; stream AlertEvidence');
  }
};

/** A record of Defender XDR's streaming API (an advanced hunting table), or a row of AlertEvidence as a query gives it. */
export const defenderXdr = format({
  name: 'defender-xdr',
  marks: ['entitytype', 'category'],
  expects:
    'a streaming record with category AdvancedHunting-… and properties, {"records":[…]}, or rows of AlertEvidence',
  one: 'a record of Defender XDR’s streaming API',
  items: ['records', 'value', 'results', 'Results'],
  is: (item) => {
    const { category, properties } = objectOf(item);
    return (
      isRow(item) ||
      allOf(
        textOf(category)?.startsWith('AdvancedHunting-') === true || 'category AdvancedHunting-…',
        isObject(properties) || 'properties',
        hasOneOf(item, 'tenantId', 'operationName', 'time'),
      )
    );
  },
  read: readRecord,
});
