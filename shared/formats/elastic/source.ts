import { objectOf, textOf } from '../../codec/json-value';
import { type About } from '../kit';
import { fieldsBelow, elementsOf, fieldsOf, hasFlag, textsAt, valueAt, type Field } from './field';

/** One indicator (names below `threat.indicator.`), and all that is said beside it. */
export interface Source {
  readonly place: string;
  readonly indicator: readonly Field[];
  readonly beside: readonly Field[];
}

/** Enrichments and, before 7.13, indicators come as an array. */
export const listedSources = (fields: readonly Field[]): readonly Source[] =>
  fields
    .filter(({ name }) => name === 'threat.enrichments' || name === 'threat.indicator')
    .flatMap(elementsOf)
    .map(({ name, value, place }) => {
      const beside = fieldsOf(objectOf(value), place);
      return {
        place,
        beside,
        indicator: name === 'threat.indicator' ? beside : fieldsBelow('indicator.', beside),
      };
    });

/** The names that Elastic's integrations give to the end of an indicator, below the vendor's own name. */
const expiry =
  /\.(?:deleted_at|valid_until|decayed_at|expires_at|expired_at|expiration_date|ioc_expiration_date)$/;

const isRevoked = ({ beside }: Source): boolean =>
  hasFlag(beside, /\.(?:revoked|deleted)$/, true) || hasFlag(beside, /\.is_active$/, false);

/** MISP's flag, as its integration passes it on. */
export const isNotToIds = ({ beside }: Source): boolean => hasFlag(beside, /\.to_ids$/, false);

/** What a source says of its indicator. */
export const aboutIndicator = (source: Source, description: string | undefined): About => {
  const { indicator, beside } = source;
  return {
    description,
    additionalInformation: textOf([description ?? '', ...textsAt(indicator, 'reference')].join('\n')),
    threat: textsAt(indicator, 'tags'),
    confidence: { value: valueAt(indicator, 'confidence'), of: 100 },
    tlp: textsAt(indicator, 'marking.tlp'),
    expires: valueAt(beside, expiry),
    tags: [...textsAt(indicator, 'tags'), ...textsAt(indicator, 'provider')],
    revoked: isRevoked(source),
  };
};

/** What a document says of the threat behind all its indicators. */
export const aboutThreat = (fields: readonly Field[]): About => ({
  malwareFamilies: textsAt(fields, 'threat.software.name'),
  activityGroups: textsAt(fields, 'threat.group.name'),
  killChain: textsAt(fields, 'threat.tactic.name'),
});
