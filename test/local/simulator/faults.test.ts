import { once } from 'node:events';
import { connect } from 'node:net';
import { type Fault, type FaultAnswer } from '../../../local/simulator/faults';
import {
  clientOf,
  containing,
  errorOf,
  indicator,
  itemsOf,
  numbered,
  tokenOf,
  useSimulator,
} from './running';

const running = useSimulator();
const submitting = async (answer: FaultAnswer, count = 3) => {
  const client = await clientOf(running());
  running().inject({ on: 'graph', answer });
  return client.submit(numbered(count));
};
const externalIds = (items: readonly Readonly<Record<string, unknown>>[]): unknown[] =>
  items.map(({ externalId }) => externalId);

describe('when a status is injected', () => {
  it.each<[string, FaultAnswer<'status'>, number]>([
    ['does nothing', { kind: 'status', status: 503, headers: { 'Retry-After': '2.128' } }, 0],
    ['does what was asked when told to', { kind: 'status', status: 500, apply: true }, 3],
    ['answers late when told to', { kind: 'status', status: 504, afterMs: 5 }, 0],
  ])('%s', async (_what, fault, stored) => {
    const reply = await submitting(fault);
    expect([reply.status, errorOf(reply).code]).toEqual([fault.status, 'UnknownError']);
    expect(reply.headers.get('retry-after')).toBe(fault.headers?.['Retry-After'] ?? null);
    expect(running().stored()).toHaveLength(stored);
    expect(running().requests().at(-1)).toMatchObject({ fault: 'status', status: fault.status });
  });

  it('answers the body that was given, raw or JSON', async () => {
    const html = { 'content-type': 'text/html' };
    const raw = await submitting({ kind: 'status', status: 502, raw: '<html>', headers: html });
    const json = await submitting({ kind: 'status', status: 429, json: { a: 1 } });
    const empty = await submitting({ kind: 'status', status: 500, raw: '' });
    expect([raw.text, raw.headers.get('content-type')]).toEqual(['<html>', 'text/html']);
    expect([json.status, json.json]).toEqual([429, { a: 1 }]);
    expect([empty.status, empty.text]).toEqual([500, '']);
  });
});

describe('when the line is cut', () => {
  it.each<[FaultAnswer, number]>([
    [{ kind: 'reset' }, 0],
    [{ kind: 'resetAfterStore' }, 3],
    [{ kind: 'halfAnswer' }, 3],
  ])('fails the request under %j with %i stored', async (fault, stored) => {
    await expect(submitting(fault)).rejects.toThrow();
    expect(running().stored()).toHaveLength(stored);
    expect(running().requests().at(-1)).toMatchObject({ fault: fault.kind, aborted: false });
  });

  it.each([
    [{}, 0],
    [{ apply: true }, 1],
  ])('never answers under hang %j', async (more, stored) => {
    const token = await tokenOf(running());
    running().inject({ on: 'graph', answer: { kind: 'hang', ...more } });
    const request = fetch(`${running().graphUrl}/security/tiIndicators`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(indicator()),
      signal: AbortSignal.timeout(100),
    });
    await expect(request).rejects.toThrow();
    expect(running().requests().at(-1)).toMatchObject({ fault: 'hang', status: null });
    expect(running().stored()).toHaveLength(stored);
  });

  it('drips the whole answer byte by byte', async () => {
    const client = await clientOf(running());
    running().inject({ on: 'graph', answer: { kind: 'drip', everyMs: 1 } });
    const reply = await client.get('?$top=1');
    expect(reply.json.value).toEqual([]);
  });

  it('closes an idle connection after its whole answer, without notice', async () => {
    running().inject({ on: 'graph', answer: { kind: 'closeAfterAnswer' } });
    const socket = connect(Number(new URL(running().url).port), '127.0.0.1');
    const received: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => received.push(chunk));
    socket.write('GET /beta/security/tiIndicators HTTP/1.1\r\nHost: simulator\r\n\r\n');
    await once(socket, 'close');
    const answer = Buffer.concat(received).toString();
    expect(answer).toMatch(/^HTTP\/1.1 401 [^]*connection: keep-alive[^]*\}$/i);
  });
});

describe('when the answer is of another kind', () => {
  it.each<[FaultAnswer, object]>([
    [{ kind: 'delay', ms: 5 }, { status: 200 }],
    [
      { kind: 'redirect', location: 'https://elsewhere.example/' },
      { status: 307, text: '' },
    ],
    [{ kind: 'redirect', location: 'https://elsewhere.example/', status: 301 }, { status: 301 }],
    [
      { kind: 'emptyBody', status: 202 },
      { status: 202, text: '' },
    ],
    [
      { kind: 'emptyBody', status: 200 },
      { status: 200, text: '' },
    ],
    [{ kind: 'notJson' }, { status: 200, text: containing('<html>') }],
  ])('answers %j', async (fault, expected) => {
    const reply = await submitting(fault);
    const location = fault.kind === 'redirect' ? fault.location : null;
    expect(reply).toMatchObject(expected);
    expect(reply.headers.get('location')).toBe(location);
    expect(running().stored()).toHaveLength(fault.kind === 'delay' ? 3 : 0);
  });
});

