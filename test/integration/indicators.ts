/** Members that Graph asks for; `more` holds the observable and whatever a test is about. */
export const indicator = (more: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  action: 'alert',
  description: 'Indicator of a test',
  expirationDateTime: '2099-01-01T00:00:00Z',
  targetProduct: 'Azure Sentinel',
  threatType: 'WatchList',
  tlpLevel: 'green',
  ...more,
});

/** So many different indicators; `name` keeps those of one test apart from those of another. */
export const indicators = (count: number, name: string): readonly Readonly<Record<string, unknown>>[] =>
  Array.from({ length: count }, (_, n) => indicator({ domainName: `n${n}.${name}.example` }));
