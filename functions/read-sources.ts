import { type ReadSource } from '../shared/delivery/read-back/read-back';
import { type Way } from '../shared/delivery/way';
import { type Exchange, type Instance } from '../shared/destinations/destination';

/** How what each destination holds is asked for: within the rate of its API, or where a product is asked elsewhere, there. */
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
