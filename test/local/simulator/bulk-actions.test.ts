import {
  clientOf,
  containing,
  defenderIndicator,
  errorOf,
  indicator,
  itemsOf,
  matching,
  numbered,
  useSimulator,
} from './running';

const running = useSimulator();
const failedId = 'Failed to create, check Error element for reason';

describe('when indicators are submitted', () => {
  it.each(['/submitTiIndicators', '/microsoft.graph.submitTiIndicators'])(
    'stores all and answers 200 in their order at %s',
    async (path) => {
      const client = await clientOf(running());
      const reply = await client.send('POST', path, { value: numbered(100) });
      expect(reply.status).toBe(200);
      expect(reply.json['@odata.context']).toMatch(/\$metadata#Collection\(tiIndicator\)$/);
      expect(itemsOf(reply)).toEqual(
        running()
          .stored()
          .map((stored) => ({ '@odata.type': '#microsoft.graph.tiIndicator', ...stored })),
      );
      expect(itemsOf(reply)).toMatchObject(numbered(100));
    },
  );

  it('answers 206 with a marker for an id and the reason where one was refused', async () => {
    const client = await clientOf(running());
    const refused = { confidence: 101, externalId: 'bad' };
    const reply = await client.submit([indicator(), indicator(refused), defenderIndicator(refused)]);
    const [good, forSentinel, forDefender] = itemsOf(reply);
    expect(reply.status).toBe(206);
    expect(good?.id).toMatch(/^[0-9a-f]{64}$/);
    expect(forSentinel).toEqual({
      '@odata.type': '#microsoft.graph.tiIndicator',
      ...indicator(refused),
      id: failedId,
      Error: 'InvalidInput: confidence is not within 0 to 100',
    });
    expect(forDefender).toMatchObject({ id: failedId, externalId: 'bad' });
    expect(JSON.parse(String(forDefender?.Error))).toEqual({
      error: {
        code: 'InvalidInput',
        message: 'confidence is not within 0 to 100',
        target: matching(/^[0-9a-f-]{36}$/),
      },
    });
  });

  it('refuses 101 whole', async () => {
    const client = await clientOf(running());
    expect((await client.submit(numbered(101))).status).toBe(400);
    expect(running().stored()).toEqual([]);
    expect(running().requests().at(-1)?.items).toBe(101);
  });

  it('answers UnknownError without a message beyond the size it bears, and takes that size', async () => {
    const client = await clientOf(running());
    running().configure({ maxItemsPerCall: 50 });
    const reply = await client.submit(numbered(51));
    expect([reply.status, errorOf(reply)]).toMatchObject([500, { code: 'UnknownError', message: '' }]);
    expect((await client.submit(numbered(50))).status).toBe(200);
  });

  it('takes Defender indicators up to the quota of the tenant, and again after a delete', async () => {
    const client = await clientOf(running());
    running().configure({ defenderQuota: 2 });
    const reply = await client.submit([
      defenderIndicator(),
      indicator(),
      defenderIndicator(),
      defenderIndicator(),
    ]);
    expect(itemsOf(reply).map((item) => 'Error' in item)).toEqual([false, false, false, true]);
    expect(itemsOf(reply)[3]?.Error).toContain('quotaLimitReached');
    await client.send('DELETE', `/${String(itemsOf(reply)[0]?.id)}`);
    expect((await client.create(defenderIndicator())).status).toBe(201);
  });
});

describe('when indicators are updated in bulk', () => {
  it('changes its own Sentinel ones and refuses the rest item by item', async () => {
    const client = await clientOf(running());
    const other = await clientOf(running(), 'another-app');
    const mine = (await client.create(indicator())).json.id;
    const forDefender = (await client.create(defenderIndicator())).json.id;
    const foreign = (await other.create(indicator())).json.id;
    const change = {
      expirationDateTime: '2998-01-01T00:00:00Z',
      targetProduct: 'Azure Sentinel',
      isActive: false,
    };
    const reply = await client.send('POST', '/updateTiIndicators', {
      value: [mine, forDefender, foreign, 'unknown'].map((id) => ({ id, ...change })),
    });
    expect(reply.status).toBe(206);
    expect(itemsOf(reply).map(({ Error }) => Error)).toEqual([
      undefined,
      containing('not supported'),
      containing('not found'),
      containing('not found'),
    ]);
    expect(itemsOf(reply)[0]).toMatchObject({ id: mine, externalId: 'one', isActive: false });
    expect(
      running()
        .stored()
        .map(({ isActive }) => isActive),
    ).toEqual([false, true, true]);
  });
});

describe('when indicators are deleted in bulk', () => {
  const setUp = async () => {
    const client = await clientOf(running());
    await client.submit([
      indicator({ externalId: 'twice' }),
      indicator({ externalId: 'twice' }),
      defenderIndicator({ externalId: 'defender' }),
      indicator({ externalId: 'kept' }),
    ]);
    return client;
  };

  it('removes all of an externalId, with a result for each key asked', async () => {
    const client = await setUp();
    const reply = await client.send('POST', '/deleteTiIndicatorsByExternalId', {
      value: ['twice', 'defender', 'none'],
    });
    expect(reply.status).toBe(206);
    expect(reply.json['@odata.context']).toMatch(/#Collection\(microsoft\.graph\.ResultInfo\)$/);
    expect(itemsOf(reply)).toMatchObject([
      { code: '204', message: matching(/^twice /) },
      { code: '400', message: matching(/^defender /) },
      { code: '404', message: matching(/^none /) },
    ]);
    expect(
      running()
        .stored()
        .map(({ externalId }) => externalId),
    ).toEqual(['defender', 'kept']);
  });

  it('removes by id with 200 when every one was there', async () => {
    const client = await setUp();
    const ids = running()
      .stored()
      .filter(({ externalId }) => externalId === 'twice');
    const reply = await client.send('POST', '/microsoft.graph.deleteTiIndicators', {
      value: ids.map(({ id }) => id),
    });
    expect([reply.status, itemsOf(reply).map(({ code }) => code)]).toEqual([200, ['204', '204']]);
    expect(running().stored()).toHaveLength(2);
  });

  it("does not find another app's indicators", async () => {
    await setUp();
    const other = await clientOf(running(), 'another-app');
    const kept = running().stored().at(-1)?.id;
    const byExternalId = await other.send('POST', '/deleteTiIndicatorsByExternalId', { value: ['kept'] });
    const byId = await other.send('POST', '/deleteTiIndicators', { value: [kept] });
    expect([itemsOf(byExternalId), itemsOf(byId)]).toMatchObject([[{ code: '404' }], [{ code: '404' }]]);
    expect(running().stored()).toHaveLength(4);
  });

  it('refuses keys that are no strings', async () => {
    const client = await setUp();
    expect((await client.send('POST', '/deleteTiIndicators', { value: [1] })).status).toBe(400);
  });
});
