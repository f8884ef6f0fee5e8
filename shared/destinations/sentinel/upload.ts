import { type Indicator } from '../../indicator/indicator';
import { type Update } from '../destination';
import { stixIdsOf, stixObjectsOf, type StixIndicator, type Version } from './stix-object';
import { type Uploaded } from './upload-answer';

/** An indicator to upload, with what is known of how it is held. */
export interface Upload {
  readonly indicator: Indicator;
  /** Null: it is new. */
  readonly since: string | null;
  readonly threatType: string;
  readonly generation: number;
  readonly done: Uploaded['done'];
}

const versionAt = (at: Date, { since, threatType, generation }: Upload): Version => {
  const modified = at.toISOString();
  return { created: since !== null && since < modified ? since : modified, modified, threatType, generation };
};

export const anew = (indicator: Indicator): Upload => ({
  indicator,
  since: null,
  threatType: indicator.threatType,
  generation: 0,
  done: 'Created',
});

/** Sends an indicator again under the id that is held, or as the next generation where nothing of that is there yet. */
export const again = ({ indicator, since, heldThreatType, generation = 0 }: Update): Upload => ({
  indicator,
  since,
  threatType: heldThreatType ?? indicator.threatType,
  generation,
  done: generation > 0 && since === null ? 'Created' : 'Updated',
});

/** The same object, revoked. Its id stays revoked. */
export const revoked = (update: Update): Upload => ({
  ...again({ ...update, indicator: { ...update.indicator, isActive: false } }),
  done: 'Revoked',
});

export const uploadedOf = ({ indicator, generation, done }: Upload): Uploaded => ({
  indicator,
  ids: stixIdsOf(indicator, generation),
  done,
});

/** The objects that an indicator is in an upload of `source`. */
export const objectsOf =
  (source: string, at: Date) =>
  (upload: Upload): readonly StixIndicator[] =>
    stixObjectsOf(upload.indicator, source, versionAt(at, upload));
