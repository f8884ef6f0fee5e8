import fields from './declared-properties.json';
import {
  call,
  clientOf,
  containing,
  defenderIndicator,
  errorOf,
  indicator,
  itemsOf,
  matching,
  tokenOf,
  useSimulator,
} from './running';

const running = useSimulator();

describe('when one indicator is created', () => {
  it('answers 201 with all declared properties, defaults filled in', async () => {
    const client = await clientOf(running());
    const reply = await client.create(indicator({ tags: ['a'], expirationDateTime: '2999-01-01' }));
    const { '@odata.context': context, ...members } = reply.json;
    expect(reply.status).toBe(201);
    expect(context).toMatch(/\/beta\/\$metadata#security\/tiIndicators\/\$entity$/);
    expect(Object.keys(members).sort()).toEqual(fields);
    expect(members).toMatchObject({
      ...indicator({ tags: ['a'] }),
      id: matching(/^[0-9a-f]{64}$/),
      azureTenantId: matching(/^[0-9a-f-]{36}$/),
      expirationDateTime: '2999-01-01T00:00:00Z',
      isActive: true,
      passiveOnly: false,
      severity: 3,
      killChain: [],
      url: null,
    });
    expect(running().stored()).toEqual([members]);
  });

  it('gives a Defender indicator a decimal id', async () => {
    const client = await clientOf(running());
    expect((await client.create(defenderIndicator())).json.id).toMatch(/^\d+$/);
  });

  it('stores the same externalId again, there being no upsert', async () => {
    const client = await clientOf(running());
    await client.create(indicator());
    await client.create(indicator());
    expect(
      new Set(
        running()
          .stored()
          .map(({ id }) => id),
      ).size,
    ).toBe(2);
  });

  it.each([
    ['no content type', undefined, '{}', 400],
    ['another content type', 'text/plain', '{}', 415],
    ['broken JSON', 'application/json', '{"a":', 400],
    ['nothing in it', 'application/json', '', 400],
  ])('refuses a body with %s', async (_what, type, body, status) => {
    const reply = await call(`${running().graphUrl}/security/tiIndicators`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${await tokenOf(running())}`,
        ...(type !== undefined && { 'Content-Type': type }),
      },
      body: Buffer.from(body),
    });
    expect(reply.status).toBe(status);
  });
});

describe('when one indicator is read, changed or removed', () => {
  const created = async (members = indicator()) => {
    const client = await clientOf(running());
    const { id } = (await client.create(members)).json;
    return { client, id: String(id) };
  };

  it('shows it by id, in full or what $select names', async () => {
    const { client, id } = await created();
    expect((await client.get(`/${id}`)).json).toMatchObject(indicator());
    const { json } = await client.get(`/${id}?$select=id,externalId`);
    expect(Object.keys(json).sort()).toEqual(['@odata.context', 'externalId', 'id']);
  });

  it('answers 404 with an error body for an unknown id', async () => {
    const { client } = await created();
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const body = method === 'PATCH' ? {} : undefined;
      const reply = await client.send(method, '/unknown', body);
      expect([reply.status, errorOf(reply).code]).toEqual([404, 'ResourceNotFound']);
    }
  });

  it('changes it with 204, or with 200 and the object when that is preferred', async () => {
    const { client, id } = await created();
    const change = {
      id,
      expirationDateTime: '2998-01-01T00:00:00Z',
      targetProduct: 'Azure Sentinel',
      severity: 5,
    };
    const silent = await client.send('PATCH', `/${id}`, change);
    const shown = await client.send(
      'PATCH',
      `/${id}`,
      { ...change, isActive: false },
      { Prefer: 'return=representation' },
    );
    expect([silent.status, silent.text, shown.status]).toEqual([204, '', 200]);
    expect(shown.json).toMatchObject({ ...indicator(), ...change, isActive: false });
    expect(running().stored()).toMatchObject([{ ...change, isActive: false }]);
  });

  it.each([
    ['id', { id: undefined }],
    ['expirationDateTime', { expirationDateTime: undefined }],
    ['targetProduct', { targetProduct: undefined }],
    ['threatType', { threatType: 'Malware' }],
    ['domainName', { domainName: 'other.example' }],
  ])('refuses a change where %s is missing or may not change', async (name, members) => {
    const { client, id } = await created();
    const change = { id, expirationDateTime: '2998-01-01T00:00:00Z', targetProduct: 'Azure Sentinel' };
    const reply = await client.send('PATCH', `/${id}`, { ...change, ...members });
    expect([reply.status, errorOf(reply).message]).toEqual([400, containing(name)]);
  });

  it('lets a Defender indicator change its description, expiry and severity alone', async () => {
    const { client, id } = await created(defenderIndicator());
    const change = {
      id,
      expirationDateTime: '2998-01-01T00:00:00Z',
      targetProduct: 'Microsoft Defender ATP',
    };
    expect((await client.send('PATCH', `/${id}`, { ...change, description: 'New' })).status).toBe(204);
    expect((await client.send('PATCH', `/${id}`, { ...change, tags: ['new'] })).status).toBe(400);
  });

  it('removes it with 204', async () => {
    const { client, id } = await created();
    const reply = await client.send('DELETE', `/${id}`);
    expect([reply.status, reply.text, reply.headers.get('content-length')]).toEqual([204, '', null]);
    expect(running().stored()).toEqual([]);
  });

  it("leaves another app's indicator alone", async () => {
    const { id } = await created();
    const other = await clientOf(running(), 'another-app');
    expect((await other.send('DELETE', `/${id}`)).status).toBe(403);
    expect((await other.get(`/${id}`)).status).toBe(403);
    expect(itemsOf(await other.get())).toEqual([]);
    expect(running().stored()).toHaveLength(1);
  });
});
