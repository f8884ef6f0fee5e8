/** The path of the collection, below the root. */
export const tiIndicators = '/security/tiIndicators';

/** The most indicators in one call (Graph documentation of submitTiIndicators). */
export const graphPerCall = 100;
