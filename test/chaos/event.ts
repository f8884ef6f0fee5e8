const idPattern = /chaos-\d{8}/g;

/** The ids of a run's indicators in whatever text holds them, plain or in base64. */
export const idsIn = (text: string): readonly string[] =>
  [text, Buffer.from(text, 'base64').toString()].flatMap((form) => form.match(idPattern) ?? []);

export const idOf = (n: number): string => `chaos-${String(n).padStart(8, '0')}`;

/** One indicator in Graph's own form, known by its id. */
const indicator = (id: string): object => ({
  action: 'alert',
  description: 'Indicator of a run',
  domainName: `${id}.example`,
  expirationDateTime: '2099-01-01T00:00:00Z',
  externalId: id,
  targetProduct: 'Azure Sentinel',
  threatType: 'WatchList',
  tlpLevel: 'green',
});

/** The body of an event with these indicators: the object itself for one, an array for several. */
export const eventText = (ids: readonly string[]): string => {
  const indicators = ids.map(indicator);
  return JSON.stringify(indicators.length === 1 ? indicators[0] : indicators);
};
