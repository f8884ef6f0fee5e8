import { indicator } from '../integration/indicators';
import { bytesOf, createWorld, limitBytes, post } from './world';

const good = indicator({ domainName: 'a.example' });

describe('a body is read', () => {
  it.each([
    ['application/json'],
    ['application/json; charset=utf-8'],
    ['Application/JSON;charset="UTF-8"'],
    ['application/json; odata=verbose; charset=us-ascii'],
    ['application/cloudevents+json'],
    ['application/cloudevents-batch+json; charset=UTF-8'],
    ['application/vnd.example.v1+json'],
    ['text/json'],
    ['text/plain'],
    ['text/plain; charset=utf8'],
  ])('as %s', async (type) => {
    expect((await post(createWorld(), good, { 'content-type': type })).status).toBe(201);
  });

  it('without a media type', async () => {
    expect((await post(createWorld(), good, {})).status).toBe(201);
  });

  it.each(['identity', ' Identity '])('with Content-Encoding: %s', async (encoding) => {
    expect((await post(createWorld(), good, { 'content-encoding': encoding })).status).toBe(201);
  });

  it('with a byte order mark', async () => {
    expect((await post(createWorld(), `\ufeff${JSON.stringify(good)}`)).status).toBe(201);
  });

  it('in any script', async () => {
    const world = createWorld();
    await post(world, indicator({ domainName: 'a.example', description: 'Ünïcödé 漢字 😀' }));
    expect(world.calls).toMatchObject([{ body: { description: 'Ünïcödé 漢字 😀' } }]);
  });

  it('up to the limit, and 413 from the next byte on', async () => {
    const padded = (bytes: number) => JSON.stringify(good).padEnd(bytes);
    expect((await post(createWorld(), padded(limitBytes))).status).toBe(201);
    const answer = await post(createWorld(), padded(limitBytes + 1));
    expect(answer.status).toBe(413);
    expect(answer.report).toMatchObject({ status: 413, limitBytes });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.outcomes()).toBeUndefined();
  });
});

describe('a body is refused', () => {
  it('with 413 when its length alone says it is too large', async () => {
    const headers = { 'content-type': 'application/json', 'content-length': String(limitBytes + 1) };
    expect((await post(createWorld(), good, headers)).status).toBe(413);
  });

  it.each([
    ['XML', { 'content-type': 'application/xml' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a form with files', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['bytes', { 'content-type': 'application/octet-stream' }],
    ['HTML', { 'content-type': 'text/html' }],
    ['lines of JSON', { 'content-type': 'application/jsonl' }],
    ['another charset', { 'content-type': 'application/json; charset=utf-16' }],
    ['another charset, quoted', { 'content-type': 'application/json; charset="ISO-8859-1"' }],
    ['gzip', { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
    ['two encodings', { 'content-type': 'application/json', 'content-encoding': 'identity, br' }],
  ])('with 415 as %s', async (_, headers) => {
    const world = createWorld();
    const answer = await post(world, good, headers);
    expect(answer.status).toBe(415);
    expect(answer.headers.get('accept')).toBe('application/json');
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.report.detail).toContain('application/json');
    expect(world.calls).toEqual([]);
    expect(answer.outcomes()).toBeUndefined();
  });

  it('with 400 and the position where it stops being JSON', async () => {
    const { status, headers, report, outcomes } = await post(createWorld(), '{"a":1 "b":2}');
    expect(status).toBe(400);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(report).toMatchObject({
      type: 'urn:indicator-gateway:problem:not-json',
      errors: [{ pointer: '', expected: 'a JSON document in UTF-8' }],
    });
    expect(report.detail).toContain('position 7');
    expect(outcomes()).toBeUndefined();
  });

  it.each([
    ['it is empty', ''],
    ['it is blank', ' \n'],
    ['it is cut off', JSON.stringify(good).slice(0, 40)],
    ['it is a form after all', 'a=1&b=2'],
    ['it is not UTF-8', Buffer.concat([bytesOf('{"a":"'), Buffer.from([0xff, 0xfe]), bytesOf('"}')])],
    ['it is UTF-16', Buffer.from(JSON.stringify(good), 'utf16le')],
    ['something follows', `${JSON.stringify(good)} x`],
  ])('with 400 when %s', async (_, body) => {
    const { status, report, outcomes } = await post(createWorld(), body);
    expect(status).toBe(400);
    expect(report.title).toBe('The body is not JSON');
    expect(outcomes()).toBeUndefined();
  });
});
