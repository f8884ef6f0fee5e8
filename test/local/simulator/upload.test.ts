import { type Simulator } from '../../../local/simulator/simulator';
import { call, tokenOf, useSimulator, type Reply } from './running';

let now = new Date('2026-11-01T12:00:00Z');
const running = useSimulator({ clock: () => now });

const id = 'indicator--2ed6657d-e927-568b-95e1-2665a8aea6a2';

const object = (more: Readonly<Record<string, unknown>> = {}) => ({
  type: 'indicator',
  spec_version: '2.1',
  id,
  created: '2026-11-01T12:00:00.000Z',
  modified: '2026-11-01T12:00:00.000Z',
  pattern: "[domain-name:value = 'evil.example']",
  pattern_type: 'stix',
  valid_from: '2026-11-01T12:00:00.000Z',
  ...more,
});

const apiVersion = '?api-version=2024-02-01-preview';

interface Request {
  readonly token?: string;
  readonly workspace?: string;
  readonly query?: string;
  readonly body?: unknown;
}

const upload = async (
  simulator: Simulator,
  objects: readonly unknown[],
  more: Request = {},
): Promise<Reply> => {
  const { workspace = simulator.workspaceId, query = apiVersion } = more;
  const token = more.token ?? (await tokenOf(simulator, 'https://management.azure.com'));
  return call(`${simulator.url}/workspaces/${workspace}/threat-intelligence-stix-objects:upload${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(more.body ?? { sourcesystem: 'test', stixobjects: objects }),
  });
};

describe('an upload of objects', () => {
  it('is answered 200 without a body, and they are held', async () => {
    const { status, text } = await upload(running(), [object()]);
    expect([status, text]).toEqual([200, '']);
    expect(running().stixObjects()).toEqual([object()]);
  });

  it('replaces what is there under the same id', async () => {
    await upload(running(), [object()]);
    await upload(running(), [object({ name: 'again' })]);
    expect(running().stixObjects()).toEqual([object({ name: 'again' })]);
  });

  it('leaves revoked what was revoked under that id, and says nothing', async () => {
    await upload(running(), [object({ revoked: true })]);
    expect((await upload(running(), [object({ name: 'again' })])).status).toBe(200);
    expect(running().stixObjects()).toEqual([object({ name: 'again', revoked: true })]);
  });

  it('is dropped some minutes after it was taken, where a rule of the workspace says so', async () => {
    running().configure({ sentinelDrops: ['evil.example'], sentinelDropsAfterMs: 60_000 });
    const other = object({ id: id.replace('2ed', '2ee'), pattern: "[domain-name:value = 'other.example']" });
    expect((await upload(running(), [object(), other])).status).toBe(200);
    expect(running().stixObjects()).toEqual([object(), other]);
    now = new Date(now.getTime() + 60_000);
    expect(running().stixObjects()).toEqual([other]);
  });

  it('takes the good ones, and says of each other one where it stands and what is wrong', async () => {
    const nameless = { ...object(), id: undefined };
    const { status, json } = await upload(running(), [
      nameless,
      object(),
      object({ pattern: '[a:b = 1] OR [c:d = 2]' }),
    ]);
    expect(status).toBe(200);
    expect(json).toEqual({
      errors: [
        {
          recordIndex: 0,
          errorMessages: ['Error for Property=id: Required property is missing. Actual value: NULL.'],
        },
        { recordIndex: 2, errorMessages: ['Error for Property=pattern: The value is not valid.'] },
      ],
    });
    expect(running().stixObjects()).toHaveLength(1);
  });

  it('is answered 200 where none of them is good', async () => {
    const { status, json } = await upload(running(), [object({ id: 'x' }), object({ pattern: 'x' })]);
    expect([status, (json.errors as readonly unknown[]).length]).toEqual([200, 2]);
    expect(running().stixObjects()).toEqual([]);
  });

  it.each<[string, Request, number]>([
    ['a token for Graph', { token: 'graph' }, 401],
    ['no token that is one', { token: 'x' }, 401],
    ['a workspace that is not there', { workspace: '00000000-0000-0000-0000-000000000000' }, 404],
    ['no version', { query: '' }, 400],
    ['nothing', { body: { sourcesystem: 'test', stixobjects: [] } }, 400],
    ["Sentinel's own name", { body: { sourcesystem: 'Microsoft Sentinel', stixobjects: [object()] } }, 400],
    ['more than a hundred', { body: { sourcesystem: 'test', stixobjects: Array(101).fill(object()) } }, 400],
  ])('is refused with %s', async (_, request, status) => {
    const token = request.token === 'graph' ? { token: await tokenOf(running()) } : {};
    expect((await upload(running(), [object()], { ...request, ...token })).status).toBe(status);
    expect(running().stixObjects()).toEqual([]);
  });

  it('is refused to who has no role on the workspace', async () => {
    running().configure({ sentinelRole: false });
    expect((await upload(running(), [object()])).status).toBe(403);
  });

  it('is refused above the limit, with the wait in the message alone', async () => {
    running().configure({ sentinelRequestsPerMinute: 1 });
    await upload(running(), [object()]);
    now = new Date(now.getTime() + 20_000);
    const { status, headers, json } = await upload(running(), [object()]);
    expect([status, headers.get('retry-after')]).toEqual([429, null]);
    expect(json).toEqual({ statusCode: 429, message: 'Rate limit is exceeded. Try again in 40 seconds.' });
  });
});
