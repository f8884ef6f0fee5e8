import { type TiIndicator } from '../codec/ti-indicator';

/** A complete, valid tiIndicator with its identity. */
export type Indicator = TiIndicator & { readonly externalId: string };
