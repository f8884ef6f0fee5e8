import { workspaceResource } from '../../../local/simulator/sentinel/management';
import { call, tokenOf, useSimulator, type Reply } from './running';

const running = useSimulator();

const arm = 'https://management.azure.com';

const idOf = (index: number): string =>
  `indicator--00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

const object = (index: number, more: Readonly<Record<string, unknown>> = {}) => ({
  type: 'indicator',
  spec_version: '2.1',
  id: idOf(index),
  created: '2026-11-01T12:00:00.000Z',
  modified: '2026-11-01T12:00:00.000Z',
  pattern: `[domain-name:value = 'evil-${index}.example']`,
  pattern_type: 'stix',
  valid_from: '2026-11-01T12:00:00.000Z',
  valid_until: '2030-01-31T12:00:00.000Z',
  confidence: 70,
  external_references: [{ source_name: 'gateway', external_id: `id-${index}` }],
  ...more,
});

const upload = async (sourcesystem: string, ...stixobjects: readonly unknown[]): Promise<void> => {
  const { url, workspaceId } = running();
  const path = `/workspaces/${workspaceId}/threat-intelligence-stix-objects:upload?api-version=2024-02-01-preview`;
  const headers = {
    authorization: `Bearer ${await tokenOf(running(), arm)}`,
    'content-type': 'application/json',
  };
  const body = JSON.stringify({ sourcesystem, stixobjects });
  expect((await call(`${url}${path}`, { method: 'POST', headers, body })).status).toBe(200);
};

interface Asked {
  readonly method?: string;
  readonly audience?: string;
  readonly resource?: string;
  readonly version?: string;
  readonly body?: unknown;
}

const query = async ({
  method = 'POST',
  audience = arm,
  resource = workspaceResource,
  version = '2025-09-01',
  body = {},
}: Asked = {}): Promise<Reply> =>
  call(
    `${running().url}${resource}/providers/Microsoft.SecurityInsights/threatIntelligence/main/queryIndicators?api-version=${version}`,
    {
      method,
      headers: {
        authorization: `Bearer ${await tokenOf(running(), audience)}`,
        'content-type': 'application/json',
      },
      ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
    },
  );

interface Shown {
  readonly properties: Readonly<Record<string, unknown>>;
}

const shownIn = ({ json }: Reply) => (json.value as readonly Shown[]).map(({ properties }) => properties);

const idsIn = (reply: Reply): readonly unknown[] => shownIn(reply).map(({ externalId }) => externalId);

describe('the query of indicators', () => {
  it('shows an object as the resource manager does, under the id that it was uploaded with', async () => {
    await upload('gateway', object(1));
    expect(shownIn(await query())).toMatchObject([
      {
        externalId: idOf(1),
        source: 'gateway',
        revoked: false,
        confidence: 70,
        validUntil: '2030-01-31T12:00:00.000Z',
        pattern: "[domain-name:value = 'evil-1.example']",
        parsedPattern: [{ patternTypeKey: 'domain-name' }],
        externalReferences: [{ sourceName: 'gateway', externalId: 'id-1' }],
      },
    ]);
  });

  it('leaves out what is revoked, unless it is asked for', async () => {
    await upload('gateway', object(1), object(2, { revoked: true }));
    expect(idsIn(await query())).toEqual([idOf(1)]);
    expect(idsIn(await query({ body: { includeDisabled: true } }))).toEqual([idOf(1), idOf(2)]);
  });

  it('gives the sources that are asked for, and what was sent again by itself under its own', async () => {
    await upload('gateway', object(1));
    await upload('somebody', object(2));
    expect(idsIn(await query({ body: { sources: ['gateway'] } }))).toEqual([idOf(1)]);
    expect(idsIn(await query({ body: { sources: [] } }))).toHaveLength(2);
    running().republish();
    expect(new Set(idsIn(await query({ body: { sources: ['LogARepublisher'] } })))).toEqual(
      new Set([idOf(1), idOf(2)]),
    );
  });

  it.each([
    [1, 5, 5],
    [2, 5, 3],
    [5, 5, 1],
    [100, 5, 1],
  ])('gives pages of %i: %i objects on %i of them, each once', async (pageSize, count, pages) => {
    await upload('gateway', ...Array.from({ length: count }, (_, index) => object(index)));
    const seen: unknown[] = [];
    let asked = 0;
    let skipToken: string | undefined;
    do {
      const page: Reply = await query({ body: { pageSize, ...(skipToken ? { skipToken } : {}) } });
      seen.push(...idsIn(page));
      asked += 1;
      skipToken = /skipToken=([^&"]+)/.exec(JSON.stringify(page.json.nextLink ?? ''))?.[1];
    } while (skipToken !== undefined);
    expect([new Set(seen).size, seen.length, asked]).toEqual([count, count, pages]);
  });

  it('shows a pattern that was not parsed as an empty one', async () => {
    running().configure({ sentinelUnparsed: ['evil-1'] });
    await upload('gateway', object(1));
    expect(shownIn(await query())).toMatchObject([{ parsedPattern: [] }]);
  });

  it.each<[string, Asked, number, string]>([
    [
      'a token of another API',
      { audience: 'https://graph.microsoft.com' },
      401,
      'InvalidAuthenticationToken',
    ],
    ['another workspace', { resource: `${workspaceResource}-2` }, 404, 'ResourceNotFound'],
    ['GET', { method: 'GET' }, 405, 'MethodNotAllowed'],
    ['a version that there is not', { version: '2020-01-01' }, 400, 'InvalidApiVersionParameter'],
    ['no body', { body: null }, 400, 'BadRequest'],
    ['a page of nothing', { body: { pageSize: 0 } }, 400, 'BadRequest'],
    ['a member that is not known', { body: { pagesize: 10 } }, 400, 'BadRequest'],
    ['a token that was not given', { body: { skipToken: 'x' } }, 400, 'BadRequest'],
  ])('refuses %s', async (_, asked, status, code) => {
    const reply = await query(asked);
    expect([reply.status, (reply.json.error as { readonly code: string }).code]).toEqual([status, code]);
  });

  it('refuses who has no role on the workspace', async () => {
    running().configure({ sentinelReader: false });
    expect((await query()).status).toBe(403);
  });
});
