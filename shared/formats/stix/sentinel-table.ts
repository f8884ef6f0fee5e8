// Over sixty lines: two tables of columns.
import { itemsOf, type Item } from '../../codec/items';
import {
  isNo,
  isObject,
  isYes,
  objectOf,
  oneOrMany,
  textOf,
  textsOf,
  unpacked,
  type Json,
} from '../../codec/json-value';
import { intakeOf, refuse, type Format, type Skipped } from '../format';
import { nearMissIn, allOf, hasAtLeast, hasOneOf, nearer, type Recognition } from '../recognition';
import { readLegacyRow } from './legacy-row';
import { readObjects } from './read-objects';
import { isIndicatorResource, stixOfResource } from './sentinel-resource';
import { stixObject, type StixObject } from './stix-object';

/** Columns that no other table has; a query may omit some. */
const legacy = [
  ...['ExternalIndicatorId', 'IndicatorId', 'TrafficLightProtocolLevel', 'ConfidenceScore'],
  ...['ThreatSeverity', 'IndicatorProvider', 'KillChainActions', 'NetworkIP', 'NetworkDestinationIP'],
  // Members of a tiIndicator with a capital first letter.
  ...[
    'DomainName',
    'FileHashType',
    'FileHashValue',
    'ThreatType',
    'ExpirationDateTime',
    'EmailSenderAddress',
  ],
];

/** Columns of the current table. One of these has to be among the three that are there: others use `Pattern` and `Data`, too. */
const ownOfCurrent = ['ObservableKey', 'ObservableValue', 'IsActive', 'IsDeleted', 'ValidUntil'];

const current = [...ownOfCurrent, 'Pattern', 'Data'];

const isLegacy = (item: unknown): boolean =>
  objectOf(item).Type === 'ThreatIntelligenceIndicator' || hasAtLeast(2, item, legacy) === true;

const isCurrent = (item: unknown): boolean =>
  allOf(
    hasOneOf(item, 'Pattern', 'Data', 'ObservableValue'),
    objectOf(item).Type === 'ThreatIntelIndicators' || hasAtLeast(3, item, current),
  ) === true;

const isRow = (item: unknown): boolean => isIndicatorResource(item) || isCurrent(item) || isLegacy(item);

const lacks = (item: unknown): Recognition =>
  nearer(hasAtLeast(2, item, legacy), hasAtLeast(3, item, current));

const rowsOf = (payload: unknown): readonly Item[] =>
  itemsOf(payload, isRow, ['value', 'results', 'Results']);

/** The pattern, made of `ipv4-addr:value` and its value where a query left it out. */
const patternOf = ({ ObservableKey, ObservableValue }: Json): string | undefined => {
  const [key, value] = [textOf(ObservableKey), textOf(ObservableValue)];
  return key === undefined || value === undefined
    ? undefined
    : `[${key} = '${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`;
};

/** The STIX object of a row, as far as it is there, with what the columns say of it. */
const stixOf = ({ place, item }: Item): StixObject => {
  const row = objectOf(item);
  const data = objectOf(unpacked(row.Data));
  const { TLPLevel } = objectOf(unpacked(row.AdditionalFields));
  return stixObject(place, {
    type: 'indicator',
    id: row.Id,
    modified: row.Modified,
    confidence: row.Confidence,
    valid_from: row.ValidFrom,
    valid_until: row.ValidUntil,
    pattern: textOf(row.Pattern) ?? patternOf(row),
    ...data,
    // Either may be the stricter.
    labels: [...oneOrMany(unpacked(row.Tags)), ...oneOrMany(data.labels)],
    object_marking_refs: [...oneOrMany(data.object_marking_refs), ...textsOf(TLPLevel)],
    revoked: isYes(row.Revoked) || isYes(row.IsDeleted) || isNo(row.IsActive) || data.revoked,
  });
};

const objectOfRow = (row: Item): StixObject | undefined => {
  if (isIndicatorResource(row.item)) return stixOfResource(row.place, row.item);
  return isCurrent(row.item) ? stixOf(row) : undefined;
};

/** Indicators of Sentinel: resources of its REST API, and rows of its tables, as a query, a playbook or an export gives them. */
export const sentinelTable: Format = {
  name: 'sentinel-table',
  // As they are written: many senders use `type` in small letters.
  marks: ['Type', 'kind', ...ownOfCurrent, ...legacy],
  expects:
    'rows of the tables ThreatIntelIndicators or ThreatIntelligenceIndicator, or indicators of Sentinel’s REST API',
  recognises: (payload) => rowsOf(payload).some(({ item }) => isRow(item)),
  nearMiss: (payload) => nearMissIn(rowsOf(payload), lacks),
  read: (payload, options) => {
    const rows = rowsOf(payload);
    const read = rows.map(objectOfRow);
    const objects = read.filter((object) => object !== undefined);
    const others = rows.filter((_, index) => read[index] === undefined);
    return intakeOf([
      ...(objects.length === 0 ? [] : readObjects(objects, options)),
      ...others.map((row): ReturnType<typeof readLegacyRow> | Skipped =>
        isObject(row.item) && isLegacy(row.item)
          ? readLegacyRow(row)
          : refuse(row.place, 'item-unknown', 'an indicator of Sentinel'),
      ),
    ]);
  },
};