describe('when items are treated each for itself', () => {
  const because = { code: 'InvalidInput', message: 'no' };
  it.each<[Omit<FaultAnswer<'rejectItems'>, 'kind' | 'code' | 'message'>, number, string[]]>([
    [{ indices: [0, 2] }, 206, ['e1']],
    [{ externalIds: ['e1'] }, 206, ['e0', 'e2']],
    [{ every: 2 }, 206, ['e0', 'e2']],
    [{}, 206, []],
    [{ indices: [1], as200: true }, 200, ['e0', 'e2']],
  ])('refuses those named by %j with %i', async (named, status, left) => {
    const reply = await submitting({ kind: 'rejectItems', ...because, ...named });
    expect(reply.status).toBe(status);
    expect(externalIds(itemsOf(reply).filter((item) => !('Error' in item)))).toEqual(left);
    expect(externalIds(running().stored())).toEqual(left);
  });

  it.each<[FaultAnswer, unknown[], unknown[]]>([
    [{ kind: 'omitItems', indices: [1] }, ['e0', 'e2'], ['e0', 'e1', 'e2']],
    [{ kind: 'shuffleItems' }, ['e2', 'e0', 'e1'], ['e0', 'e1', 'e2']],
    [{ kind: 'storedTwice' }, ['e0', 'e1', 'e2'], ['e0', 'e1', 'e2', 'e0', 'e1', 'e2']],
    [{ kind: 'notStored' }, ['e0', 'e1', 'e2'], []],
    [{ kind: 'itemsWithoutExternalId' }, [undefined, undefined, undefined], ['e0', 'e1', 'e2']],
  ])('under %j answers %j and holds %j', async (fault, answered, held) => {
    const reply = await submitting(fault);
    expect(reply.status).toBe(200);
    expect(externalIds(itemsOf(reply))).toEqual(answered);
    expect(externalIds(running().stored())).toEqual(held);
    expect(new Set(itemsOf(reply).map(({ id }) => id)).size).toBe(answered.length);
  });
});

describe('when a fault asks what a request holds', () => {
  const refusal = { kind: 'status', status: 400 } as const;
  it.each<[Partial<Fault>, number[]]>([
    [{ withAnyOf: ['e2'] }, [200, 400, 400]],
    [{ moreThan: 2 }, [200, 200, 400]],
    [{ moreThan: 1, withAnyOf: ['e1', 'e9'] }, [200, 400, 400]],
  ])('with %j it hits no other', async (only, expected) => {
    const client = await clientOf(running());
    running().inject({ on: 'graph', times: null, answer: refusal, ...only });
    const bulks = [numbered(2).slice(0, 1), numbered(3).slice(1), numbered(3)];
    const statuses: number[] = [];
    for (const items of bulks) statuses.push((await client.submit(items)).status);
    expect(statuses).toEqual(expected);
    expect((await client.get()).status).toBe(200);
  });

  it('hits the create of one as well', async () => {
    const client = await clientOf(running());
    running().inject({ on: 'graph', times: null, answer: refusal, withAnyOf: ['one'] });
    expect((await client.create(indicator())).status).toBe(400);
    expect((await client.create(indicator({ externalId: 'two' }))).status).toBe(201);
  });
});

describe('when ids and visibility are not to be relied on', () => {
  it('an updated indicator is found under another id only', async () => {
    const client = await clientOf(running());
    const { id } = (await client.create(indicator())).json;
    const change = { id, expirationDateTime: '2999-01-01T00:00:00Z', targetProduct: 'Azure Sentinel' };
    running().inject({ on: 'graph', answer: { kind: 'newId' } });
    expect((await client.send('PATCH', `/${String(id)}`, { ...change, confidence: 7 })).status).toBe(204);
    expect((await client.send('PATCH', `/${String(id)}`, change)).status).toBe(404);
    const [held, ...others] = running().stored();
    expect([held?.confidence, others]).toEqual([7, []]);
    expect(held?.id).not.toBe(id);
  });

  it('a created indicator is held, and not found before its time', async () => {
    const client = await clientOf(running());
    running().inject({ on: 'graph', answer: { kind: 'visibleLater', ms: 60_000 } });
    const { id } = (await client.create(indicator())).json;
    const second = await client.create(indicator({ externalId: 'two' }));
    expect((await client.get(`/${String(id)}`)).status).toBe(404);
    expect((await client.get(`/${String(second.json.id)}`)).status).toBe(200);
    expect(externalIds(itemsOf(await client.get()))).toEqual(['two']);
    expect(externalIds(running().stored())).toEqual(['one', 'two']);
  });
});

describe('when several faults wait', () => {
  const status = (code: number, more: Partial<Fault> = {}): Fault => ({
    on: 'graph',
    answer: { kind: 'status', status: code },
    ...more,
  });

  it('takes the first that matches and counts it down', async () => {
    const client = await clientOf(running());
    running().inject(
      status(500, { method: 'PATCH' }),
      status(502, { pathEndsWith: 'submitTiIndicators' }),
      status(503, { times: 2 }),
      status(504, { on: 'token' }),
    );
    const statuses = [await client.get(), await client.submit([]), await client.get(), await client.get()];
    expect(statuses.map((reply) => reply.status)).toEqual([503, 502, 503, 200]);
  });

  it.each([null, Infinity])('never ends one with times %p', async (times) => {
    const client = await clientOf(running());
    running().inject(status(401, { times }));
    for (let round = 0; round < 5; round += 1) expect((await client.get()).status).toBe(401);
  });

  it('heals of all of them, and still holds what it held', async () => {
    const client = await clientOf(running());
    await client.submit(numbered(2));
    running().inject(status(500, { times: null }), status(503, { on: 'token' }));
    running().heal();
    expect([(await client.get()).status, await tokenOf(running())]).toEqual([200, containing('.')]);
    expect(running().stored()).toHaveLength(2);
  });

  it('hits the token endpoint when meant for it', async () => {
    running().inject(status(500, { on: 'token', answer: { kind: 'emptyBody', status: 200 } }));
    expect(await tokenOf(running())).toBe('undefined');
    expect(await tokenOf(running())).toContain('.');
  });
});
