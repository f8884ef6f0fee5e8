import { HttpRequest } from '@azure/functions';
import { startBudget } from '../../../functions/http/budget';
import { readBody } from '../../../functions/http/read-body';
import { type Failure } from '../../../shared/failure';
import { indicator } from '../../integration/indicators';
import { bytesOf, createWorld, limitBytes, now, post } from '../world';

const good = indicator({ domainName: 'a.example' });
const json = { 'content-type': 'application/json' };
const text = { 'content-type': 'text/plain; charset=utf-8' };
const lines = { 'content-type': 'application/x-ndjson' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const cef = '<134>Feb 14 19:04:54 host CEF:0|Vendor|Product|1|100|Found|5|src=192.0.2.1';

/** What the body is read as; a Failure is thrown, for a test that does not expect one. */
const reading = async (body: unknown, headers: Record<string, string> = json): Promise<unknown> => {
  const url = 'https://gateway.example/api/indicators';
  const request = new HttpRequest({ method: 'POST', url, headers, body: { bytes: bytesOf(body) } });
  const { budget, end } = startBudget(now, 600);
  const result = await readBody(request, limitBytes, budget)().finally(end);
  return result._tag === 'Right' ? result.right : Promise.reject(new Refused(result.left));
};

class Refused extends Error {
  constructor(readonly failure: Failure) {
    super(failure._tag);
  }
}

describe('a body is read', () => {
  it.each([
    ['application/json'],
    ['application/json; charset=utf-8'],
    ['Application/JSON;charset="UTF-8"'],
    ['application/json; odata=verbose; charset=us-ascii'],
    ['application/cloudevents+json'],
    ['application/cloudevents-batch+json; charset=UTF-8'],
    ['application/stix+json;version=2.1'],
    ['application/vnd.example.v1+json'],
    ['application/x-ndjson'],
    ['text/json'],
    ['text/plain'],
    ['text/plain; charset=utf8'],
    ['application/x-www-form-urlencoded'],
  ])('as JSON when it is JSON by the name of %s', async (type) => {
    expect(await reading(good, { 'content-type': type })).toEqual(good);
  });

  it('without a media type', async () => {
    expect(await reading(good, {})).toEqual(good);
  });

  it.each(['identity', ' Identity '])('with Content-Encoding: %s', async (encoding) => {
    expect(await reading(good, { 'content-encoding': encoding })).toEqual(good);
  });

  it('with a byte order mark', async () => {
    expect(await reading(`\ufeff${JSON.stringify(good)}`)).toEqual(good);
  });

  it('in any script', async () => {
    const said = { description: 'Ünïcödé 漢字 😀' };
    expect(await reading(said)).toEqual(said);
  });

  it.each([
    ['application/x-ndjson', '{"a":1}\n{"a":2}'],
    ['application/jsonl', '{"a":1}\r\n\r\n{"a":2}\r\n'],
    ['application/json', '\n {"a":1} \n\t{"a":2}'],
    ['text/plain', '{"a":1}\n{"a":2}\n'],
    ['application/x-www-form-urlencoded', '{"a":1}\n{"a":2}'],
  ])('as a list when each line is an object, by the name of %s', async (type, body) => {
    expect(await reading(body, { 'content-type': type })).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it.each([
    ['CEF', cef],
    ['several lines', `${cef}\n${cef}\n`],
    ['a line in brackets', '[2026-07-10] LEEF:1.0|a|b|c|d|'],
    ['words', 'hxxp://evil[.]test was seen'],
    ['numbers on lines', '1\n2'],
  ])('as text when it is text/plain: %s', async (_, body) => {
    expect(await reading(body, text)).toBe(body);
  });

  it('up to the limit, and 413 from the next byte on', async () => {
    const padded = (bytes: number) => JSON.stringify(good).padEnd(bytes);
    expect(await reading(padded(limitBytes))).toEqual(good);
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
    ['a form with files', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['bytes', { 'content-type': 'application/octet-stream' }],
    ['HTML', { 'content-type': 'text/html' }],
    ['JSON text sequences', { 'content-type': 'application/json-seq' }],
    ['another charset', { 'content-type': 'application/json; charset=utf-16' }],
    ['another charset, quoted', { 'content-type': 'application/json; charset="ISO-8859-1"' }],
    ['an encoding that nobody knows', { 'content-type': 'application/json', 'content-encoding': 'zstd' }],
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

  it('with 415 as a form that is one', async () => {
    expect((await post(createWorld(), 'payload=%7B%7D&a=1', form)).status).toBe(415);
  });

  it.each([
    ['the document', json, '{"a":1 "b":2}', 7],
    ['its line', lines, '{"a":1}\n{"b" 2}\n{"c":3}', 13],
    ['a line that is no object', lines, '{"a":1}\n7', 8],
    ['a line that is null', lines, '{"a":1}\nnull', 8],
    ['text/plain that begins as JSON', text, '{"a":1 "b":2}', 7],
    ['a form that begins as JSON', form, '{"a":1 "b":2}', 7],
  ])('as not JSON with the position in %s', async (_, headers, body, position) => {
    await expect(reading(body, headers)).rejects.toMatchObject({ failure: { _tag: 'NotJson', position } });
  });

  it.each([
    ['blank text', ' \n', text],
    ['a blank form', '', form],
    ['text that is not UTF-8', Buffer.from([0x43, 0xff]), text],
    ['a list that is cut off', '[{"a":1},', text],
    ['CEF by the name of JSON', cef, json],
    ['CEF by the name of lines of JSON', cef, lines],
  ])('as not JSON when it is %s', async (_, body, headers) => {
    await expect(reading(body, headers)).rejects.toMatchObject({ failure: { _tag: 'NotJson' } });
  });

  it.each([
    [cef, 'it reads like a line of CEF or LEEF: post it as text/plain'],
    ['date=2026-11-28 time=16:29:45 logid="1" type="utm"', 'it reads like key=value'],
    ['45.61.1.2\nevil.example\n', 'it reads like a list of observables: post it as text/csv'],
    ['a,b\n1,2\n', 'it reads like CSV: post it as text/csv'],
    ['<alerts/>', 'it reads like XML or HTML'],
    ['Hello there', 'it reads like prose'],
  ])('with 400 that says what %j reads like', async (body, advice) => {
    const { status, report } = await post(createWorld(), body);

    expect(status).toBe(400);
    expect(report.errors[0]?.expected).toContain(`a JSON document in UTF-8; ${advice}`);
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
