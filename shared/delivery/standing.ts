import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Instance } from '../destinations/destination';
import { type Unavailable } from '../failure';
import { type Indicator } from '../indicator/indicator';
import { isStoodBy } from './decide-take-back';
import { type DeliveryItem } from './delivery';
import { type Ledger } from './ports';

/** Of each, at its position: whether its source said it before and stands by it, as far as the ledger of a destination tells. */
export type StoodBy = (items: readonly DeliveryItem[]) => TE.TaskEither<Unavailable, readonly boolean[]>;

/** By which a destination knows an indicator. */
export const identityAt =
  ({ kind }: Pick<Instance, 'kind'>) =>
  (indicator: Indicator): string =>
    kind.known === undefined || kind.unfit(indicator) !== null
      ? indicator.externalId
      : kind.known(indicator).externalId;

/** What the ledger of one destination knows of who stands by what. */
export const standingAt =
  (instance: Pick<Instance, 'name' | 'kind'>, ledger: Ledger, now: () => Date): StoodBy =>
  (items) => {
    const identities = items.map(({ indicator }) => identityAt(instance)(indicator));
    return pipe(
      ledger.find(instance.name, identities),
      TE.map((held) => items.map((item, index) => isStoodBy(held.get(identities[index] ?? ''), item, now()))),
    );
  };
