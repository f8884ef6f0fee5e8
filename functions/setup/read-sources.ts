import { type ReadSource } from '../../shared/delivery/read-back/read-back';
import { type Way } from '../../shared/delivery/way';
import { type Exchange, type Instance } from '../../shared/destinations/destination';

/**
 * How each destination is asked what it holds: within the rate of its API or, where a product is asked elsewhere, at that
 * endpoint.
 */
export const readSources = (
  ways: readonly Pick<Way, 'instance' | 'limited'>[],
  exchangeTo: (instance: Instance) => Exchange,
): readonly ReadSource[] =>
  ways.map(({ instance, limited }) => {
    const { readBack = null } = instance.kind;
    const elsewhere = readBack?.endpoint ?? null;
    return {
      instance,
      readBack,
      exchange: elsewhere === null ? limited : exchangeTo({ ...instance, endpoint: elsewhere }),
    };
  });
