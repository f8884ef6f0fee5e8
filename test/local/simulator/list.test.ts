import { clientOf, indicator, itemsOf, numbered, useSimulator } from './running';

const running = useSimulator();

describe('when the collection is listed', () => {
  const pages = async (query: string): Promise<unknown[][]> => {
    const client = await clientOf(running());
    await client.submit(numbered(100));
    await client.submit(numbered(30).map((item) => ({ ...item, externalId: `f${String(item.externalId)}` })));
    const first = running().stored()[0];
    await client.send('DELETE', `/${String(first?.id)}`);
    const found: unknown[][] = [];
    let path: string | undefined = query;
    while (path !== undefined) {
      const reply = await client.get(path);
      found.push(itemsOf(reply).map(({ externalId }) => externalId));
      const next = reply.json['@odata.nextLink'];
      path = typeof next === 'string' ? next.split('tiIndicators')[1] : undefined;
    }
    return found;
  };

  it.each([
    ['', [100, 29]],
    ['?$top=60', [60, 60, 9]],
    ['?$top=129', [129]],
    ['?$skip=120', [9]],
    ['?$skip=10&$top=70', [70, 49]],
    ['?$skip=500', [0]],
  ])('answers %s in pages of %j, each indicator once', async (query, sizes) => {
    const found = await pages(query);
    expect(found.map(({ length }) => length)).toEqual(sizes);
    expect(new Set(found.flat()).size).toBe(found.flat().length);
  });

  it('finds by externalId, a doubled quote standing for one', async () => {
    const client = await clientOf(running());
    await client.submit([
      ...numbered(3),
      indicator({ externalId: "o'neil" }),
      indicator({ externalId: "o'neil" }),
    ]);
    const query = `?$top=1&$filter=${encodeURIComponent("externalId eq 'o''neil'")}`;
    const first = await client.get(query);
    expect(itemsOf(first)).toMatchObject([{ externalId: "o'neil" }]);
    const next = await client.get(String(first.json['@odata.nextLink']).split('tiIndicators')[1]);
    expect(itemsOf(next)).toHaveLength(1);
    expect(next.json).not.toHaveProperty('@odata.nextLink');
  });

  it.each(["?$filter=targetProduct eq 'Azure Sentinel'", '?$top=0', '?$top=-1', '?$skip=x', '?$orderby=id'])(
    'refuses %s',
    async (query) => {
      const client = await clientOf(running());
      expect((await client.get(query)).status).toBe(400);
    },
  );
});
