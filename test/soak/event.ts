const prefix = 'soak-';

/** The `externalId` of the n-th indicator of a run. */
export const idOf = (n: number): string => `${prefix}${String(n).padStart(9, '0')}`;

/** The n of an `externalId`; null where it is not of this run. */
export const numberOf = (externalId: unknown): number | null =>
  typeof externalId === 'string' && externalId.startsWith(prefix)
    ? Number(externalId.slice(prefix.length))
    : null;

const indicator = (n: number): object => ({
  action: 'alert',
  description: 'Indicator of a run',
  domainName: `${idOf(n)}.example`,
  expirationDateTime: '2099-01-01T00:00:00Z',
  externalId: idOf(n),
  targetProduct: 'Azure Sentinel',
  threatType: 'WatchList',
  tlpLevel: 'green',
});

/** The body of an event with `count` indicators from the n-th on: one as an object, several as an array. */
export const eventText = (first: number, count: number): string =>
  JSON.stringify(
    count === 1 ? indicator(first) : Array.from({ length: count }, (_, index) => indicator(first + index)),
  );
